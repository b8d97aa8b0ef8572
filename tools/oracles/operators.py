#!/usr/bin/env python3
"""Writes Tests/WeftInterpreterTests/TorchCases.swift: small cases of operators and what PyTorch gives for them.

Run it by hand with PyTorch installed (recorded with 2.13); the tests read the recorded numbers only.
"""
import pathlib
import torch
import torch.nn.functional as F
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

torch.manual_seed(5)
cases = []


def draw(*shape):
    """Multiples of 1/16 from -2 to 2, so that literals are short."""
    return torch.randint(-32, 33, shape).double() / 16


def literal(tensor):
    if tensor is None:
        return "nil"
    kind = "i32" if tensor.dtype in (torch.int32, torch.int64) else "f32"
    numbers = ", ".join(f"{v:.9g}" for v in tensor.flatten().tolist())
    return f".{kind}([{numbers}], {list(tensor.shape)})"


def case(name, operation, operands, results):
    results = results if isinstance(results, (list, tuple)) else [results]
    cases.append((name, operation, operands, results))


def conv(name, operation, x, weight, bias, function, **options):
    case(name, operation, [x, weight, bias], function(x, weight, bias, **options))


conv("conv of one axis", "Op.Conv(stride: [2], pad: 2, dilation: [2])",
     draw(2, 3, 9), draw(4, 3, 3), draw(4), F.conv1d, stride=2, padding=2, dilation=2)
conv("conv of two axes in groups", "Op.Conv(stride: [2, 1], pad: .explicit([1, 0]), groups: 2)",
     draw(1, 4, 5, 4), draw(6, 2, 3, 2), draw(6), F.conv2d, stride=(2, 1), padding=(1, 0), groups=2)
conv("depthwise conv", "Op.Conv(pad: 1, groups: 3)",
     draw(1, 3, 4, 4), draw(3, 1, 3, 3), None, F.conv2d, padding=1, groups=3)
conv("conv of three axes", "Op.Conv(pad: .explicit([1, 0, 1]))",
     draw(1, 2, 3, 3, 2), draw(2, 2, 2, 2, 2), draw(2), F.conv3d, padding=(1, 0, 1))
x, weight = draw(1, 2, 4, 5), draw(2, 2, 3, 4)
case("conv with same padding", "Op.Conv(pad: .same)", [x, weight, None], F.conv2d(x, weight, padding="same"))
conv("conv_transpose of one axis", "Op.ConvTranspose(stride: [3], pad: 1, outputPad: [2])",
     draw(2, 2, 4), draw(2, 3, 4), draw(3), F.conv_transpose1d, stride=3, padding=1, output_padding=2)
conv("conv_transpose of two axes in groups",
     "Op.ConvTranspose(stride: [2], pad: .explicit([1, 0]), dilation: [1, 2], groups: 2)",
     draw(1, 4, 3, 2), draw(4, 2, 3, 2), draw(4), F.conv_transpose2d, stride=2, padding=(1, 0), dilation=(1, 2),
     groups=2)
conv("conv_transpose of three axes", "Op.ConvTranspose(stride: [2, 1, 1])",
     draw(1, 2, 2, 2, 2), draw(2, 1, 2, 1, 2), None, F.conv_transpose3d, stride=(2, 1, 1))

x = draw(1, 2, 6, 5)
case("max_pool", "Op.MaxPool(kernel: [3, 2], stride: [2], pad: 1, ceil: true)", [x],
     F.max_pool2d(x, (3, 2), 2, 1, ceil_mode=True))
case("dilated max_pool", "Op.MaxPool(kernel: [2], stride: [1], pad: 1, dilation: [2])", [x],
     F.max_pool2d(x, 2, 1, 1, dilation=2))
case("avg_pool", "Op.AvgPool(kernel: [3, 2], stride: [2], pad: 1, ceil: true)", [x],
     F.avg_pool2d(x, (3, 2), 2, 1, ceil_mode=True))
