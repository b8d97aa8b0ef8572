#!/usr/bin/env python3
"""Writes Tests/WeftOperatorsTests/ONNXCases.swift: small cases of operators and what onnxruntime gives for them.

The tests read the recorded numbers only.
"""
import numpy as np
from onnx import TensorProto
from onnx_cases import case, draw, ids, random, small, write

for op in ("Tan", "Sinh", "Cosh", "Asinh", "Atan"):
    case(f"Op.{op}()", op, [draw(5)])
for op in ("Asin", "Acos", "Atanh"):
    case(f"Op.{op}()", op, [draw(5) / 2])
case("Op.Acosh()", "Acosh", [draw(5) + 4])
special = np.array([1, np.nan, np.inf, -np.inf, 0], np.float32)
case("Op.IsNan()", "IsNaN", [special], opset=13)
case("Op.IsInf()", "IsInf", [special], opset=20)
case("Op.IsInf(negative: false)", "IsInf", [special], opset=20, detect_negative=0)
case("Op.Xor()", "Xor", [draw(2, 3, dtype=np.bool_), draw(3, dtype=np.bool_)])
for op in ("BitwiseAnd", "BitwiseOr", "BitwiseXor"):
    case(f"Op.{op}()", op, [draw(2, 3, dtype=np.int32), draw(3, dtype=np.int32)])
    case(f"Op.{op}()", op, [draw(4, dtype=np.uint8), draw(4, dtype=np.uint8)])
case("Op.BitwiseNot()", "BitwiseNot", [draw(4, dtype=np.int16)])
case("Op.BitwiseNot()", "BitwiseNot", [draw(4, dtype=np.uint16)])
case("Op.ShiftLeft()", "BitShift", [draw(4, dtype=np.uint8) * 25, draw(4, dtype=np.uint8) % 8], direction="LEFT")
case("Op.ShiftRight()", "BitShift", [draw(4, dtype=np.uint32) * 999, draw(4, dtype=np.uint32)], direction="RIGHT")
divisors = np.array([3, -3, 5, 2, -4], np.int64)
case("Op.Fmod()", "Mod", [draw(5, dtype=np.int64), divisors], fmod=1)
case("Op.Fmod()", "Mod", [draw(5) * 3, divisors.astype(np.float32) / 4], fmod=1)

case("Op.GatherElements(axis: 1)", "GatherElements", [draw(2, 4, 3), ids(4, 2, 2, 3)], axis=1)
case("Op.GatherElements(axis: -1)", "GatherElements", [draw(2, 3, dtype=np.uint64), ids(3, 1, 5, dtype=np.int32)], axis=-1)
case("Op.GatherND()", "GatherND", [draw(3, 4, 2), ids(3, 2, 5, 2)])
case("Op.GatherND(batch: 1)", "GatherND", [draw(2, 3, 4), ids(3, 2, 2, 1)], batch_dims=1)
case("Op.GatherND(batch: 2)", "GatherND", [draw(2, 2, 3, 2), ids(2, 2, 2, 3, 2)], batch_dims=2)
order = np.stack([random.permutation(4)[:2] for _ in range(3)]).astype(np.int64)
case("Op.ScatterElements(axis: 1)", "ScatterElements", [draw(3, 4), order, draw(3, 2)], axis=1)
for reduction in ("add", "mul", "max", "min"):
    ours = {"mul": "multiply"}.get(reduction, reduction)
    inputs = [draw(3, 4), ids(3, 2, 4), draw(2, 4)]
    case(f"Op.ScatterElements(axis: 0, reduction: .{ours})", "ScatterElements", inputs, axis=0, reduction=reduction)
    inputs = [draw(4, 2, dtype=np.int32), ids(4, 3, 1), draw(3, 2, dtype=np.int32)]
    case(f"Op.ScatterND(reduction: .{ours})", "ScatterND", inputs, reduction=reduction)
