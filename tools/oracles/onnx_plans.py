#!/usr/bin/env python3
"""Compares the program and the plan of a zoo model with those of torchvision's model of the same name, exported by PyTorch.

Both must be the same text up to the names and numbers of values: an import leaves no transposes and no arithmetic of
shapes behind. The exporter must not fold the normalisations itself, and the parameters are random, since it joins equal
ones. Needs torch, torchvision and onnx from PyPI:

    /tmp/oracles/bin/python tools/oracles/onnx_plans.py [--weft FILE] [MODEL…]
"""
import argparse
import difflib
import pathlib
import re
import subprocess
import sys
import tempfile
import warnings

import torch
import torchvision

ROOT = pathlib.Path(__file__).resolve().parents[2]


def export(name, path):
    """torchvision's model as an ONNX file with free sizes."""
    torch.manual_seed(0)
    model = torchvision.models.get_model(name, weights=None).eval()
    with torch.no_grad():
        for key, tensor in model.state_dict().items():
            if tensor.is_floating_point():
                tensor.uniform_(0.5, 1.5) if key.endswith("running_var") else tensor.normal_(0, 0.05)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model, torch.randn(2, 3, 64, 64), path, dynamo=False, do_constant_folding=False, opset_version=17,
            training=torch.onnx.TrainingMode.PRESERVE, input_names=["image"], output_names=["logits"],
            dynamic_axes={"image": {0: "N", 2: "H", 3: "W"}})


def stage(model, name):
    """A model at a stage, names and numbers of values by their order."""
    run = subprocess.run(
        [options.weft, "compile", model, "--emit", name, "--quiet", "-D", "N=2", "-D", "H=64", "-D", "W=64"],
        capture_output=True, text=True, check=True)
    seen = {}
    lines = []
    for line in run.stdout.splitlines():
        line = re.sub(r"  -- .*", "", re.sub(r"^(program|plan|input|output) \S+", r"\1", line))
        lines.append(re.sub(r"[@%]\d+", lambda match: seen.setdefault(match.group(), f"%{len(seen)}"), line))
    return lines


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("models", nargs="*", default=["resnet50"])
parser.add_argument("--weft", default=ROOT / ".build/release/weft")
options = parser.parse_args()
failures = 0
for name in options.models or ["resnet50"]:
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/{name}.onnx"
        try:
            export(name, path)
        except torch.onnx.errors.SymbolicValueError as error:
            print(f"skip {name}: {str(error).splitlines()[0][:100]}")
            continue
        for kind in ("program", "plan"):
            ours, theirs = stage(f"zoo:{name}", kind), stage(path, kind)
            same = ours == theirs
            failures += not same
            print(f"{'pass' if same else 'FAIL'} {name} {kind}: {len(ours)} and {len(theirs)} lines")
            if not same:
                print("\n".join(list(difflib.unified_diff(ours, theirs, "zoo", "torch", lineterm="", n=0))[:12]))
sys.exit(failures > 0)