case("avg_pool without its padding", "Op.AvgPool(kernel: [3], stride: [2], pad: 1, countPad: false)", [x],
     F.avg_pool2d(x, 3, 2, 1, count_include_pad=False))
case("adaptive_avg_pool", "Op.AdaptiveAvgPool(size: [4, 3])", [x], F.adaptive_avg_pool2d(x, (4, 3)))

x = draw(1, 1, 3, 4)
case("resize to the nearest", "Op.Resize(size: [5, 3])", [x], F.interpolate(x, size=(5, 3)))
case("resize linearly by scales", "Op.Resize(scale: [2, 1.5], mode: .linear)", [x],
     F.interpolate(x, scale_factor=(2, 1.5), mode="bilinear"))
case("resize linearly, smaller", "Op.Resize(size: [2, 3], mode: .linear)", [x],
     F.interpolate(x, size=(2, 3), mode="bilinear"))
case("resize linearly, ends aligned", "Op.Resize(size: [4, 6], mode: .linear, align: true)", [x],
     F.interpolate(x, size=(4, 6), mode="bilinear", align_corners=True))
case("resize by cubics", "Op.Resize(size: [4, 5], mode: .cubic)", [x], F.interpolate(x, size=(4, 5), mode="bicubic"))
case("resize by cubics, ends aligned", "Op.Resize(size: [4, 3], mode: .cubic, align: true)", [x],
     F.interpolate(x, size=(4, 3), mode="bicubic", align_corners=True))

x, weight, bias = draw(2, 3, 4), draw(5, 4), draw(5)
case("dense", "Op.Dense()", [x, weight, bias], F.linear(x, weight, bias))
a, b = draw(3, 1, 2, 4), draw(2, 4, 3)
case("matmul with broadcasting", "Op.MatMul()", [a, b], a @ b)
a, b, c = draw(2, 3, 4), draw(2, 5, 4), draw(2, 5, 2)
case("einsum of three", 'Op.Einsum("n q d, n k d, n k v -> n q v")', [a, b, c],
     torch.einsum("nqd,nkd,nkv->nqv", a, b, c))
a = draw(3, 2, 3)
case("einsum of a diagonal", 'Op.Einsum("iji->j")', [a], torch.einsum("iji->j", a))

for reverse in (False, True):
    lstm = torch.nn.LSTM(2, 3, batch_first=True, bidirectional=reverse).double()
    for parameter in lstm.parameters():
        parameter.data = draw(*parameter.shape) / 4
    suffix = "_reverse" if reverse else ""
    x, h, c, lengths = draw(3, 4, 2), draw(3, 3), draw(3, 3), torch.tensor([4, 1, 3])
    state = [torch.stack([s, s]) if reverse else s[None] for s in (h, c)]
    packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
    y, (hn, cn) = lstm(packed, tuple(state))
    y = pad_packed_sequence(y, batch_first=True)[0][..., -3:]
    weights = [getattr(lstm, n + "_l0" + suffix) for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
    case("lstm with lengths" + (", reverse" if reverse else ""),
         f"Op.Scan(body: lstm, carried: 2, scanned: 1, reverse: {str(reverse).lower()}, hasLengths: true)",
         [h, c, x] + weights + [lengths], [y, hn[-1], cn[-1]])

lines = ["import WeftGraph", "import WeftOperators", "import WeftTensors", "",
         "// Written by tools/oracles/operators.py with PyTorch; not to be edited.", "extension TorchCase {"]
for index, (name, operation, operands, results) in enumerate(cases):
    lines.append(f'    private static let case{index} = TorchCase(')
    lines.append(f'        "{name}", {operation},')
    lines.append(f'        [{", ".join(map(literal, operands))}],')
    lines.append(f'        gives: [{", ".join(map(literal, results))}])')
    lines.append("")
lines.append(f'    static let all = [{", ".join(f"case{i}" for i in range(len(cases)))}]')
lines.append("}")
target = pathlib.Path(__file__).parents[2] / "Tests/WeftInterpreterTests/TorchCases.swift"
target.write_text("\n".join(lines) + "\n")