case("Op.ScatterND()", "ScatterND", [draw(3, 4, 2), np.array([[[0, 1], [2, 3]]], np.int64), draw(1, 2, 2)])
case("Op.NonZero()", "NonZero", [draw(2, 3, 2, dtype=np.int32) % 2], convert=small)
case("Op.NonZero()", "NonZero", [draw(5, dtype=np.bool_)], convert=small)
for flag, ours in ((1, "true"), (0, "false")):
    case(f"Op.Unique(sort: {ours})", "Unique", [draw(2, 6) * 4 // 3], 4, convert=small, sorted=flag)
    case(f"Op.Unique(axis: 1, sort: {ours})", "Unique", [draw(2, 6, dtype=np.int64) // 6], 4,
         convert=lambda r: r[:1] + small(r[1:]), sorted=flag, axis=1)

for axis in (0, -1):
    for exclusive in (0, 1):
        for reverse in (0, 1):
            ours = f"(axis: {axis}, exclusive: {'true' if exclusive else 'false'}, reverse: {'true' if reverse else 'false'})"
            x = draw(2, 4)
            case("Op.Cumsum" + ours, "CumSum", [x, np.array(axis)], operands=[x], exclusive=exclusive, reverse=reverse)
            x = draw(3, 2, dtype=np.int32)
            case("Op.Cumprod" + ours, "CumProd", [x, np.array(axis)], operands=[x], opset=26, exclusive=exclusive,
                 reverse=reverse)
for op, ours in (("ArgMax", "Argmax"), ("ArgMin", "Argmin")):
    for last in (0, 1):
        text = f"Op.{ours}(axis: 1, keep: true, last: {'true' if last else 'false'})"
        case(text, op, [draw(2, 6, dtype=np.int32) // 3], convert=small, axis=1, select_last_index=last)
for largest in (0, 1):
    x = draw(2, 5)
    case(f"Op.TopK(k: 3, axis: 1, largest: {'true' if largest else 'false'})", "TopK", [x, np.array([3])], 2,
         operands=[x], convert=small, axis=1, largest=largest)

for kind in (np.uint8, np.int8, np.uint16, np.int16):
    x, scale, zero = draw(2, 3, 2) * 99, np.array([0.5, 1.25, 2], np.float32), np.array([1, 2, 5], kind)
    case("Op.Quantize()", "QuantizeLinear", [x, scale, zero], axis=1)
    x = random.integers(np.iinfo(kind).min, np.iinfo(kind).max, (2, 3, 2)).astype(kind)
    case("Op.Dequantize()", "DequantizeLinear", [x, scale, zero], axis=1)
ties = np.array([0.5, 1.5, 2.5, -0.5, -1.5, 1000, -1000], np.float32)
case("Op.Quantize()", "QuantizeLinear", [ties, np.float32(1), np.uint8(7)])
x, scale, zero = draw(3, 5), abs(draw(3, 2)) + 0.25, draw(3, 2, dtype=np.int8)
case("Op.Quantize(block: 3)", "QuantizeLinear", [x, scale, zero], axis=1, block_size=3)
case("Op.Dequantize(block: 3)", "DequantizeLinear", [draw(3, 5, dtype=np.int8), scale, zero], axis=1, block_size=3)
a, b = draw(2, 3, 4, dtype=np.int8), draw(4, 2, dtype=np.uint8)
case("Op.MatMulInteger()", "MatMulInteger", [a, b, np.int8(3), np.uint8(4)])
a, b = draw(3, 4, dtype=np.uint8), draw(4, 2, dtype=np.int8)
case("Op.MatMulInteger()", "MatMulInteger", [a, b, np.uint8(3), draw(2, dtype=np.int8)])
case("Op.RmsNorm(axes: 2, eps: 0.01)", "RMSNormalization", [draw(2, 3, 4), draw(3, 4)], opset=23, axis=-2,
     epsilon=0.01)
for reduction in ("mean", "sum", "none"):
    x, targets = draw(2, 4, 3), ids(4, 2, 3)
    case(f"Op.NllLoss(reduction: .{reduction}, ignore: 2)", "NegativeLogLikelihoodLoss",
         [x, targets, abs(draw(4)) + 0.5], reduction=reduction, ignore_index=2)

target = {"f8e4m3": TensorProto.FLOAT8E4M3FN, "f8e5m2": TensorProto.FLOAT8E5M2,
          "f8e4m3fnuz": TensorProto.FLOAT8E4M3FNUZ, "f8e5m2fnuz": TensorProto.FLOAT8E5M2FNUZ}
numbers = np.array([0.3, -1.7, 3e-3, -2e-5, 250, -447, 465, 6e4, 1e9, -np.inf, np.nan, 0.0625], np.float32)
for ours, kind in target.items():
    for saturate in (0, 1):
        case(f"Op.Cast(type: .{ours}, saturate: {'true' if saturate else 'false'})", "Cast", [numbers], to=kind,
             saturate=saturate)
for rounding in ("up", "down", "nearest"):
    case(f"Op.Cast(type: .f8e8m0, saturate: true, rounding: .{rounding})", "Cast",
         [np.array([1e-3, 0.5, 0.7, 1.5, 3, 100], np.float32)], opset=25, to=TensorProto.FLOAT8E8M0,
         round_mode=rounding)
case("Op.Cast(type: .f4e2m1)", "Cast", [numbers[:8]], opset=23, to=TensorProto.FLOAT4E2M1)

write("onnx_operators.py", "onnx", "ONNXCases.swift")
