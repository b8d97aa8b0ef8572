#!/usr/bin/env python3
"""Exports every model of the zoo to ONNX and compares what onnxruntime computes with PyTorch.

Each file passes onnx.checker's full check and strict inference of types and shapes, for each opset asked for. Needs
what zoo.py needs, and onnx and onnxruntime from PyPI (recorded with onnx 1.23 and onnxruntime 1.32):

    /tmp/oracles/bin/python tools/oracles/onnx_export.py [--weft FILE] [--opset N]… [MODEL…]
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

import onnx
import onnxruntime

import zoo


def convert(case, folder, opset):
    """The path of the exported file, or the error."""
    target = folder / f"model{opset}.onnx"
    run = subprocess.run(
        [options.weft, "convert", zoo.spec(case.reference), target, "--weights", folder / "weights.safetensors",
         "--opset", str(opset), "--quiet"], capture_output=True, text=True)
    return target, run.stderr.strip() if run.returncode else None


def compare(case, folder):
    inputs, expected = zoo.drawn(case, folder)
    for opset in options.opset:
        title = f"{case.reference} opset {opset}"
        path, error = convert(case, folder, opset)
        if error:
            zoo.report(title, False, error)
            continue
        try:
            onnx.checker.check_model(path, full_check=True)
            inferred = folder / "inferred.onnx"
            onnx.shape_inference.infer_shapes_path(path, inferred, check_type=True, strict_mode=True, data_prop=True)
            inferred.unlink()
            session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
            wanted = {i.name: i.type for i in session.get_inputs()}
            fed = {name: array.astype("int64") if wanted[name] == "tensor(int64)" else array
                   for name, array in inputs.items()}
            names = [output.name for output in session.get_outputs()]
            outputs = dict(zip(names, session.run(names, fed)))
        except Exception as failure:
            zoo.report(title, False, str(failure).splitlines()[0][:300])
            continue
        zoo.judge(title, outputs, expected)


def main():
    for reference in options.models or zoo.CASES:
        with tempfile.TemporaryDirectory() as folder:
            compare(zoo.CASES[reference], pathlib.Path(folder))
    sys.exit(zoo.failures > 0)


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("models", nargs="*")
parser.add_argument("--weft", default=zoo.ROOT / ".build/release/weft")
parser.add_argument("--opset", type=int, action="append", help="may be given several times")
options = parser.parse_args()
options.opset = options.opset or [17]
main()
