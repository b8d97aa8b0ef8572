import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Functions of the elements of two or more tensors that meet by broadcasting.
enum ONNXBinary {
    static let mappings = pairs.mapValues { binary($0) }.merging(composed) { $1 }

    private static func binary(_ make: @escaping @Sendable () -> any Operator) -> ONNXMapping {
        { importer, node throws(Diagnostic) in
            let (a, b) = try importer.pair(node)
            return [try importer.one(make(), a, b)]
        }
    }

    private static let pairs: [String: @Sendable () -> any Operator] = [
        "Add": { Op.Add() }, "Sub": { Op.Subtract() }, "Mul": { Op.Multiply() }, "And": { Op.And() },
        "Or": { Op.Or() }, "Greater": { Op.Greater() }, "Less": { Op.Less() },
        "GreaterOrEqual": { Op.GreaterOrEqual() }, "LessOrEqual": { Op.LessOrEqual() }, "Xor": { Op.Xor() },
        "BitwiseAnd": { Op.BitwiseAnd() }, "BitwiseOr": { Op.BitwiseOr() }, "BitwiseXor": { Op.BitwiseXor() },
    ]

    private static let composed: [String: ONNXMapping] = [
        "Equal": { importer, node throws(Diagnostic) in
            if let (a, b) = try importer.texts(node) { return [try importer.equalTexts(a, b)] }
            let (a, b) = try importer.pair(node)
            return [try importer.one(Op.Equal(), a, b)]
        },
        "Div": { importer, node throws(Diagnostic) in
            let (a, b) = try importer.pair(node)
            return [try importer.truncatedQuotient(a, b)]
        },
        "Mod": { importer, node throws(Diagnostic) in
            let (a, b) = try importer.pair(node)
            guard try node.flag("fmod") else { return [try importer.one(Op.Remainder(), a, b)] }
            return [try importer.one(Op.Fmod(), a, b)]
        },
        "BitShift": { importer, node throws(Diagnostic) in
            let (a, b) = try importer.pair(node)
            switch try node.string("direction") {
            case "LEFT": return [try importer.one(Op.ShiftLeft(), a, b)]
            case "RIGHT": return [try importer.one(Op.ShiftRight(), a, b)]
            default: throw Diagnostic("onnx-attribute", "the direction of BitShift must be LEFT or RIGHT")
            }
        },
        "Pow": { importer, node throws(Diagnostic) in
            let (a, b) = try importer.pair(node)
            let (base, exponent) = (importer.fact(a).elementType, importer.fact(b).elementType)
            if base == exponent { return [try importer.one(Op.Power(), a, b)] }
            let common: ElementType = base.isFloat ? base : exponent
            let power = try importer.one(
                Op.Power(), try importer.cast(a, to: common), try importer.cast(b, to: common))
            return [try importer.cast(power, to: base)]
        },
        "Where": { importer, node throws(Diagnostic) in
            [
                try importer.chosen(
                    try importer.required(node, 0), try importer.required(node, 1), try importer.required(node, 2))
            ]
        },
        "PRelu": { importer, node throws(Diagnostic) in [try prelu(&importer, node)] },
        "Max": { importer, node throws(Diagnostic) in [try importer.joined(node, Op.Maximum())] },
        "Min": { importer, node throws(Diagnostic) in [try importer.joined(node, Op.Minimum())] },
        "Sum": { importer, node throws(Diagnostic) in [try importer.joined(node, Op.Add())] },
        "Mean": { importer, node throws(Diagnostic) in
            let sum = try importer.joined(node, Op.Add())
            let count = ONNXOperand.scalar(Double(node.inputs.count), importer.fact(sum).elementType)
            return [try importer.one(Op.Divide(), sum, count)]
        },
    ]

