import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Normalisations.
enum ONNXNormalization {
    static let mappings: [String: ONNXMapping] = [
        "BatchNormalization": { importer, node throws(Diagnostic) in try batch(&importer, node) },
        "InstanceNormalization": { importer, node throws(Diagnostic) in
            let operation = Op.InstanceNorm(eps: try node.real("epsilon", 1e-5))
            let x = try importer.required(node, 0)
            let (scale, bias) = (try importer.required(node, 1), try importer.required(node, 2))
            // Groups seen as channels have weights that say nothing.
            if importer.source(x, of: Op.Reshape.self) != nil, importer.fact(x).rank == 3 {
                if importer.storedNumber(scale) == 1, importer.storedNumber(bias) == 0 {
                    return [try importer.one(operation, x)]
                }
            }
            return [
                try importer.one(operation, x, importer.unlessMade(scale, of: 1), importer.unlessMade(bias, of: 0))
            ]
        },
        "GroupNormalization": { importer, node throws(Diagnostic) in [try group(&importer, node)] },
        "LayerNormalization": { importer, node throws(Diagnostic) in try layer(&importer, node) },
        "RMSNormalization": { importer, node throws(Diagnostic) in [try rms(&importer, node)] },
        "LRN": { importer, node throws(Diagnostic) in [try lrn(&importer, node)] },
        "LpNormalization": { importer, node throws(Diagnostic) in [try lp(&importer, node)] },
        "MeanVarianceNormalization": { importer, node throws(Diagnostic) in
            let x = try importer.required(node, 0)
            let axes = try importer.resolved(try node.integers("axes") ?? [0, 2, 3], importer.fact(x).rank)
            let (centred, deviation, _, _) = try importer.moments(x, axes)
            return [
                try importer.one(
                    Op.Divide(), centred,
                    try importer.one(
                        Op.Add(), deviation, .scalar(1e-9, importer.fact(x).elementType)))
            ]
        },
    ]

    /// In inference ours; by training_mode the batch's own mean and variance count, and the running ones move.
    private static func batch(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> [ONNXOperand?] {
        let operands = try importer.operands(node)
        guard operands.count == 5 else { throw Diagnostic("onnx-operand", "BatchNormalization takes five operands") }
        let epsilon = try node.real("epsilon", 1e-5)
        let momentum = try node.real("momentum", 0.9)
        // The file has a single-precision number, which says no more than nine digits.
        let share = ((1 - momentum) * 1e9).rounded() / 1e9
        for case .stored(let name, _) in operands[3...] { importer.file.untrained.insert(name) }
        guard try node.flag("training_mode") else {
            // Further results are those of training, and of no use here.
            guard !(1..<node.outputs.count).contains(where: { node.hasOutput($0) }) else {
                throw importer.unsupported("the training results of BatchNormalization are not supported")
            }
            var given: [ONNXOperand?] = operands
            given[1] = importer.unlessMade(operands[1], of: 1)
            given[2] = importer.unlessMade(operands[2], of: 0)
            let type = importer.fact(operands[0]).elementType
            for index in 1..<5 {
                given[index] = try given[index].map { operand throws(Diagnostic) in
                    try importer.cast(operand, to: type)
                }
            }
            importer.file.ledger.note(
                node.label,
                "epsilon \(epsilon); momentum \(momentum) becomes \(share), as ours counts the new part")
            return [try importer.all(Op.BatchNorm(eps: epsilon, momentum: share), given)[0]]
        }
        let x = operands[0]
        let rank = importer.fact(x).rank
        let axes = (0..<rank).filter { $0 != 1 }
        let mean = try importer.one(Op.Mean(axis: axes), x)
        let (_, _, variance, _) = try importer.moments(x, axes)
        let flat = try importer.one(Op.Squeeze(axis: axes), variance)
        let result = try importer.one(
            Op.BatchNorm(eps: epsilon, momentum: 1 - momentum), x, operands[1], operands[2], mean, flat)
        func moved(_ old: ONNXOperand, _ new: ONNXOperand) throws(Diagnostic) -> ONNXOperand {
            try importer.one(
                Op.Add(), try importer.scaled(old, momentum), try importer.scaled(new, 1 - momentum))
        }
        return [result, try moved(operands[3], mean), try moved(operands[4], flat)]
    }

    /// Before version 21 scale and bias are one number for each group, after it for each channel, as ours.
    private static func group(_ importer: inout ONNXGraphImporter, _ node: ONNXNode) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        var (scale, bias) = (try importer.required(node, 1), try importer.required(node, 2))
        guard let groups = try node.integer("num_groups"), groups > 0 else {
            throw Diagnostic("onnx-attribute", "GroupNormalization must say its number of groups")
        }
        let channels = importer.fact(x).shape[1]
        if importer.opset < 21, importer.fact(scale).shape != [channels] {
            let each = channels.floorDivided(by: Dimension(groups))
            func spread(_ operand: ONNXOperand) throws(Diagnostic) -> ONNXOperand {
                let column = try importer.reshaped(operand, [Dimension(groups), 1])
                return try importer.reshaped(
                    try importer.one(Op.Expand(sizes: [Dimension(groups), each]), column), [channels])
            }
            (scale, bias) = (try spread(scale), try spread(bias))
        }
        return try importer.one(
            Op.GroupNorm(groups: groups, eps: try node.real("epsilon", 1e-5)), x, importer.unlessMade(scale, of: 1),
            importer.unlessMade(bias, of: 0))
    }

