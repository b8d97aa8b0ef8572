import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Quantised numbers, and products of them.
enum ONNXQuantization {
    static let mappings: [String: ONNXMapping] = [
        "QuantizeLinear": { importer, node throws(Diagnostic) in [try quantized(&importer, node)] },
        "DequantizeLinear": { importer, node throws(Diagnostic) in [try dequantized(&importer, node)] },
        "DynamicQuantizeLinear": { importer, node throws(Diagnostic) in try dynamic(&importer, node) },
        "MatMulInteger": { importer, node throws(Diagnostic) in
            let (a, b) = (try importer.required(node, 0), try importer.required(node, 1))
            let zeros = (try rows(&importer, node, 2, of: a), try importer.optional(node, 3))
            return [try importer.one(Op.MatMulInteger(), a, b, zeros.0, zeros.1)]
        },
        "QLinearMatMul": { importer, node throws(Diagnostic) in [try product(&importer, node)] },
        "ConvInteger": { importer, node throws(Diagnostic) in
            let zero = try importer.optional(node, 2)
            return [
                try convolution(
                    &importer, node, try importer.required(node, 0), zero, try importer.required(node, 1),
                    try importer.optional(node, 3))
            ]
        },
        "QLinearConv": { importer, node throws(Diagnostic) in [try quantizedConvolution(&importer, node)] },
    ]

    /// The places of scales: an axis, a block of positions along it, and scale and zero point in a rank that ours takes.
    private struct Scales {
        let axis: Int
        let block: Int
        let scale: ONNXOperand
        let zero: ONNXOperand?

        init(_ importer: inout ONNXGraphImporter, _ node: ONNXNode, of x: ONNXOperand) throws(Diagnostic) {
            let rank = importer.fact(x).rank
            let given = try importer.required(node, 1)
            let zero = try importer.optional(node, 2)
            block = try node.integer("block_size", 0)
            // A single scale has no axis to lie along.
            let isSingle = block == 0 && (importer.fact(given).rank == 0 || importer.fact(given).shape == [1])
            scale = isSingle ? try importer.scalar(given) : given
            self.zero = try zero.map { zero throws(Diagnostic) in isSingle ? try importer.scalar(zero) : zero }
            axis = isSingle ? 0 : try importer.resolved(try node.integer("axis", 1), rank)
        }
    }

    private static func quantized(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        let scales = try Scales(&importer, node, of: x)
        let named = try node.integer("output_dtype", 0)
        var type = named == 0 ? ElementType.u8 : try ONNXElementType.type(Int64(named))
        // Zeros that a node makes only say the type.
        var zero = scales.zero
        if let made = try importer.optional(node, 2), made.tensor == nil,
            importer.uniform(unconverted(made, importer)) == 0
        {
            (type, zero) = (importer.fact(made).elementType, nil)
        }
        let precision = try node.integer("precision", 0)
        let scale =
            precision == 0
            ? scales.scale : try importer.cast(scales.scale, to: try ONNXElementType.type(Int64(precision)))
        return try importer.one(
            Op.Quantize(type: type, axis: scales.axis, block: scales.block, saturate: try node.flag("saturate", true)),
            x, scale, zero)
    }

    /// A value before it was cast.
    private static func unconverted(_ operand: ONNXOperand, _ importer: ONNXGraphImporter) -> ONNXOperand {
        importer.source(operand, of: Op.Cast.self)?.operand ?? operand
    }

    private static func dequantized(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        let scales = try Scales(&importer, node, of: x)
        let result = try importer.one(
            Op.Dequantize(axis: scales.axis, block: scales.block), x, scales.scale, scales.zero)
        let named = try node.integer("output_dtype", 0)
        return named == 0 ? result : try importer.cast(result, to: try ONNXElementType.type(Int64(named)))
    }

