#!/usr/bin/env python3
"""Weft beside onnxruntime, OpenVINO, ncnn and PyTorch: the same networks, weights and inputs, in turns, outputs compared.

    python3 -m venv /tmp/rivals && /tmp/rivals/bin/pip install torch torchvision onnx onnxruntime openvino ncnn pnnx \\
        safetensors numpy
    swift build -c release --product weft
    /tmp/rivals/bin/python tools/bench/rivals.py pictures recurrent own [NAME…] [--threads N] [--batch N] [--page]

All run at f32, each in a process of its own on the same CPUs, `--rounds` times one after another; of each turn the
median is taken, and the ratio is the median over the turns of Weft's time to that of the rival that was fastest over
all; "least" is the ratio of the shortest turns of both. Results are kept in tools/bench/results.json, but for those
with `--engines`, some rivals alone; `--page` writes the page on speed from them, and `--kernels` adds what kernels.sh
printed into a file. OpenVINO, ncnn and PyTorch are told to stay at f32. ncnn takes pictures one by one only. What gives
other outputs than PyTorch is not counted. Where other work runs on the machine, run it under `nice -n -20`.
"""
import argparse
import datetime
import importlib.metadata
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile

import numpy as np
import safetensors.torch
import torch

import speed_page
from rival_models import GROUPS, HERE, NETWORKS
from zoo_cases import randomize

ROOT = HERE.parents[1]
RESULTS = HERE / "results.json"
ENGINES = ["onnxruntime", "openvino", "ncnn", "torch"]
TOLERANCE = 1e-3


class Rival:
    """A process that runs a network when it is told to."""

    def __init__(self, engine, folder, threads, cpus):
        self.engine = engine
        command = ["taskset", "-c", cpus, sys.executable, str(HERE / "rival_engine.py"), engine, folder, str(threads)]
        environment = os.environ | {"OMP_NUM_THREADS": str(threads)}
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env=environment)
        line = self.process.stdout.readline()
        self.created = json.loads(line)["create_ms"] if line.startswith("{") else None
        self.medians = []

    def turn(self, runs):
        self.process.stdin.write(f"{runs}\n")
        self.process.stdin.flush()
        self.medians.append(statistics.median(json.loads(self.process.stdout.readline())))

    def end(self):
        self.process.stdin.close()
        self.process.wait()


class Weft:
    """The command, anew at each turn."""

    def __init__(self, network, folder, threads, cpus):
        self.arguments = [network.spec, "--weights", f"{folder}/weights.safetensors", "--json", "--quiet"]
        self.arguments += [part for name in network.inputs(1) for part in ("--input", f"{name}={folder}/in_{name}.npy")]
        self.prefix, self.threads, self.medians, self.answers = ["taskset", "-c", cpus], threads, [], []

    def call(self, command, *more):
        run = subprocess.run(
            [*self.prefix, options.weft, command, *self.arguments, *map(str, more)], capture_output=True, text=True)
        if run.returncode != 0:
            raise SystemExit(run.stdout + run.stderr)
        return json.loads(run.stdout)

    def turn(self, runs):
        self.answers.append(self.call("bench", "--threads", self.threads, "--runs", runs))
        self.medians.append(self.answers[-1]["median_ms"])


def prepare(network, batch, folder):
    """Writes the network in all forms; PyTorch's outputs."""
    generator = torch.Generator().manual_seed(len(network.name))
    module = network.make().eval()
    randomize(module, generator)
    state = {name: value.contiguous() for name, value in module.state_dict().items()}
    torch.save(module.state_dict(), f"{folder}/module.pt")
    without = ("aux1.", "aux2.", "AuxLogits.")
    safetensors.torch.save_file({k: v for k, v in state.items() if not k.startswith(without)},
                                f"{folder}/weights.safetensors")
    inputs = network.inputs(batch)
    for name, array in inputs.items():
        np.save(f"{folder}/in_{name}.npy", array.numpy())
    np.savez(f"{folder}/inputs.npz", **{name: array.numpy() for name, array in inputs.items()})
    pathlib.Path(folder, "names.json").write_text(json.dumps({"network": network.name}))
    with torch.no_grad():
        outputs = module(*inputs.values())
        network.export(network, module, inputs, f"{folder}/model.onnx")
    if network.picture and batch == 1 and "ncnn" in options.engines:
        with torch.no_grad():
            torch.jit.trace(module, tuple(inputs.values())).save(f"{folder}/model.pt")
        shape = ",".join(map(str, next(iter(inputs.values())).shape))
        subprocess.run(["pnnx", "model.pt", f"inputshape=[{shape}]", "fp16=0"], cwd=folder, capture_output=True)
    return [o.numpy() for o in (outputs if isinstance(outputs, tuple) else [outputs])]


def deviation(arrays, wanted):
    """The largest difference to PyTorch's outputs as a share of the largest magnitude."""
    return max(float(np.abs(a.reshape(b.shape) - b).max() / np.abs(b).max()) if a.size == b.size else float("inf")
               for a, b in zip(arrays, wanted))


