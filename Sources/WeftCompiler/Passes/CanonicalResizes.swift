import WeftGraph
import WeftOperators
import WeftTensors

/// A resize of known sizes that no kernel does is a choice of positions along each axis, or a product with a matrix of
/// weights.
struct CanonicalResizes: RewriteRule {
    let operators: [any Operator.Type]? = [Op.Resize.self]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard let resize = node.operation as? Op.Resize, !resize.isUsual, let x = node.inputs[0],
            let sizes = rewriting.fact(x).knownSizes, let wanted = rewriting.fact(node.outputs[0]).knownSizes
        else { return nil }
        var result = x
        for (place, axis) in resize.resolvedAxes(sizes.count).enumerated() {
            let step = resize.scale.isEmpty ? nil : 1 / resize.scale[resize.scale.count == 1 ? 0 : place]
            let taps = ResizeTaps(from: sizes[axis], to: wanted[axis], step: step, resize, axis: place).taps
            guard let next = resized(result, axis, taps, from: sizes[axis], resize, &rewriting) else { return nil }
            result = next
        }
        return result == x ? nil : [result]
    }

    private func resized(
        _ x: ValueID, _ axis: Int, _ taps: [[ResizeTaps.Tap]], from size: Int, _ resize: Op.Resize,
        _ rewriting: inout Rewriting
    ) -> ValueID? {
        let type = rewriting.fact(x).elementType
        let positions = taps.map { $0.count == 1 && $0[0].weight == 1 ? $0[0].position : nil }
        if positions.allSatisfy({ $0 != nil }) {
            let ids = PlainTensor(
                wrapping: positions.map { Int64($0 ?? 0) }, .i64, shape: [positions.count]
            ).tensor
            return rewriting.addOne(Op.Constant(ids)).flatMap { rewriting.addOne(Op.Gather(axis: axis), x, $0) }
        }
        // What is outside counts even where it is multiplied by 0, so infinities are left to the plain evaluation.
        guard type.isFloat, resize.outside.isFinite else { return nil }
        var (matrix, offsets) = (
            [Double](repeating: 0, count: taps.count * size), [Double](repeating: 0, count: taps.count)
        )
        for (row, tap) in taps.enumerated() {
            for (position, weight) in tap {
                if let position {
                    matrix[row * size + position] += weight
                } else {
                    offsets[row] += weight * resize.outside
                }
            }
        }
        let rank = rewriting.fact(x).rank
        let order = (0..<rank).filter { $0 != axis } + [axis]
        let back = (0..<axis) + [rank - 1] + (axis..<(rank - 1))
        let weights = PlainTensor(rounding: matrix, type, shape: [taps.count, size]).tensor
        let bias = PlainTensor(rounding: offsets, type, shape: [taps.count]).tensor
        guard let weight = rewriting.addOne(Op.Constant(weights)), let turned = turned(x, order, &rewriting) else {
            return nil
        }
        let added = offsets.contains { $0 != 0 } ? rewriting.addOne(Op.Constant(bias)) : nil
        return rewriting.addOne(Op.Dense(), turned, weight, added).flatMap { self.turned($0, Array(back), &rewriting) }
    }

    private func turned(_ value: ValueID, _ order: [Int], _ rewriting: inout Rewriting) -> ValueID? {
        order == Array(order.indices) ? value : rewriting.addOne(Op.Transpose(order: order), value)
    }
}

extension Op.Resize {
    /// Whether each axis is resampled by itself, in one of the ways that text has: what kernels do.
    var isUsual: Bool {
        coordinates == nil && rounding == .floor && coefficient == -0.75 && !excludeOutside && !antialias && crop == nil
            && axes.isEmpty
    }
}
