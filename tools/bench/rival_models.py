"""The networks that rivals.py measures: a spec for Weft, a PyTorch module with its names, and ONNX for the others.

Convolutional ones are the zoo's, as tools/oracles has them. torch.nn's recurrences go through PyTorch's exporter; cells of
other kinds, which it would unroll, are written here as ONNX's own operators: Scan, or LSTM with peepholes.
"""
import dataclasses
import pathlib
import sys
from typing import Callable

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "oracles"))

import zoo_pictures  # noqa: E402
from zoo_cells import LayerNormLSTM, MinimalGatedUnit, PeepholeLSTM  # noqa: E402

PICTURES = {case.name: case for case in zoo_pictures.CASES if "#" not in case.reference}
SIDES = {"lenet5": (1, 28), "unet": (3, 256), "inception_v3": (3, 299)}


@dataclasses.dataclass
class Network:
    """`inputs` maps names to arrays, batch first; `onnx` writes a file; what has no batch of its own is `ragged`."""
    name: str
    spec: str
    make: Callable[[], nn.Module]
    inputs: Callable[[int], dict]
    outputs: list
    export: Callable
    picture: bool = False


def picture(name):
    case = PICTURES[name]
    channels, side = SIDES.get(name, (3, 224))

    def inputs(batch):
        generator = torch.Generator().manual_seed(5)
        return {next(iter(case.inputs)): torch.randn(batch, channels, side, side, generator=generator)}
    spec = HERE.parents[1] / f"Sources/CWeftTexts/zoo/{name}.weft"
    return Network(name, str(spec), case.make, inputs, [case.output], export_by_torch, picture=True)


def export_by_torch(network, module, inputs, path):
    torch.onnx.export(
        module, tuple(inputs.values()), path, dynamo=False, input_names=list(inputs), output_names=network.outputs)


class Sequence(nn.Module):
    """A torch.nn recurrence whose names begin with `rnn`."""

    def __init__(self, rnn):
        super().__init__()
        self.rnn = rnn

    def forward(self, x):
        return self.rnn(x)[0]


class LanguageModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.words, self.out = nn.Embedding(256, 512), nn.Linear(512, 256)
        self.rnn = nn.LSTM(512, 512, batch_first=True)

    def forward(self, tokens, h0=None, c0=None):
        y, (h, c) = self.rnn(self.words(tokens), None if h0 is None else (h0, c0))
        return self.out(y) if h0 is None else (self.out(y), h, c)


class Own(nn.Module):
    """A cell of one's own over a sequence."""

    def __init__(self, cell):
        super().__init__()
        self.rnn = cell

    def forward(self, x):
        return self.rnn(x)


def numbers(steps, width):
    def inputs(batch):
        return {"x": torch.randn(batch, steps, width, generator=torch.Generator().manual_seed(5))}
    return inputs


def words(steps, states=False):
    def inputs(batch):
        generator = torch.Generator().manual_seed(5)
        result = {"tokens": torch.randint(0, 256, (batch, steps), generator=generator, dtype=torch.int32)}
        if states:
            result |= {name: torch.randn(1, batch, 512, generator=generator) for name in ("h0", "c0")}
        return result
    return inputs


class Body:
    """ONNX nodes one after another, with the constants they read."""

    def __init__(self):
        self.nodes, self.constants = [], []

    def constant(self, name, value):
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def __call__(self, operator, *inputs, to=None, **attributes):
        to = to or f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [to], **attributes))
        return to


def value(name, *shape):
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def dense(body, name, x, layer):
    weight = body.constant(name + ".w", layer.weight.detach().numpy())
    bias = [body.constant(name + ".b", layer.bias.detach().numpy())] if layer.bias is not None else []
    return body("Gemm", x, weight, *bias, transB=1)


def normalized(body, name, x, layer):
    return body(
        "LayerNormalization", x, body.constant(name + ".w", layer.weight.detach().numpy()),
        body.constant(name + ".b", layer.bias.detach().numpy()), axis=-1, epsilon=layer.eps)


def minimal_step(body, cell):
    f = body("Sigmoid", dense(body, "gate", body("Concat", "x", "h", axis=1), cell.gate))
    other = dense(body, "update", body("Concat", "x", body("Mul", f, "h"), axis=1), cell.update)
    one = body.constant("one", np.float32(1))
    body("Add", body("Mul", body("Sub", one, f), "h"), body("Mul", f, body("Tanh", other)), to="h_next")


def normalized_step(body, cell):
    seen = normalized(body, "norm_input", dense(body, "input", "x", cell.input), cell.norm_input)
    kept = normalized(body, "norm_hidden", dense(body, "hidden", "h", cell.hidden), cell.norm_hidden)
    gates = body("Add", seen, kept)
    body.nodes.append(helper.make_node("Split", [gates], ["i", "f", "g", "o"], axis=1, num_outputs=4))
    kept = body("Mul", body("Sigmoid", "f"), "c")
    body("Add", kept, body("Mul", body("Sigmoid", "i"), body("Tanh", "g")), to="c_next")
    shown = body("Tanh", normalized(body, "norm_cell", "c_next", cell.norm_cell))
    body("Mul", body("Sigmoid", "o"), shown, to="h_next")


