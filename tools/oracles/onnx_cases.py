"""Cases of operators as onnxruntime computes them, or where it cannot ONNX's own reference, written as Swift.

For the scripts beside it, which are run by hand with onnx (1.23) and onnxruntime (1.32) installed.
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
    if op in ("Cast", "DFT"):
        # onnxruntime gives small floats as raw bytes, and transforms with few digits.
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


def write(script, name, file):
    """Writes the cases as the list `name` of an extension of `Reference`."""
    lines = ["import WeftGraph", "import WeftOperators", "import WeftTensors", "",
             f"// Written by tools/oracles/{script}; not to be edited.", "extension Reference {"]
    for index, (source, operation, operands, results) in enumerate(cases):
        lines.append(f"    private static let {name}{index} = Reference(")
        lines.append(f'        source: "{source}", operation: {operation},')
        lines.append(f"        operands: [{', '.join(map(literal, operands))}],")
        lines.append(f"        results: [{', '.join(map(literal, results))}])")
        lines.append("")
    lines.append(f"    static let {name} = [{', '.join(f'{name}{i}' for i in range(len(cases)))}]")
    lines.append("}")
    (pathlib.Path(__file__).parents[2] / "Tests/WeftOperatorsTests" / file).write_text("\n".join(lines) + "\n")
