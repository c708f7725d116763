/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

/* Appends a number as PNG writes it, the highest byte first. */
void fixture_png_put_big (GByteArray *out, guint32 value);
/* Appends a chunk with its true checksum; name has four letters. */
void fixture_png_put_chunk (GByteArray *out, const char *name, const guint8 *data, guint length);
