import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Activations with settings.
enum ONNXActivations {
    static let mappings: [String: ONNXMapping] = [
        "LeakyRelu": { importer, node throws(Diagnostic) in
            [try importer.one(Op.LeakyRelu(slope: try node.real("alpha", 0.01)), try importer.required(node, 0))]
        },
        "Elu": { importer, node throws(Diagnostic) in
            [try importer.one(Op.Elu(alpha: try node.real("alpha", 1)), try importer.required(node, 0))]
        },
        "Celu": { importer, node throws(Diagnostic) in
            [try importer.one(Op.Celu(alpha: try node.real("alpha", 1)), try importer.required(node, 0))]
        },
        "Selu": { importer, node throws(Diagnostic) in [try selu(&importer, node)] },
        "HardSigmoid": { importer, node throws(Diagnostic) in
            let operation = Op.HardSigmoid(alpha: try node.real("alpha", 0.2), beta: try node.real("beta", 0.5))
            return [try importer.one(operation, try importer.required(node, 0))]
        },
        "Gelu": { importer, node throws(Diagnostic) in
            let isTanh = try node.string("approximate") == "tanh"
            return [try importer.one(Op.Gelu(approximate: isTanh ? .tanh : .exact), try importer.required(node, 0))]
        },
        "Swish": { importer, node throws(Diagnostic) in
            let x = try importer.required(node, 0)
            let alpha = try node.real("alpha", 1)
            if alpha == 1 { return [try importer.one(Op.Silu(), x)] }
            let scaled = try importer.one(Op.Multiply(), x, .scalar(alpha, importer.fact(x).elementType))
            return [try importer.one(Op.Multiply(), x, try importer.one(Op.Sigmoid(), scaled))]
        },
        "ThresholdedRelu": { importer, node throws(Diagnostic) in
            let x = try importer.required(node, 0)
            let type = importer.fact(x).elementType
            let isAbove = try importer.one(Op.Greater(), x, .scalar(try node.real("alpha", 1), type))
            return [try importer.one(Op.Select(), isAbove, x, .scalar(0, type))]
        },
        "Shrink": { importer, node throws(Diagnostic) in [try shrink(&importer, node)] },
        "Clip": { importer, node throws(Diagnostic) in [try clip(&importer, node)] },
        "Dropout": { importer, node throws(Diagnostic) in try dropout(&importer, node) },
        "Softmax": { importer, node throws(Diagnostic) in
            [try alongAxis(&importer, node) { Op.Softmax(axis: $0) }]
        },
        "LogSoftmax": { importer, node throws(Diagnostic) in
            [try alongAxis(&importer, node) { Op.LogSoftmax(axis: $0) }]
        },
        "Hardmax": { importer, node throws(Diagnostic) in
            [try importer.coerced(node) { importer, x, axis throws(Diagnostic) in try hardmax(&importer, x, axis) }]
        },
    ]

    private static func alongAxis(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode, _ make: (Int) -> any Operator
    ) throws(Diagnostic) -> ONNXOperand {
        try importer.coerced(node) { importer, x, axis throws(Diagnostic) in try importer.one(make(axis), x) }
    }

    /// 1 at the first largest element along an axis, 0 elsewhere.
    private static func hardmax(
        _ importer: inout ONNXGraphImporter, _ x: ONNXOperand, _ axis: Int
    ) throws(Diagnostic) -> ONNXOperand {
        let type = importer.fact(x)
        let place = try importer.one(Op.Argmax(axis: axis), x)
        let count = type.shape[axis]
        let rows = try importer.one(Op.OneHot(count: count, type: type.elementType), place)
        if axis == type.rank - 1 { return rows }
        var order = Array(0..<(type.rank - 1))
        order.insert(type.rank - 1, at: axis)
        return try importer.one(Op.Transpose(order: order), rows)
    }

