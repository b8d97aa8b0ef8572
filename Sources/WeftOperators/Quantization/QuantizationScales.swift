import WeftDiagnostics
import WeftGraph
import WeftTensors

/// How scales and zero points lie over a tensor: one for all, one for each position along an axis, or one for each block
/// of positions along it.
struct QuantizationScales {
    let axis: Int
    let block: Int

    /// Checks the operands `scale` and `zero` against `x`; both have the same shape.
    static func check(
        _ x: Fact, axis: Int, block: Int, _ inference: inout Inference
    ) throws(Diagnostic) -> (scale: Fact, zero: Fact?) {
        let scale = try inference.operand(1, "scale", .float)
        let zero = try inference.optional(2, "zero", .any)
        let labels = [x.label("x"), scale.label("scale")]
        guard block >= 0 else {
            throw Diagnostic("bad-attribute", "a block must be of at least 1 position, or 0 for none, not \(block)")
        }
        let shape = try shape(x, scale, axis: axis, block: block)
        for (place, (size, expected)) in zip(scale.shape, shape).enumerated() {
            try inference.requireSize(
                size, expected, "there must be a scale for each part of x, along axis \(place) of the scales too",
                code: "scale-mismatch", labels: labels)
        }
        if let zero {
            try zero.requireRank(scale.rank...scale.rank, "zero", "the shape of scale")
            for (size, expected) in zip(zero.shape, scale.shape) {
                try inference.requireSize(
                    size, expected, "there must be a zero point for each scale", code: "scale-mismatch",
                    labels: [scale.label("scale"), zero.label("zero")])
            }
        }
        return (scale, zero)
    }

    /// The shape that scales of their rank must have.
    private static func shape(_ x: Fact, _ scale: Fact, axis: Int, block: Int) throws(Diagnostic) -> [Dimension] {
        if block == 0, scale.rank == 0 { return [] }
        let axis = try x.axis(axis)
        if block == 0, scale.rank == 1 { return [x.shape[axis]] }
        guard block > 0, scale.rank == x.rank else {
            throw Diagnostic(
                "rank-mismatch",
                "scale must have rank \(block > 0 ? "\(x.rank), as x has" : "0 or 1"), not \(scale.rank)",
                labels: [x.label("x"), scale.label("scale")],
                help: "one for all, one for each position along axis \(axis), or with a block one for each block of it")
        }
        return x.shape.replacing(at: axis, with: x.shape[axis].ceilDivided(by: Dimension(block)))
    }

    /// For each element of x the place of its scale.
    func places(_ shape: [Int], scale: PlainTensor) -> [Int] {
        if scale.shape.isEmpty { return [Int](repeating: 0, count: shape.elementCount ?? 0) }
        let split = AxisSplit(shape, axis.resolvedAxis(shape.count))
        var places: [Int] = []
        places.reserveCapacity(split.outer * split.size * split.inner)
        let blocks = block > 0 ? (split.size + block - 1) / block : 0
        for outer in 0..<split.outer {
            for position in 0..<split.size {
                for inner in 0..<split.inner {
                    places.append(block > 0 ? (outer * blocks + position / block) * split.inner + inner : position)
                }
            }
        }
        return places
    }
}
