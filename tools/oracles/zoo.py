#!/usr/bin/env python3
"""Compares the model zoo with torchvision and with PyTorch: names and shapes of all parameters, and what comes out.

Needs torch, torchvision, safetensors and numpy from PyPI (recorded with torch 2.13 and torchvision 0.28):

    python3 -m venv /tmp/oracles && /tmp/oracles/bin/pip install torch torchvision safetensors numpy
    swift build -c release --product weft
    /tmp/oracles/bin/python tools/oracles/zoo.py [--weft FILE] [--names] [--numbers] [--record] [MODEL…]

`--names` compares the lists of parameters and buffers, and the preparation of inputs; `--numbers` the outputs for the same random weights; without
either both are done. `--record` writes Tests/ZooTests/Fixtures/state_dicts from PyTorch's side, which the Swift tests
compare the zoo with. A line of such a file is one module: its path, a colon, and its tensors, `~` before a buffer;
`batch_norm[C]` stands for the five of a normalisation.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import safetensors.torch
import torch

from zoo_cases import draw, randomize
from zoo_torchvision import torchvision
import zoo_pictures
import zoo_sequences

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "Tests/ZooTests/Fixtures"
CASES = {case.reference: case for case in zoo_pictures.CASES + zoo_sequences.CASES}
# Relative to the largest magnitude of the output; PyTorch computes in f64.
TOLERANCE = 1e-4
failures = 0


def report(name, passed, remark=""):
    global failures
    failures += not passed
    print(("PASS " if passed else "FAIL ") + name + (f": {remark}" if remark else ""), flush=True)


def weft(*arguments):
    """The JSON that a command prints."""
    run = subprocess.run([options.weft, *map(str, arguments), "--json", "--quiet"], capture_output=True, text=True)
    if not run.stdout:
        return {"diagnostics": [{"message": run.stderr.strip() or f"exit {run.returncode}"}]}
    return json.loads(run.stdout)


def spec(reference):
    """The model in the working tree: a change needs no new build."""
    name, _, model = reference.partition("#")
    return f"{ROOT}/Sources/CWeftTexts/zoo/{name}.weft" + (f"#{model}" if model else "")


def kind(tensor):
    return {torch.float32: "f32", torch.float64: "f32", torch.int64: "i64"}[tensor.dtype]


def state(case):
    """Type, whether it is trained, and how many numbers: for all that the module's state_dict holds."""
    module = case.empty()
    trained = {name for name, _ in module.named_parameters()}
    return {name: (f"{kind(value)}[{', '.join(map(str, value.shape))}]", name in trained, value.numel())
            for name, value in case.state(module).items()}


def listing(tensors):
    """The lines of a fixture."""
    modules = {}
    for name, (type_, trained, _) in tensors.items():
        path, _, tensor = name.rpartition(".")
        shown = type_.removeprefix("f32") if type_.startswith("f32") else f":{type_}"
        modules.setdefault(path, []).append(("" if trained else "~") + tensor + shown.replace(" ", ""))
    lines = []
    for path, shown in modules.items():
        size = shown[0].partition("[")[2]
        norm = [f"weight[{size}", f"bias[{size}", f"~running_mean[{size}", f"~running_var[{size}",
                "~num_batches_tracked:i64[]"]
        lines.append(f"{path}: " + (f"batch_norm[{size}" if shown == norm else " ".join(shown)))
    return lines


def record(case):
    target = FIXTURES / "state_dicts" / f"{case.reference.replace('#', '.')}.txt"
    target.parent.mkdir(exist_ok=True)
    target.write_text("\n".join(listing(state(case))) + "\n")


def compare_names(case):
    answer = weft("inspect", spec(case.reference), "--tensors")
    if "tensors" not in answer:
        return report(f"{case.reference} names", False, answer["diagnostics"][0]["message"])
    theirs = state(case)
    ours = {tensor["name"]: tensor["type"] for tensor in answer["tensors"]}
    wrong = [f"{name} {ours.get(name)} is {theirs.get(name, [None])[0]} there"
             for name in dict.fromkeys([*theirs, *ours]) if ours.get(name) != theirs.get(name, [None])[0]]
    trained = sum(count for _, trained, count in theirs.values() if trained)
    if trained != answer["parameters"]["trainable"]:
        wrong.append(f"{answer['parameters']['trainable']} numbers are trained, {trained} there")
    report(f"{case.reference} names", not wrong, "; ".join(wrong[:4]) or f"{len(ours)} tensors, {trained:,} trained")


