#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast PyTorch trains our presets and answers with them, on one core.

usage: torch-baseline.py [--seconds S] [CASE…]

A CASE is NET:WHAT:LAYOUT, NET one of lenet, wide, mean; WHAT one of train=BATCH, latency; LAYOUT one of first, last
(where the maps stand in memory). Without a CASE they are read from standard input, one a line, so that another
program can measure in turn. Each gives a line "CASE: NUMBER": samples a second (the best of ten slices of S seconds)
or microseconds (the median). Time is this process's processor time, so what else runs counts little.
"""
import argparse
import statistics
import sys
import time

import torch
from torch import nn

SLICES = 10
PICTURES = 2048
LAYOUTS = {"first": torch.contiguous_format, "last": torch.channels_last}


def lenet(pool):
    return nn.Sequential(
        nn.Conv2d(1, 6, 5), nn.Tanh(), pool(2), nn.Conv2d(6, 16, 5), nn.Tanh(), pool(2), nn.Flatten(),
        nn.Linear(256, 120), nn.Tanh(), nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, 10))


def wide():
    return nn.Sequential(
        nn.Conv2d(1, 32, 5), nn.ReLU(inplace=True), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 5), nn.ReLU(inplace=True), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(1024, 256), nn.ReLU(inplace=True), nn.Linear(256, 10))


NETS = {"lenet": lambda: lenet(nn.MaxPool2d), "wide": wide, "mean": lambda: lenet(nn.AvgPool2d)}


def pictures():
    """Ten random pictures under noise, as fovea-cli bench has them."""
    labels = torch.randint(10, (PICTURES,))
    return (torch.rand(10, 1, 28, 28)[labels] * 0.6 + torch.rand(PICTURES, 1, 28, 28) * 0.4) * 2 - 1, labels


def best_rate(step, batch, seconds):
    """Samples a second of the best slice; the first one warms up."""
    rates = []
    for _ in range(SLICES + 1):
        done = 0
        began = now = time.process_time()
        while now - began < seconds / (SLICES + 1):
            step()
            done += batch
            now = time.process_time()
        rates.append(done / (now - began))
    return max(rates[1:])


def train(net, layout, batch, seconds):
    x, labels = pictures()
    cut = [(x[i:i + batch].clone().contiguous(memory_format=layout), labels[i:i + batch].clone())
           for i in range(0, PICTURES - batch + 1, batch)]
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9)
    criterion = nn.CrossEntropyLoss()
    nth = 0

    def step():
        nonlocal nth
        inputs, targets = cut[nth % len(cut)]
        nth += 1
        optimizer.zero_grad(set_to_none=True)
        criterion(net(inputs), targets).backward()
        optimizer.step()

    net.train()
    return best_rate(step, batch, seconds)


def latency(net, layout, seconds):
    """One image through the traced and frozen network."""
    x = pictures()[0][:1].clone().contiguous(memory_format=layout)
    times = []
    with torch.inference_mode():
        traced = torch.jit.optimize_for_inference(torch.jit.trace(net.eval(), x))
        for _ in range(200):
            traced(x)
        end = time.process_time() + seconds
        while time.process_time() < end:
            began = time.process_time()
            traced(x)
            times.append(time.process_time() - began)
    return statistics.median(times) * 1e6


def measure(case, seconds):
    net_name, what, layout_name = case.split(":")
    layout = LAYOUTS[layout_name]
    net = NETS[net_name]().to(memory_format=layout)
    if what == "latency":
        return latency(net, layout, seconds)
    return train(net, layout, int(what.removeprefix("train=")), seconds)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=1)
    parser.add_argument("cases", nargs="*", metavar="CASE")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(1)
    for case in options.cases or map(str.strip, iter(sys.stdin.readline, "")):
        print(f"{case}: {measure(case, options.seconds):.2f}", flush=True)


if __name__ == "__main__":
    main()