def measure(name, folder):
    network = NETWORKS[name]
    wanted = prepare(network, options.batch, folder)
    cpus = "1" if options.threads == 1 else f"0-{options.threads - 1}"
    weft = Weft(network, folder, options.threads, cpus)
    weft.call("run", "--output-dir", folder)
    off = {"weft": deviation([np.load(f"{folder}/{output}.npy") for output in network.outputs], wanted)}
    rivals = []
    for engine in options.engines:
        if engine == "ncnn" and not pathlib.Path(folder, "model.ncnn.bin").exists():
            continue
        rival = Rival(engine, folder, options.threads, cpus)
        if rival.created is None:
            continue
        arrays = list(np.load(f"{folder}/outputs_{engine}.npz").values())
        off[engine] = deviation(arrays, wanted)
        rivals.append(rival)
    # Runs of a turn take about a third of a second.
    weft.turn(3)
    runs = min(max(int(options.seconds * 1e3 / weft.medians.pop()), 3), 500)
    weft.answers.clear()
    for _ in range(options.rounds):
        weft.turn(runs)
        for rival in rivals:
            rival.turn(runs)
    for rival in rivals:
        rival.end()
    return row(network, weft, rivals, off)


def row(network, weft, rivals, off):
    times = {rival.engine: statistics.median(rival.medians) for rival in rivals}
    right = [rival for rival in rivals if off[rival.engine] < TOLERANCE]
    fastest = min(right, key=lambda rival: times[rival.engine])
    ratios = [ours / theirs for ours, theirs in zip(weft.medians, fastest.medians)]
    result = {
        "network": network.name, "threads": options.threads, "batch": options.batch,
        "weft_ms": statistics.median(weft.medians), "rivals_ms": times, "fastest": fastest.engine,
        "ratio": statistics.median(ratios), "ratios": [min(ratios), max(ratios)],
        "least": min(weft.medians) / min(fastest.medians),
        "off": off, "load": os.getloadavg()[0], "create_ms": {rival.engine: rival.created for rival in rivals},
        **{key: statistics.median(answer[key] for answer in weft.answers) for key in ("open_ms", "compile_ms", "first_ms")},
        "peak_rss_bytes": max(answer["peak_rss_bytes"] for answer in weft.answers),
    }
    others = "  ".join(f"{engine} {time:.3f}{'' if off[engine] < TOLERANCE else '†'}" for engine, time in times.items())
    print(f"{network.name:20} ratio {result['ratio']:.2f} ({min(ratios):.2f}–{max(ratios):.2f}) least {result['least']:.2f}  weft "
          f"{result['weft_ms']:.3f} ms  {others}  off {off['weft']:.1e}", flush=True)
    return result


def machine():
    lines = [line.partition(":") for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()]
    told = {name.strip(): value.strip() for name, _, value in lines}
    flags = told.get("flags", "").split()
    return {
        "cpu": told.get("model name", platform.processor()), "cpus": os.cpu_count(), "remark": options.remark,
        "sets": "AVX-512" if "avx512f" in flags else "AVX2" if "avx2" in flags else platform.machine(),
        "day": datetime.date.today().isoformat(),
        "versions": {name: importlib.metadata.version(name) for name in ("onnxruntime", "openvino", "ncnn", "torch")},
    }


def main():
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {"rows": []}
    for name in [name for given in options.networks for name in GROUPS.get(given, [given])]:
        with tempfile.TemporaryDirectory() as folder:
            new = measure(name, folder)
        if options.engines != ENGINES:
            continue
        key = lambda row: (row["network"], row["threads"], row["batch"])
        kept["rows"] = [row for row in kept["rows"] if key(row) != key(new)] + [new]
        kept["machine"] = machine()
        RESULTS.write_text(json.dumps(kept, indent=1) + "\n")
    if options.kernels:
        kept["kernels"] = speed_page.kernels(options.kernels.read_text())
        RESULTS.write_text(json.dumps(kept, indent=1) + "\n")
    if options.page:
        kept["machine"]["remark"] = options.remark or kept["machine"]["remark"]
        speed_page.write(kept, ROOT / "Sources/Weft/Weft.docc/Speed.md")


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("networks", nargs="*", help="pictures, recurrent, own, or names; those of the zoo's pictures too")
parser.add_argument("--weft", default=ROOT / ".build/release/weft")
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--batch", type=int, default=1)
parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES, help="the rivals")
parser.add_argument("--rounds", type=int, default=7)
parser.add_argument("--seconds", type=float, default=0.3, help="about how long a turn takes")
parser.add_argument("--kernels", type=pathlib.Path, help="a file with what kernels.sh printed, for the page")
parser.add_argument("--page", action="store_true", help="write the page on speed from all results")
parser.add_argument("--remark", default="", help="a sentence about the machine for the page")
options = parser.parse_args() if __name__ == "__main__" else parser.parse_args([])
if __name__ == "__main__":
    main()
