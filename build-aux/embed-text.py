#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a text file as a C string: embed-text.py INPUT OUTPUT.c SYMBOL."""
import sys

source, target, symbol = sys.argv[1:]
with open(source, encoding="utf-8") as file:
    lines = file.read().splitlines()


def quote(line):
    return line.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("?", "\\?")


with open(target, "w", encoding="utf-8") as file:
    file.write(f"extern const char {symbol}[];\nconst char {symbol}[] =\n")
    file.writelines(f'  "{quote(line)}\\n"\n' for line in lines)
    file.write("  ;\n")
