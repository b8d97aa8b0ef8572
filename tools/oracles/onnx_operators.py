#!/usr/bin/env python3
"""Writes Tests/WeftOperatorsTests/ONNXCases.swift: small cases of operators and what onnxruntime gives for them.

What onnxruntime lacks is computed by ONNX's own reference. Run it by hand with onnx (1.23) and onnxruntime (1.32)
installed; the tests read the recorded numbers only.
"""
import pathlib
import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator

random = np.random.default_rng(7)
onnxruntime.set_default_logger_severity(4)
TYPES = {"float32": "f32", "float64": "f64", "float16": "f16", "int8": "i8", "uint8": "u8", "int16": "i16",
         "uint16": "u16", "int32": "i32", "uint32": "u32", "int64": "i64", "uint64": "u64", "bool": "bool",
         "float8_e4m3fn": "f8e4m3", "float8_e5m2": "f8e5m2", "float8_e4m3fnuz": "f8e4m3fnuz",
         "float8_e5m2fnuz": "f8e5m2fnuz", "float8_e8m0fnu": "f8e8m0", "float4_e2m1fn": "f4e2m1", "int4": "i4",
         "uint4": "u4", "int2": "i2", "uint2": "u2"}
cases = []


def draw(*shape, dtype=np.float32):
    """Multiples of 1/16 from -2 to 2, so that literals are short; of integers some from 0 or -9 to 9."""
    if np.issubdtype(dtype, np.floating):
        return (random.integers(-32, 33, shape) / 16).astype(dtype)
    if dtype == np.bool_:
        return random.integers(0, 2, shape).astype(dtype)
    return random.integers(0 if np.iinfo(dtype).min == 0 else -9, 10, shape).astype(dtype)


def ids(limit, *shape, dtype=np.int64):
    return random.integers(0, limit, shape).astype(dtype)


def number(value):
    if isinstance(value, float) or np.issubdtype(type(value), np.floating):
        text = f"{float(value):.9g}"
        return {"nan": ".nan", "inf": ".infinity", "-inf": "-.infinity"}.get(text, text)
    return str(int(value))


def literal(array):
    if array is None:
        return "nil"
    array = np.asarray(array)
    kind = TYPES[array.dtype.name]
    isreal = kind[0] in "fb" and kind != "bool"
    if kind == "u64":
        array = array.view(np.int64)
    numbers = ", ".join(number(float(v) if isreal else int(v)) for v in array.astype(
        np.float64 if isreal else np.int64).flatten())
    return f"PlainTensor({'rounding' if isreal else 'wrapping'}: [{numbers}], .{kind}, shape: {list(array.shape)})"


def run(op, inputs, count, opset, attributes, domain=""):
    names = [f"i{k}" if value is not None else "" for k, value in enumerate(inputs)]
    outputs = [f"o{k}" for k in range(count)]
    node = helper.make_node(op, names, outputs, domain=domain, **attributes)
    kind = lambda v: helper.np_dtype_to_tensor_dtype(v.dtype)
    graph = helper.make_graph(
        [node], "case", [helper.make_tensor_value_info(n, kind(v), v.shape) for n, v in zip(names, inputs) if n],
        [onnx.ValueInfoProto(name=n) for n in outputs])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=10)
    feed = {n: v for n, v in zip(names, inputs) if n}
    if op == "Cast":
        # onnxruntime gives small floats as raw bytes.
        return "onnx.reference", ReferenceEvaluator(model).run(None, feed)
    try:
        return "onnxruntime", onnxruntime.InferenceSession(
            model.SerializeToString(), providers=["CPUExecutionProvider"]).run(None, feed)
    except Exception:
        return "onnx.reference", ReferenceEvaluator(model).run(None, feed)


def case(operation, op, inputs, count=1, opset=22, operands=None, convert=lambda results: results, **attributes):
    source, results = run(op, inputs, count, opset, attributes)
    cases.append((source, operation, operands if operands is not None else inputs, convert(results)))


def small(results):
    """Positions are i32 in Weft."""
    return [r.astype(np.int32) if r.dtype == np.int64 else r for r in results]


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

lines = ["import WeftGraph", "import WeftOperators", "import WeftTensors", "",
         "// Written by tools/oracles/onnx_operators.py; not to be edited.", "extension Reference {"]
for index, (source, operation, operands, results) in enumerate(cases):
    lines.append(f"    private static let onnx{index} = Reference(")
    lines.append(f'        source: "{source}", operation: {operation},')
    lines.append(f"        operands: [{', '.join(map(literal, operands))}],")
    lines.append(f"        results: [{', '.join(map(literal, results))}])")
    lines.append("")
lines.append(f"    static let onnx = [{', '.join(f'onnx{i}' for i in range(len(cases)))}]")
lines.append("}")
path = pathlib.Path(__file__).parents[2] / "Tests/WeftOperatorsTests/ONNXCases.swift"
path.write_text("\n".join(lines) + "\n")