def save(path, nodes, inputs, outputs, constants):
    graph = helper.make_graph(nodes, "network", inputs, outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def by_scan(step, states):
    """A cell as the body of Scan, over the first axis of a transposed sequence."""
    def export(network, module, inputs, path):
        batch, steps, width = inputs["x"].shape
        units, body = module.rnn.units, Body()
        step(body, module.rnn)
        body("Identity", "h_next", to="shown")
        names = ["h", "c"][:states]
        graph = helper.make_graph(
            body.nodes, "step", [value(name, batch, units) for name in names] + [value("x", batch, width)],
            [value(name + "_next", batch, units) for name in names] + [value("shown", batch, units)], body.constants)
        zero = numpy_helper.from_array(np.zeros((batch, units), np.float32), "zero")
        save(path, [
            helper.make_node("Transpose", ["x"], ["xt"], perm=[1, 0, 2]),
            helper.make_node(
                "Scan", ["zero"] * states + ["xt"], [name + "_last" for name in names] + ["yt"], body=graph,
                num_scan_inputs=1),
            helper.make_node("Transpose", ["yt"], ["y"], perm=[1, 0, 2]),
        ], [value("x", batch, steps, width)], [value("y", batch, steps, units)], [zero])
    return export


def export_peephole(network, module, inputs, path):
    """ONNX's LSTM has peepholes; its gates stand in the order i, o, f, g."""
    cell, (batch, steps, width) = module.rnn, inputs["x"].shape
    units = cell.units

    def turned(tensor):
        i, f, g, o = tensor.detach().numpy().reshape(4, units, -1)
        return np.concatenate([i, o, f, g])
    bias = np.concatenate([turned(cell.input.bias).reshape(-1), np.zeros(4 * units, np.float32)])
    peepholes = np.concatenate([getattr(cell, f"peephole_{gate}").detach().numpy() for gate in "iof"])
    constants = [
        numpy_helper.from_array(array[None].astype(np.float32), name) for name, array in (
            ("w", turned(cell.input.weight)), ("r", turned(cell.hidden.weight)), ("b", bias), ("p", peepholes))]
    constants.append(numpy_helper.from_array(np.array([1]), "direction"))
    save(path, [
        helper.make_node("Transpose", ["x"], ["xt"], perm=[1, 0, 2]),
        helper.make_node("LSTM", ["xt", "w", "r", "b", "", "", "", "p"], ["all"], hidden_size=units),
        helper.make_node("Squeeze", ["all", "direction"], ["yt"]),
        helper.make_node("Transpose", ["yt"], ["y"], perm=[1, 0, 2]),
    ], [value("x", batch, steps, width)], [value("y", batch, steps, units)], constants)


def recurrent(name, model, make, inputs, outputs=("y",), export=export_by_torch):
    return Network(name, f"{HERE / 'cells.weft'}#{model}", make, inputs, list(outputs), export)


CONVOLUTIONAL = """
lenet5 squeezenet1_1 shufflenet_v2_x1_0 mobilenet_v2 efficientnet_b0 googlenet resnet18 densenet121 resnet50 inception_v3
unet vgg16
""".split()
RECURRENT = [
    recurrent("lstm", "OneLSTM", lambda: Sequence(nn.LSTM(128, 256, batch_first=True)), numbers(100, 128)),
    recurrent("gru", "OneGRU", lambda: Sequence(nn.GRU(128, 256, batch_first=True)), numbers(100, 128)),
    recurrent("bilstm2", "TwoBiLSTM", lambda: Sequence(nn.LSTM(256, 256, 2, batch_first=True, bidirectional=True)),
              lambda batch: numbers(200, 256)(8)),
    recurrent("lstm_lm", "LanguageModel", LanguageModel, words(1000), ["logits"]),
    recurrent("lstm_lm_step", "LanguageModelStep", LanguageModel, words(1, states=True), ["logits", "h", "c"]),
]
OWN = [
    recurrent("mgu", "Minimal", lambda: Own(MinimalGatedUnit(128, 256)), numbers(100, 128),
              export=by_scan(minimal_step, 1)),
    recurrent("layer_norm_lstm", "Normalized", lambda: Own(LayerNormLSTM(128, 256)), numbers(100, 128),
              export=by_scan(normalized_step, 2)),
    recurrent("peephole", "Peephole", lambda: Own(PeepholeLSTM(128, 256)), numbers(100, 128), export=export_peephole),
]
NETWORKS = {network.name: network for network in [*map(picture, PICTURES), *RECURRENT, *OWN]}
GROUPS = {"pictures": CONVOLUTIONAL, "recurrent": [n.name for n in RECURRENT], "own": [n.name for n in OWN]}