    /// The axes from one on are normalised; mean and the inverse of the deviation can be results too.
    private static func layer(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> [ONNXOperand?] {
        let (x, scale) = (try importer.required(node, 0), try importer.required(node, 1))
        let bias = try importer.optional(node, 2)
        let type = importer.fact(x)
        let axis = try importer.resolved(try node.integer("axis", -1), type.rank)
        let epsilon = try node.real("epsilon", 1e-5)
        let normalised = Array(type.shape[axis...])
        let fits = ([scale] + (bias.map { [$0] } ?? [])).allSatisfy { importer.fact($0).shape == normalised }
        var results: [ONNXOperand?] = []
        if fits {
            results.append(try importer.one(Op.LayerNorm(axes: type.rank - axis, eps: epsilon), x, scale, bias))
            if !node.hasOutput(1), !node.hasOutput(2) { return results }
        }
        let (centred, _, variance, mean) = try importer.moments(x, Array(axis..<type.rank))
        let shifted = try importer.one(Op.Add(), variance, .scalar(epsilon, type.elementType))
        let inverse = try importer.one(
            Op.Divide(), .scalar(1, type.elementType), try importer.one(Op.Sqrt(), shifted))
        if results.isEmpty {
            let scaled = try importer.one(
                Op.Multiply(), try importer.one(Op.Multiply(), centred, inverse), scale)
            results.append(
                try bias.map { bias throws(Diagnostic) in try importer.one(Op.Add(), scaled, bias) } ?? scaled)
        }
        return results + [try importer.cast(mean, to: .f32), try importer.cast(inverse, to: .f32)]
    }

    /// x / √(mean of squares + epsilon) · scale, over the axes from one on.
    private static func rms(_ importer: inout ONNXGraphImporter, _ node: ONNXNode) throws(Diagnostic) -> ONNXOperand {
        let (x, scale) = (try importer.required(node, 0), try importer.required(node, 1))
        let type = importer.fact(x)
        let axis = try importer.resolved(try node.integer("axis", -1), type.rank)
        let weight = try importer.cast(scale, to: type.elementType)
        let operation = Op.RmsNorm(axes: type.rank - axis, eps: try node.real("epsilon", 1e-5))
        if importer.fact(weight).shape == Array(type.shape[axis...]) { return try importer.one(operation, x, weight) }
        return try importer.one(Op.Multiply(), try importer.one(operation, x), weight)
    }

    private static func lrn(_ importer: inout ONNXGraphImporter, _ node: ONNXNode) throws(Diagnostic) -> ONNXOperand {
        guard let size = try node.integer("size"), size > 0 else {
            throw Diagnostic("onnx-attribute", "LRN must say its size")
        }
        // Of an even size the window reaches one further after a channel than before it.
        let operation = Op.Lrn(
            size: size, alpha: try node.real("alpha", 1e-4), beta: try node.real("beta", 0.75),
            k: try node.real("bias", 1), moreAfter: size % 2 == 0)
        return try importer.one(operation, try importer.required(node, 0))
    }

    private static func lp(_ importer: inout ONNXGraphImporter, _ node: ONNXNode) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        let axis = try importer.resolved(try node.integer("axis", -1), importer.fact(x).rank)
        let p = try node.integer("p", 2)
        let norm =
            p == 1
            ? try importer.one(Op.Sum(axis: [axis], keep: true), try importer.one(Op.Abs(), x))
            : try importer.one(Op.L2(axis: [axis], keep: true), x)
        // Where all is 0 the result is 0.
        let type = importer.fact(x).elementType
        let isZero = try importer.one(Op.Equal(), norm, .scalar(0, type))
        return try importer.one(Op.Divide(), x, try importer.one(Op.Select(), isZero, .scalar(1, type), norm))
    }
}

extension ONNXGraphImporter {
    /// A weight, unless a node makes it of one number that changes nothing.
    fileprivate func unlessMade(_ weight: ONNXOperand, of number: Double) -> ONNXOperand? {
        if case .filled(_, let full, _) = weight, full.value == number { return nil }
        return weight
    }

    /// The number that all elements of a weight are, a tensor of the file or not.
    fileprivate func storedNumber(_ weight: ONNXOperand) -> Double? {
        if case .stored(_, let tensor) = weight { return PlainTensor(tensor).uniform }
        return uniform(weight)
    }

    /// x less its mean over axes, the deviation and the variance there, and the mean, all with the axes kept.
    mutating func moments(
        _ x: ONNXOperand, _ axes: [Int]
    ) throws(Diagnostic) -> (centred: ONNXOperand, deviation: ONNXOperand, variance: ONNXOperand, mean: ONNXOperand) {
        let mean = try one(Op.Mean(axis: axes, keep: true), x)
        let centred = try one(Op.Subtract(), x, mean)
        let variance = try one(Op.Mean(axis: axes, keep: true), try one(Op.Multiply(), centred, centred))
        return (centred, try one(Op.Sqrt(), variance), variance, mean)
    }
}
