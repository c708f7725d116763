#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures what fovea-cli can be asked about speed, and prints each figure beside what is asked of it.

usage: speed.py PART    (ratios, threads, batch or bits; './dev bench PART' calls it)

What is compared is measured in turn, several times, and the median of the ratios counts: so a machine that others use
too slows both down alike. Environment: FOVEA_CLI, the program.
"""
import os
import statistics
import subprocess
import sys
import tempfile

CLI = os.environ["FOVEA_CLI"]
HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON = "/usr/bin/python3"  # where a distribution's PyTorch is
MEAN = ("28x28x1 conv 5x5x6 tanh; mean 2x2; conv 5x5x16 tanh; mean 2x2; rasterize; dense 120 tanh; dense 84 tanh; "
        "softmax 10")
NETS = {"lenet": "lenet", "wide": "wide", "mean": MEAN}
ROUNDS = 3

missed = 0


def say(key, value, at_least=None, at_most=None, digits=2):
    global missed
    line = f"{key}: {value:.{digits}f}"
    if at_least is not None:
        line += f"  (asked: at least {at_least})"
        missed += value < at_least
    if at_most is not None:
        line += f"  (asked: at most {at_most})"
        missed += value > at_most
    print(line, flush=True)


def fovea(*words, kernels=None):
    """What fovea-cli prints, as a table; None if it has no such kernels here."""
    environment = dict(os.environ)
    if kernels:
        environment["FOVEA_KERNELS"] = kernels
    done = subprocess.run([CLI, *words], env=environment, capture_output=True, text=True)
    if kernels and done.returncode == 2:
        return None
    if done.returncode != 0:
        sys.exit(done.stderr)
    return dict(line.split(": ", 1) for line in done.stdout.splitlines())


def bench(net, batch, seconds, threads=1, clock="cpu", kernels=None):
    result = fovea("bench", "--net", net, "--batch", str(batch), "--threads", str(threads), "--seconds", str(seconds),
                   "--clock", clock, kernels=kernels)
    return result and {"train": float(result["train_samples_per_s_best"]),
                       "latency": float(result["latency_us_median"]), "kernels": result["kernels"],
                       "fraction": float(result["fraction"])}


def stay_on_one_core():
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


class Torch:
    """PyTorch in a process of its own, asked for one figure at a time."""

    def __init__(self, seconds):
        self.process = subprocess.Popen([PYTHON, os.path.join(HERE, "torch-baseline.py"), "--seconds", str(seconds)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                        text=True)

    def ask(self, case):
        self.process.stdin.write(case + "\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline().rsplit(": ", 1)[1])

    def best(self, net, what):
        """Of its two layouts the better one."""
        both = [self.ask(f"{net}:{what}:{layout}") for layout in ("first", "last")]
        return min(both) if what == "latency" else max(both)


def ratios():
    """Against PyTorch on the same core."""
    asked = {("lenet", "train=32"): 5, ("lenet", "train=1"): 20, ("lenet", "latency"): 9,
             ("wide", "train=32"): 1.8, ("wide", "train=1"): 4, ("wide", "latency"): 1.8,
             ("mean", "train=32"): 4, ("avx2", "train=32"): 3.5}
    if subprocess.run([PYTHON, "-c", "import torch"], capture_output=True).returncode != 0:
        print("There is no PyTorch to compare with. As root: apt-get install --no-install-recommends python3-torch")
        return
    stay_on_one_core()
    torch = Torch(0.7)
    seen = {case: [] for case in asked}
    for _ in range(ROUNDS):
        for net in ("lenet", "wide", "mean"):
            many = bench(NETS[net], 32, 0.7)
            theirs = torch.best(net, "train=32")
            seen[net, "train=32"].append((many["train"], theirs, many["train"] / theirs))
            if net == "lenet":
                avx2 = many if many["kernels"] == "avx2" else bench(NETS[net], 32, 0.7, kernels="avx2")
                if avx2:
                    seen["avx2", "train=32"].append((avx2["train"], theirs, avx2["train"] / theirs))
            if net == "mean":
                continue
            one = bench(NETS[net], 1, 0.7)
            theirs = torch.best(net, "train=1")
            seen[net, "train=1"].append((one["train"], theirs, one["train"] / theirs))
            theirs = torch.best(net, "latency")
            seen[net, "latency"].append((one["latency"], theirs, theirs / one["latency"]))
    print(f"kernels: {many['kernels']}")
    for (net, what), found in seen.items():
        if not found:
            print(f"{net}: not on this processor")
            continue
        ours, theirs, ratio = (statistics.median(column) for column in zip(*found))
        name = {"mean": "lenet_mean", "avx2": "lenet_avx2"}.get(net, net) + "_" + what.replace("=", "_")
        unit = "us" if what == "latency" else "samples_per_s"
        say(f"{name}_{unit}", ours, digits=1)
        say(f"{name}_{unit}_pytorch", theirs, digits=1)
        say(f"{name}_ratio", ratio, at_least=asked[net, what])


def pairs(first, second):
    """Median ratio of second to first, measured in turn."""
    return statistics.median(second() / first() for _ in range(ROUNDS + 2))


def threads():
    """What a second core brings."""
    rate = {n: (lambda n=n: bench("lenet", 128, 0.7, threads=n, clock="wall")["train"]) for n in (1, 2)}
    say("threads_2_to_1_batch_128_ratio", pairs(rate[1], rate[2]), at_least=1.7)


def batch():
    """Samples cost the same in larger batches."""
    stay_on_one_core()
    for net in ("lenet", "wide"):
        cost = {n: (lambda n=n: 1 / bench(net, n, 0.7)["train"]) for n in (32, 512)}
        say(f"{net}_cost_per_sample_512_to_32_ratio", pairs(cost[32], cost[512]), at_most=1.15)


def bits():
    """The same weights however they are computed."""
    global missed
    for size in (1, 32, 77):
        words = ("train", "--net", "lenet", "--samples", "2000", "--epochs", "1", "--batch", str(size))
        hashes = {f"threads_{n}": fovea(*words, "--threads", str(n))["weights_sha256"] for n in (1, 2, 3, 4, 8)}
        for kernels in ("avx2", "avx512vl"):
            result = fovea(*words, kernels=kernels)
            if result:
                hashes[f"kernels_{kernels}"] = result["weights_sha256"]
        for key, value in hashes.items():
            print(f"batch_{size}_{key}_sha256: {value}")
        plain = fovea(*words, kernels="plain")["weights_sha256"]
        print(f"batch_{size}_kernels_plain_sha256: {plain}  (may differ)")
        say(f"batch_{size}_different_weights", len(set(hashes.values())), at_most=1, digits=0)


def main():
    parts = {part.__name__: part for part in (ratios, threads, batch, bits)}
    if len(sys.argv) != 2 or sys.argv[1] not in parts:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        parts[sys.argv[1]]()
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
