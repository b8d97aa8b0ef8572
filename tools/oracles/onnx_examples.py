#!/usr/bin/env python3
"""Checks the ONNX files of all operators' examples, at every opset that is written, and runs them.

The tests write the files, and beside them what goes in and what must come out; each then passes onnx.checker's full check
with strict inference of types and shapes, and onnxruntime gives the same numbers where it has kernels for them. Needs
onnx and onnxruntime from PyPI (recorded with onnx 1.23 and onnxruntime 1.32):

    WEFT_EXPORTED_EXAMPLES=/tmp/examples swift test -c release … --filter RoundTripTests
    /tmp/oracles/bin/python tools/oracles/onnx_examples.py /tmp/examples
"""
import collections
import pathlib
import sys

import numpy as np
import onnx
import onnxruntime

# What of ONNX onnxruntime has no kernel for, as its messages say it: the checker has passed these files.
LIMITS = ["NOT_IMPLEMENTED", "Could not find an implementation", "Non per-tensor quantization is not supported",
          "Input X must be 4D", "Only 4-D or 5-D tensor is supported", "X_shape.NumDimensions() == 4 was false",
          "size_ % 2 == 1 was false", "'Cubic' mode only support", "Invalid dim0_offset of 0",
          "Unsupported value attribute datatype", "is under development"]
# Where its results are its own: NaN in minima and maxima, the mean and the products of nothing, integers that hold no such
# number, and a scale that changes no size, which it does not apply.
OTHERS = ["cast-floats-to-integers", "matmul_integer-nothing-between", "max_pool-a", "mean-of-nothing", "min-a",
          "resize-a-scale-that-keeps-the-size"]

counts = collections.Counter()
failures = collections.defaultdict(list)
onnxruntime.set_default_logger_severity(4)


def unless_limit(failure):
    """What onnxruntime says, unless it is a limit of its own."""
    if any(limit in str(failure) for limit in LIMITS):
        counts["without a kernel"] += 1
        return None
    return f"onnxruntime: {failure}"


def check(path):
    """What is wrong with a file, nothing if it is right."""
    try:
        model = onnx.load(path)
        onnx.checker.check_model(model, full_check=True)
        onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
    except Exception as failure:
        return f"checker: {failure}"
    try:
        session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    except Exception as failure:
        return unless_limit(failure)
    numbers = path.with_suffix(".npz")
    if not numbers.exists():
        counts["not run: types that NumPy has not"] += 1
        return None
    if any(path.stem.startswith(f"{name}-opset") for name in OTHERS):
        counts["other results by design"] += 1
        return None
    arrays = np.load(numbers)
    try:
        results = session.run(None, {i.name: arrays[i.name] for i in session.get_inputs()})
    except Exception as failure:
        return unless_limit(failure)
    for output, result in zip(session.get_outputs(), results):
        expected = arrays[output.name]
        if result.dtype != expected.dtype or result.shape != expected.shape:
            return f"{output.name} is {result.dtype}{result.shape}, not {expected.dtype}{expected.shape}"
        if not np.allclose(result.astype(np.float64), expected.astype(np.float64), 1e-4, 1e-5, equal_nan=True):
            return f"{output.name} is {result.flatten()[:8]}, not {expected.flatten()[:8]}"
    counts["run"] += 1
    return None


for path in sorted(pathlib.Path(sys.argv[1]).glob("*.onnx")):
    failure = check(path)
    counts["failed" if failure else "passed"] += 1
    if failure:
        name, _, opset = path.stem.rpartition("-")
        failures[name.removesuffix("-opset"), " ".join(failure.split())[-260:]].append(opset)
for (name, failure), opsets in failures.items():
    print(f"FAIL {name}, opsets {', '.join(sorted(opsets))}: {failure}")
print(", ".join(f"{count} {what}" for what, count in sorted(counts.items())))
sys.exit(counts["failed"] > 0 or counts["passed"] == 0)
