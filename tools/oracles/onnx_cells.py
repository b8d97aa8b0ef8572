#!/usr/bin/env python3
"""Compares ONNX's LSTM, GRU and RNN, with every setting, with onnxruntime and the reference implementation of onnx.

Makes models by chance, each with the outputs that onnxruntime records (for the batch-first layout, which that has not,
its outputs transposed), and lets `weft verify --suite` run them. Needs numpy, onnx and onnxruntime from PyPI:

    python3 -m venv /tmp/oracles && /tmp/oracles/bin/pip install numpy onnx onnxruntime
    /tmp/oracles/bin/python tools/oracles/onnx_cells.py [--weft FILE] [COUNT]
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import onnx
import onnxruntime
from onnx import helper, numpy_helper

ROOT = pathlib.Path(__file__).resolve().parents[2]
GATES = {"LSTM": 4, "GRU": 3, "RNN": 1}
DEFAULTS = {"LSTM": ["Sigmoid", "Tanh", "Tanh"], "GRU": ["Sigmoid", "Tanh"], "RNN": ["Tanh"]}
# The name, and whether it takes alpha and beta.
ACTIVATIONS = [
    ("Relu", 0), ("Tanh", 0), ("Sigmoid", 0), ("Softsign", 0), ("Softplus", 0), ("Affine", 2), ("LeakyRelu", 1),
    ("ThresholdedRelu", 1), ("ScaledTanh", 2), ("HardSigmoid", 2), ("Elu", 1),
]


def case(rng, folder):
    """Writes a model and what it gives."""
    kind = rng.choice(list(GATES))
    gates = GATES[kind]
    steps, rows, width, units = (int(rng.integers(1, 6)) for _ in range(4))
    direction = rng.choice(["forward", "reverse", "bidirectional"])
    ways = 2 if direction == "bidirectional" else 1
    batch_first = bool(rng.random() < 0.3)
    settings = {"hidden_size": units, "direction": str(direction)}
    if rng.random() < 0.5:
        names, alphas, betas = [], [], []
        for name, arguments in (ACTIVATIONS[i] for i in rng.integers(0, len(ACTIVATIONS), len(DEFAULTS[kind]) * ways)):
            names.append(name)
            if arguments > 0:
                alphas.append(float(np.float32(rng.uniform(0.1, 0.9))))
            if arguments > 1:
                betas.append(float(np.float32(rng.uniform(0.1, 0.9))))
        settings["activations"] = names
        if alphas:
            settings["activation_alpha"] = alphas
        if betas:
            settings["activation_beta"] = betas
    if rng.random() < 0.3:
        settings["clip"] = float(np.float32(rng.uniform(0.2, 1)))
    if kind == "LSTM" and rng.random() < 0.3:
        settings["input_forget"] = 1
    if kind == "GRU":
        settings["linear_before_reset"] = int(rng.random() < 0.5)

    def real(*shape):
        return rng.uniform(-0.8, 0.8, shape).astype(np.float32)

    inputs = {"X": real(steps, rows, width), "W": real(ways, gates * units, width), "R": real(ways, gates * units, units)}
    inputs["B"] = real(ways, 2 * gates * units) if rng.random() < 0.7 else None
    inputs["lengths"] = rng.integers(1, steps + 1, rows).astype(np.int32) if rng.random() < 0.4 else None
    inputs["h"] = real(ways, rows, units) if rng.random() < 0.5 else None
    if kind == "LSTM":
        inputs["c"] = real(ways, rows, units) if rng.random() < 0.5 else None
        inputs["P"] = real(ways, 3 * units) if rng.random() < 0.4 else None
    outputs = ["Y", "Y_h"] + (["Y_c"] if kind == "LSTM" else [])
    given = {name: value for name, value in inputs.items() if value is not None and name not in "WRBP"}
    recorded = dict(zip(outputs, onnxruntime.InferenceSession(
        model(kind, inputs, outputs, settings).SerializeToString()).run(None, given)))
    if batch_first:
        settings["layout"] = 1
        for name, axes in {"X": (1, 0, 2), "h": (1, 0, 2), "c": (1, 0, 2)}.items():
            if inputs.get(name) is not None:
                inputs[name] = inputs[name].transpose(axes)
        for name, axes in {"Y": (2, 0, 1, 3), "Y_h": (1, 0, 2), "Y_c": (1, 0, 2)}.items():
            if name in recorded:
                recorded[name] = recorded[name].transpose(axes)
    data = folder / "test_data_set_0"
    data.mkdir(parents=True)
    onnx.save(model(kind, inputs, outputs, settings), folder / "model.onnx")
    shown = [name for name, value in inputs.items() if value is not None and name not in "WRBP"]
    for index, name in enumerate(shown):
        save(inputs[name], data / f"input_{index}.pb")
    for index, name in enumerate(outputs):
        save(recorded[name], data / f"output_{index}.pb")


def save(array, path):
    path.write_bytes(numpy_helper.from_array(np.ascontiguousarray(array)).SerializeToString())


def model(kind, inputs, outputs, settings):
    """A model of one node; the weights are initializers."""
    names = [name if value is not None else "" for name, value in inputs.items()]
    node = helper.make_node(kind, names, outputs, **settings)
    kinds = {np.dtype(np.float32): onnx.TensorProto.FLOAT, np.dtype(np.int32): onnx.TensorProto.INT32}
    shown = [(name, value) for name, value in inputs.items() if value is not None and name not in "WRBP"]
    graph = helper.make_graph(
        [node], kind, [helper.make_tensor_value_info(n, kinds[v.dtype], v.shape) for n, v in shown],
        [helper.make_tensor_value_info(n, onnx.TensorProto.FLOAT, None) for n in outputs],
        [numpy_helper.from_array(value, name) for name, value in inputs.items()
         if value is not None and name in "WRBP"])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--weft", default=str(ROOT / ".build/release/weft"))
    parser.add_argument("count", nargs="?", type=int, default=300)
    arguments = parser.parse_args()
    onnxruntime.set_default_logger_severity(3)
    rng = np.random.default_rng(5)
    with tempfile.TemporaryDirectory() as folder:
        for index in range(arguments.count):
            case(rng, pathlib.Path(folder) / f"case_{index}")
        sys.exit(subprocess.run([arguments.weft, "verify", "--suite", folder]).returncode)


if __name__ == "__main__":
    main()
