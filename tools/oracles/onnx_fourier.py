#!/usr/bin/env python3
"""Compares ONNX's Fourier operators, and what goes before and behind them, with onnxruntime.

Writes each case in ONNX's layout of recorded tests and runs `weft verify --suite` on all. Needs numpy, onnx and
onnxruntime from PyPI:

    /tmp/oracles/bin/python tools/oracles/onnx_fourier.py [--weft FILE]
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

ROOT = pathlib.Path(__file__).resolve().parents[2]
random = np.random.default_rng(3)
parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--weft", default=ROOT / ".build/release/weft")
options = parser.parse_args()


def case(folder, name, op, inputs, constants=(), opset=17, **attributes):
    """A model of one node; the constants are its last operands, None for one that is left out."""
    feeds = {f"x{i}": x for i, x in enumerate(inputs)}
    tensors = {f"c{i}": c for i, c in enumerate(constants) if c is not None}
    names = list(feeds) + [f"c{i}" if c is not None else "" for i, c in enumerate(constants)]
    graph = helper.make_graph(
        [helper.make_node(op, names, ["y"], name=name, **attributes)], name,
        [helper.make_tensor_value_info(n, helper.np_dtype_to_tensor_dtype(x.dtype), x.shape) for n, x in feeds.items()],
        [helper.make_empty_tensor_value_info("y")],
        [numpy_helper.from_array(np.asarray(c), n) for n, c in tensors.items()])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
    model = onnx.shape_inference.infer_shapes(model)
    result, = onnxruntime.InferenceSession(model.SerializeToString()).run(None, feeds)
    data = folder / name / "test_data_set_0"
    data.mkdir(parents=True)
    onnx.save(model, folder / name / "model.onnx")
    for i, x in enumerate(inputs):
        (data / f"input_{i}.pb").write_bytes(numpy_helper.from_array(x, f"x{i}").SerializeToString())
    (data / "output_0.pb").write_bytes(numpy_helper.from_array(result, "y").SerializeToString())


def number(value, dtype=np.int64):
    return np.array(value, dtype)


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    real, pairs = random.normal(size=(2, 10, 3, 1)).astype("f"), random.normal(size=(2, 10, 3, 2)).astype("f")
    for opset in (17, 20):
        axis = {} if opset == 20 else {"axis": 1}
        tail = (number(1),) if opset == 20 else ()
        case(folder, f"dft_real_{opset}", "DFT", [real], (None,) + tail, opset, **axis)
        case(folder, f"dft_onesided_{opset}", "DFT", [real], (None,) + tail, opset, onesided=1, **axis)
        case(folder, f"dft_longer_{opset}", "DFT", [real], (number(16),) + tail, opset, onesided=1, **axis)
        case(folder, f"dft_shorter_{opset}", "DFT", [pairs], (number(7),) + tail, opset, **axis)
        case(folder, f"dft_inverse_{opset}", "DFT", [pairs], (None,) + tail, opset, inverse=1, **axis)
    signal = random.normal(size=(2, 40, 1)).astype("f")
    weights = np.hanning(16).astype("f")
    case(folder, "stft_window", "STFT", [signal], (number(8), weights, number(16)))
    case(folder, "stft_twosided", "STFT", [signal], (number(5), weights, number(16)), onesided=0)
    case(folder, "stft_plain", "STFT", [signal], (number(10), None, number(10)))
    for op in ("HannWindow", "HammingWindow", "BlackmanWindow"):
        for periodic in (0, 1):
            case(folder, f"{op}_{periodic}", op, [], (number(9),), periodic=periodic)
        case(folder, f"{op}_double", op, [], (number(12),), output_datatype=TensorProto.DOUBLE)
    for bands, length, rate, low, high in ((8, 16, 8192, 0, 4096), (20, 256, 16000, 80, 7600)):
        case(folder, f"mel_{bands}", "MelWeightMatrix", [],
             (number(bands), number(length), number(rate), number(low, "f"), number(high, "f")))
    sys.exit(subprocess.run([options.weft, "verify", "--suite", folder]).returncode)