def compare_numbers(case, folder):
    generator = torch.Generator().manual_seed(len(case.reference))
    module = case.make().double().eval()
    randomize(module, generator)
    for value in module.state_dict().values():
        value.copy_(value.float())  # numbers that f32 holds too
    weights = {name: value.float() if value.is_floating_point() else value for name, value in case.state(module).items()}
    safetensors.torch.save_file({k: v.contiguous() for k, v in weights.items()}, folder / "weights.safetensors")
    arrays = [draw(item, generator) for item in case.inputs.values()]
    arrays = [a.float().double() if a.is_floating_point() else a for a in arrays]
    arguments = []
    for name, array in zip(case.inputs, arrays):
        np.save(folder / f"in_{name}.npy", array.numpy().astype(np.float32 if array.is_floating_point() else np.int32))
        arguments += ["--input", f"{name}={folder}/in_{name}.npy"]
    with torch.no_grad():
        expected = case.run(module, arrays)
    answer = weft("run", spec(case.reference), "--weights", folder / "weights.safetensors", *arguments,
                  "--output-dir", folder)
    if "outputs" not in answer:
        return report(f"{case.reference} numbers", False, answer["diagnostics"][0]["message"])
    worst, wrong = 0, []
    for name, tensor in expected.items():
        ours, theirs = np.load(folder / f"{name}.npy"), tensor.numpy()
        if ours.shape != theirs.shape:
            wrong.append(f"{name} is {list(ours.shape)}, {list(theirs.shape)} there")
            continue
        largest = np.abs(theirs).max()
        error = np.abs(ours - theirs).max() / largest
        worst = max(worst, error)
        if not error <= TOLERANCE or np.ptp(theirs) < 1e-3 * largest:
            wrong.append(f"{name} differs by {error:.2g} of {largest:.3g}, spread {np.ptp(theirs):.3g}")
    if set(expected) != {output["name"] for output in answer["outputs"]}:
        wrong.append(f"outputs are {[output['name'] for output in answer['outputs']]}, not {list(expected)}")
    report(f"{case.reference} numbers", not wrong, "; ".join(wrong) or f"largest difference {worst:.1e}")


def compare_published():
    """The fixture of published counts says what torchvision says."""
    for line in (FIXTURES / "published.txt").read_text().splitlines():
        name, count, source = line.split("\t")
        if source.startswith("torchvision"):
            told = torchvision.models.get_model_weights(name.split("#")[0]).DEFAULT.meta["num_params"]
            report(f"{name} published", told == int(count), f"{told:,}")


def compare_preparation(case):
    """Resizing, cropping, mean and deviation are those of torchvision's weights, and there are as many labels."""
    try:
        weights = torchvision.models.get_model_weights(case.name).DEFAULT
    except ValueError:
        return
    metadata = weft("inspect", spec(case.reference))["metadata"]
    text = next((value for key, value in metadata.items() if key.startswith("prepare ")), "picture()")
    ours = eval(text.replace("picture", "dict"), {"__builtins__": {"dict": dict}})
    transforms, theirs = weights.transforms(), {"scale": 1 / 255}
    for key, name in (("resize", "resize_size"), ("crop", "crop_size"), ("mean", "mean"), ("std", "std")):
        value = getattr(transforms, name, None)
        if value is not None:
            theirs[key] = value
    if case.name == "ssd300_vgg16":  # there they are layers of the model, and rounded
        theirs = {"resize": [300, 300], "mean": [123, 117, 104]}
    wrong = [f"{key} is {ours.get(key)}, {theirs.get(key)} there" for key in {**ours, **theirs}
             if len({key in ours, key in theirs}) > 1 or not np.allclose(ours[key], theirs[key], rtol=1e-6)]
    labels = [value for key, value in metadata.items() if key.startswith("labels ")]
    # A segmentation's classes do not lie along its last axis; what only learns has no labels.
    learns_or_maps = "#" in case.reference or case.outputs is zoo_pictures.segmentation
    if not learns_or_maps and labels != [f"{len(weights.meta['categories'])} names"]:
        wrong.append(f"labels are {labels}")
    report(f"{case.reference} preparation", not wrong, "; ".join(wrong) or text)


def main():
    for reference in options.models or CASES:
        case = CASES[reference]
        if options.record:
            record(case)
        if options.names or not (options.numbers or options.record):
            compare_names(case)
            compare_preparation(case)
        if options.numbers or not (options.names or options.record):
            with tempfile.TemporaryDirectory() as folder:
                compare_numbers(case, pathlib.Path(folder))
    if not options.models:
        compare_published()
        zoo = {path.stem for path in (ROOT / "Sources/CWeftTexts/zoo").glob("*.weft")}
        report("every model of the zoo has a counterpart", zoo <= {case.name for case in CASES.values()},
               ", ".join(zoo - {case.name for case in CASES.values()}))
    sys.exit(failures > 0)


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("models", nargs="*")
parser.add_argument("--weft", default=ROOT / ".build/release/weft")
for flag in ("names", "numbers", "record"):
    parser.add_argument(f"--{flag}", action="store_true")
options = parser.parse_args()
if __name__ == "__main__":
    main()