    /// Ours has the constants of the paper; others are a scaled Elu.
    private static func selu(_ importer: inout ONNXGraphImporter, _ node: ONNXNode) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        // The first version's defaults are the same constants, in fewer digits.
        guard let alpha = try node.real("alpha"), let gamma = try node.real("gamma"),
            abs(alpha - 1.6732632) > 1e-4 || abs(gamma - 1.050701) > 1e-4
        else { return try importer.one(Op.Selu(), x) }
        let scale = ONNXOperand.scalar(gamma, importer.fact(x).elementType)
        return try importer.one(Op.Multiply(), try importer.one(Op.Elu(alpha: alpha), x), scale)
    }

    /// x − bias above lambd, x + bias below −lambd, 0 between.
    private static func shrink(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        let type = importer.fact(x).elementType
        let (bias, limit) = (try node.real("bias", 0), try node.real("lambd", 0.5))
        let above = try importer.one(Op.Greater(), x, .scalar(limit, type))
        let below = try importer.one(Op.Less(), x, .scalar(-limit, type))
        let low = try importer.one(
            Op.Select(), below, try importer.one(Op.Add(), x, .scalar(bias, type)), .scalar(0, type))
        return try importer.one(Op.Select(), above, try importer.one(Op.Subtract(), x, .scalar(bias, type)), low)
    }

    /// Bounds are settings, and from version 11 on operands, which need not be known before the run.
    private static func clip(_ importer: inout ONNXGraphImporter, _ node: ONNXNode) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        if importer.opset < 11 {
            return try importer.one(Op.Clamp(min: try node.real("min"), max: try node.real("max")), x)
        }
        let (low, high) = (try importer.optional(node, 1), try importer.optional(node, 2))
        if low == nil, high == nil { return x }
        let known = (low.map { $0.tensor != nil } ?? true) && (high.map { $0.tensor != nil } ?? true)
        if known {
            func bound(_ operand: ONNXOperand?) -> Double? {
                operand?.tensor.map { PlainTensor($0).reals.first } ?? nil
            }
            return try importer.one(Op.Clamp(min: bound(low), max: bound(high)), x)
        }
        var result = x
        if let low { result = try importer.one(Op.Maximum(), result, low) }
        if let high { result = try importer.one(Op.Minimum(), result, high) }
        return result
    }

    /// In inference x itself. A node that trains by its own setting drops what random numbers say.
    private static func dropout(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> [ONNXOperand?] {
        let x = try importer.required(node, 0)
        let type = importer.fact(x)
        var ratio = try node.real("ratio", 0.5)
        if let operand = try importer.optional(node, 1) {
            ratio = try importer.reals(operand, "the ratio").first ?? 0.5
        }
        var trains = false
        if let operand = try importer.optional(node, 2) {
            trains = try importer.integers(operand, "training_mode").first.map { $0 != 0 } ?? false
        }
        if trains, ratio != 0 { return try trainingDropout(&importer, node, x, ratio) }
        let result = ratio > 0 && ratio < 1 && type.elementType.isFloat ? try importer.one(Op.Dropout(p: ratio), x) : x
        guard node.hasOutput(1) else { return [result] }
        let maskType: ElementType = importer.opset < 10 ? type.elementType : .bool
        return [result, try importer.one(Op.Full(maskType, type.shape, 1))]
    }
}

extension ONNXActivations {
    /// x / (1 − ratio) where a random number is not below the ratio, and 0 elsewhere; then which these are.
    private static func trainingDropout(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode, _ x: ONNXOperand, _ ratio: Double
    ) throws(Diagnostic) -> [ONNXOperand?] {
        guard ratio > 0, ratio < 1 else {
            throw Diagnostic("onnx-attribute", "the ratio of Dropout is from 0 to below 1, and \(ratio) is not")
        }
        let fact = importer.fact(x)
        let numbers = try importer.randomNumbers(node, fact.shape, .f32)
        let stays = try importer.one(Op.GreaterOrEqual(), numbers, .scalar(ratio, .f32))
        let scaled = try importer.one(Op.Multiply(), x, .scalar(1 / (1 - ratio), fact.elementType))
        let result = try importer.one(Op.Select(), stays, scaled, .scalar(0, fact.elementType))
        return [result, try importer.cast(stays, to: importer.opset < 10 ? fact.elementType : .bool)]
    }
}

extension ONNXGraphImporter {
    /// An operator along one axis; before version 13 along that and all behind it, joined into one.
    mutating func coerced(
        _ node: ONNXNode,
        _ body: (inout ONNXGraphImporter, ONNXOperand, Int) throws(Diagnostic) -> ONNXOperand
    ) throws(Diagnostic) -> ONNXOperand {
        let x = try required(node, 0)
        let type = fact(x)
        let axis = try resolved(try node.integer("axis", opset < 13 ? 1 : -1), type.rank)
        if opset >= 13 || type.shape[(axis + 1)...].allSatisfy({ $0 == 1 }) { return try body(&self, x, axis) }
        let flat = try flattened(x, axis)
        return try one(Op.Reshape(sizes: type.shape), try body(&self, flat, 1))
    }

    /// A matrix: the axes before one joined into one, and the rest into another.
    mutating func flattened(_ x: ONNXOperand, _ axis: Int) throws(Diagnostic) -> ONNXOperand {
        let shape = fact(x).shape
        let rows = shape[..<axis].reduce(1, *)
        let columns = shape[axis...].reduce(1, *)
        return try one(Op.Reshape(sizes: [rows, columns]), x)
    }

    /// An axis counted from the front.
    func resolved(_ axis: Int, _ rank: Int) throws(Diagnostic) -> Int {
        let result = axis < 0 ? axis + rank : axis
        guard (0..<max(rank, 1)).contains(result) else {
            throw Diagnostic("onnx-axis", "there is no axis \(axis) of \(rank)")
        }
        return result
    }

    /// Axes counted from the front.
    func resolved(_ axes: [Int], _ rank: Int) throws(Diagnostic) -> [Int] {
        var result: [Int] = []
        for axis in axes { result.append(try resolved(axis, rank)) }
        return result
    }
}