    /// A slope for each channel is ours; one that broadcasts in another way is a product where x is below 0.
    private static func prelu(_ importer: inout ONNXGraphImporter, _ node: ONNXNode) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        var slope = try importer.required(node, 1)
        let (type, given) = (importer.fact(x), importer.fact(slope))
        let tail = given.shape.dropFirst()
        let isOfChannels =
            given.rank > 0 && tail.allSatisfy { $0 == 1 }
            && (given.rank == type.rank - 1 || given.rank == 1 && (given.shape == [1] || importer.opset < 7))
        guard isOfChannels, type.elementType.isFloat, type.rank > 1 else {
            let scaled = try importer.one(Op.Multiply(), x, slope)
            let isNegative = try importer.one(Op.Less(), x, .scalar(0, type.elementType))
            return try importer.one(Op.Select(), isNegative, scaled, x)
        }
        if given.rank > 1 {
            let inner = importer.unreshaped(slope)
            slope =
                importer.fact(inner).shape == [given.shape[0]]
                ? inner : try importer.rearranged(Op.Reshape(sizes: [given.shape[0]]), slope, as: "")
        }
        return try importer.one(Op.Prelu(), x, slope)
    }
}

extension ONNXGraphImporter {
    /// The two operands of a node. Before version 7 the second broadcasts only if asked, at an axis that may be named.
    mutating func pair(_ node: ONNXNode) throws(Diagnostic) -> (ONNXOperand, ONNXOperand) {
        let a = try required(node, 0)
        let b = try required(node, 1)
        guard opset < 7, try node.flag("broadcast") else { return (a, b) }
        let (wide, narrow) = (fact(a).rank, fact(b).rank)
        guard let axis = try node.integer("axis"), narrow > 0 else { return (a, b) }
        let start = axis < 0 ? axis + wide : axis
        guard start >= 0, start + narrow <= wide else {
            throw Diagnostic("onnx-axis", "the second operand does not fit at axis \(axis) of the first")
        }
        let trailing = wide - start - narrow
        if trailing == 0 { return (a, b) }
        return (a, try one(Op.Unsqueeze(axis: Array(narrow..<(narrow + trailing))), b))
    }

    /// All operands of a node, joined from left to right by an operator of two.
    mutating func joined(_ node: ONNXNode, _ operation: any Operator) throws(Diagnostic) -> ONNXOperand {
        var result = try required(node, 0)
        for index in node.inputs.indices.dropFirst() {
            result = try one(operation, result, try required(node, index))
        }
        return result
    }

    /// The quotient; of integers rounded towards 0, where ours rounds towards −∞.
    mutating func truncatedQuotient(_ a: ONNXOperand, _ b: ONNXOperand) throws(Diagnostic) -> ONNXOperand {
        let type = fact(a).elementType
        // What is left over was taken away before: that is the quotient rounded down.
        if !type.isFloat, let (x, rest) = pair(a, of: Op.Subtract.self),
            let (whole, divisor) = pair(rest, of: Op.Remainder.self),
            ONNXOperand.isSame(x, whole), isEqual(divisor, b)
        {
            return try one(Op.Divide(), x, b)
        }
        if type.isFloat || !type.isSigned || isNotNegative(a) && isNotNegative(b) {
            return try one(Op.Divide(), a, b)
        }
        // ⌊a / b⌋ is one too low where there is a rest and the signs differ, that is, where it is negative.
        let quotient = try one(Op.Divide(), a, b)
        let rest = try one(Op.Subtract(), a, try one(Op.Multiply(), quotient, b))
        let zero = ONNXOperand.scalar(0, type)
        let isLow = try one(Op.And(), try one(Op.NotEqual(), rest, zero), try one(Op.Less(), quotient, zero))
        return try one(Op.Add(), quotient, try cast(isLow, to: type))
    }

    /// Whether all elements are known to be 0 or more.
    private func isNotNegative(_ operand: ONNXOperand) -> Bool {
        guard let contents = fact(operand).contents else { return false }
        return contents.allSatisfy { builder.assumptions.atLeast($0, 0) == .proved }
    }
}
