import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Functions of each element of one tensor.
enum ONNXUnary {
    static let mappings = plain.mapValues { unary($0) }.merging(composed) { $1 }

    private static func unary(_ make: @escaping @Sendable () -> any Operator) -> ONNXMapping {
        { importer, node throws(Diagnostic) in [try importer.one(make(), try importer.required(node, 0))] }
    }

    /// Those that are ours under another name.
    private static let plain: [String: @Sendable () -> any Operator] = [
        "Abs": { Op.Abs() }, "Ceil": { Op.Ceil() }, "Cos": { Op.Cos() }, "Erf": { Op.Erf() }, "Exp": { Op.Exp() },
        "Floor": { Op.Floor() }, "Log": { Op.Log() }, "Neg": { Op.Negate() },
        "Not": { Op.Not() }, "Round": { Op.Round() }, "Sign": { Op.Sign() }, "Sin": { Op.Sin() },
        "Sqrt": { Op.Sqrt() }, "Tanh": { Op.Tanh() }, "Sigmoid": { Op.Sigmoid() }, "Relu": { Op.Relu() },
        "Softsign": { Op.Softsign() }, "Mish": { Op.Mish() }, "HardSwish": { Op.HardSwish() },
        "Softplus": { Op.Softplus(threshold: .infinity) }, "Tan": { Op.Tan() }, "Asin": { Op.Asin() },
        "Acos": { Op.Acos() }, "Atan": { Op.Atan() }, "Sinh": { Op.Sinh() }, "Cosh": { Op.Cosh() },
        "Asinh": { Op.Asinh() }, "Acosh": { Op.Acosh() }, "Atanh": { Op.Atanh() }, "IsNaN": { Op.IsNan() },
        "BitwiseNot": { Op.BitwiseNot() }, "Det": { Op.Det() },
    ]

    private static let composed: [String: ONNXMapping] = [
        // It may pass strings on, so its operand is not asked for as numbers.
        "Identity": { importer, node throws(Diagnostic) in
            guard let name = node.input(0), !importer.absent.contains(name) else {
                return [try importer.required(node, 0)]
            }
            return [try importer.operand(named: name)]
        },
        "Reciprocal": { importer, node throws(Diagnostic) in
            let x = try importer.required(node, 0)
            return [try importer.one(Op.Divide(), .scalar(1, importer.fact(x).elementType), x)]
        },
        "Cast": { importer, node throws(Diagnostic) in
            let x = try importer.required(node, 0)
            return [try converted(&importer, node, x, to: try target(node))]
        },
        "IsInf": { importer, node throws(Diagnostic) in
            let operation = Op.IsInf(
                negative: try node.flag("detect_negative", true), positive: try node.flag("detect_positive", true))
            return [try importer.one(operation, try importer.required(node, 0))]
        },
        "CastLike": { importer, node throws(Diagnostic) in
            let like = try importer.required(node, 1)
            return [try converted(&importer, node, try importer.required(node, 0), to: importer.fact(like).elementType)]
        },
    ]

    /// The small floats hold what is too large for them at their largest unless told otherwise; reals that become integers
    /// of a few bits wrap, as all integers do.
    private static func converted(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode, _ x: ONNXOperand, to type: ElementType
    ) throws(Diagnostic) -> ONNXOperand {
        let from = importer.fact(x).elementType
        if from == type { return x }
        if type.isFloat, type.bits == 8 {
            let rounding = try node.string("round_mode") ?? "up"
            guard let rounding = Op.Cast.Rounding(rawValue: rounding) else {
                throw Diagnostic("onnx-attribute", "'\(rounding)' is no round_mode of Cast")
            }
            let operation = Op.Cast(
                type: type, saturate: try node.flag("saturate", true), rounding: type == .f8e8m0 ? rounding : .nearest)
            return try importer.one(operation, x)
        }
        if type.isInteger, type.bits < 8, from.isFloat {
            return try importer.cast(try importer.cast(x, to: .i32), to: type)
        }
        return try importer.cast(x, to: type)
    }

    /// What Cast casts to; the first version names the type in a text.
    private static func target(_ node: ONNXNode) throws(Diagnostic) -> ElementType {
        if let number = try? node.integer("to") { return try ONNXElementType.type(Int64(number)) }
        guard let name = try node.string("to"), let type = names[name] else {
            throw Diagnostic("onnx-attribute", "Cast must say which type it casts to")
        }
        return type
    }

    private static let names: [String: ElementType] = [
        "FLOAT": .f32, "DOUBLE": .f64, "FLOAT16": .f16, "INT8": .i8, "UINT8": .u8, "INT16": .i16, "UINT16": .u16,
        "INT32": .i32, "UINT32": .u32, "INT64": .i64, "UINT64": .u64, "BOOL": .bool,
    ]
}

extension ONNXGraphImporter {
    /// The operand with elements of another type, or itself.
    mutating func cast(_ x: ONNXOperand, to type: ElementType) throws(Diagnostic) -> ONNXOperand {
        if fact(x).elementType == type { return x }
        // A wider type between the two changes nothing.
        let source = unwidened(x)
        return fact(source).elementType == type ? source : try one(Op.Cast(type: type), source)
    }
}