    /// Bytes with the scale that the numbers' own range gives, which 0 belongs to.
    private static func dynamic(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> [ONNXOperand?] {
        let x = try importer.required(node, 0)
        let axes = Array(0..<importer.fact(x).rank)
        var a = ONNXArithmetic(importer, importer.fact(x).elementType)
        let high = try a.importer.one(Op.Maximum(), try a.importer.one(Op.Max(axis: axes), x), a.number(0))
        let low = try a.importer.one(Op.Minimum(), try a.importer.one(Op.Min(axis: axes), x), a.number(0))
        let scale = try a.quotient(try a.difference(high, low), a.number(255))
        let start = try a.importer.one(Op.Negate(), try a.quotient(low, scale))
        let clamped = try a.importer.one(Op.Clamp(min: 0, max: 255), try a.importer.one(Op.Round(), start))
        let zero = try a.importer.cast(clamped, to: .u8)
        let y = try a.importer.one(Op.Quantize(), x, scale, zero)
        importer = a.importer
        return [y, scale, zero]
    }

    /// A zero point for each row as a column, so that it broadcasts.
    private static func rows(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode, _ index: Int, of a: ONNXOperand
    ) throws(Diagnostic) -> ONNXOperand? {
        guard let zero = try importer.optional(node, index) else { return nil }
        guard importer.fact(zero).rank == 1, importer.fact(a).rank > 1, importer.fact(zero).shape != [1] else {
            return zero
        }
        return try importer.one(Op.Unsqueeze(axis: [1]), zero)
    }

    /// Operands: a, its scale, its zero point, the same of b, the scale of the result and its zero point.
    private static func product(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let (a, b) = (try importer.required(node, 0), try importer.required(node, 3))
        let zeros = (try rows(&importer, node, 2, of: a), try importer.optional(node, 5))
        let sums = try importer.one(Op.MatMulInteger(), a, b, zeros.0, zeros.1)
        var left = try importer.required(node, 1)
        if importer.fact(left).rank == 1, importer.fact(a).rank > 1, importer.fact(left).shape != [1] {
            left = try importer.one(Op.Unsqueeze(axis: [1]), left)
        }
        return try rescaled(
            &importer, sums, left, try importer.required(node, 4), by: try importer.required(node, 6),
            try importer.required(node, 7))
    }

    /// Sums of products of numbers with two scales, quantised again with a third. Scales are reals of single precision
    /// while they are multiplied.
    private static func rescaled(
        _ importer: inout ONNXGraphImporter, _ sums: ONNXOperand, _ left: ONNXOperand, _ right: ONNXOperand,
        by scale: ONNXOperand, _ zero: ONNXOperand
    ) throws(Diagnostic) -> ONNXOperand {
        var a = ONNXArithmetic(importer, .f32)
        let scales = try a.product(try a.real(left), try a.real(right))
        let values = try a.product(try a.real(sums), scales)
        let single = try a.importer.scalar(try a.real(scale))
        let result = try a.importer.one(Op.Quantize(), values, single, try a.importer.scalar(zero))
        importer = a.importer
        return result
    }

    /// Operands: x, its scale, its zero point, the same of the weights, the scale of the result and its zero point, biases.
    private static func quantizedConvolution(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        var sums = try convolution(
            &importer, node, try importer.required(node, 0), try importer.required(node, 2),
            try importer.required(node, 3), try importer.required(node, 5))
        let tail = Array(1..<(importer.fact(sums).rank - 1))
        func along(_ operand: ONNXOperand, _ importer: inout ONNXGraphImporter) throws(Diagnostic) -> ONNXOperand {
            importer.fact(operand).rank == 1 && importer.fact(operand).shape != [1]
                ? try importer.one(Op.Unsqueeze(axis: tail), operand) : try importer.scalar(operand)
        }
        if let bias = try importer.optional(node, 8) {
            sums = try importer.one(Op.Add(), sums, try importer.one(Op.Unsqueeze(axis: tail), bias))
        }
        let weights = try along(try importer.required(node, 4), &importer)
        return try rescaled(
            &importer, sums, try importer.scalar(try importer.required(node, 1)), weights,
            by: try importer.required(node, 6), try importer.required(node, 7))
    }

    /// The sums of a convolution of bytes.
    private static func convolution(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode, _ x: ONNXOperand, _ zero: ONNXOperand?,
        _ weight: ONNXOperand, _ weightZero: ONNXOperand?
    ) throws(Diagnostic) -> ONNXOperand {
        let axes = importer.fact(x).rank - 2
        try importer.checkKernel(node, of: weight)
        let operation = Op.ConvInteger(
            stride: try importer.numbers(node, "strides", axes), pad: try importer.padding(node, axes),
            dilation: try importer.numbers(node, "dilations", axes), groups: try node.integer("group", 1))
        let own = try zero.map { zero throws(Diagnostic) in try importer.scalar(zero) }
        let others = try weightZero.map { zero throws(Diagnostic) in try importer.scalar(zero) }
        return try importer.one(operation, x, weight, own, others)
    }
}
