import WeftGraph
import WeftOperators

/// A convolution whose taps are moved is what they see, and a product of that with the weight.
struct MovedTaps: RewriteRule {
    let operators: [any Operator.Type]? = [Op.DeformConv.self]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard let conv = node.operation as? Op.DeformConv, let x = node.inputs[0], let weight = node.inputs[1],
            let kernel = rewriting.fact(weight).knownSizes?.dropFirst(2)
        else { return nil }
        let operation = Op.DeformTaps(
            kernel: Array(kernel), stride: conv.stride, pad: conv.pad, dilation: conv.dilation, parts: conv.parts)
        let mask = node.inputs.count > 4 ? node.inputs[4] : nil
        let bias = node.inputs.count > 3 ? node.inputs[3] : nil
        guard let seen = rewriting.addOne(operation, x, node.inputs[2], mask),
            let columns = columns(seen, conv.groups, &rewriting),
            let turned = turned(weight, &rewriting)
        else { return nil }
        return rewriting.add(Op.Conv(groups: conv.groups), [columns, turned, bias])
    }

    /// `[N, taps, C, windows…]` as `[N, groups · taps · C / groups, windows…]`.
    private func columns(_ seen: ValueID, _ groups: Int, _ rewriting: inout Rewriting) -> ValueID? {
        let shape = rewriting.fact(seen).shape
        let windows = Array(shape[3...])
        var columns = seen
        if groups > 1 {
            let each = shape[2].floorDivided(by: Dimension(groups))
            let order = [0, 2, 1, 3] + windows.indices.map { $0 + 4 }
            guard let parted = rewriting.reshaped(seen, [shape[0], shape[1], Dimension(groups), each] + windows),
                let outside = rewriting.addOne(Op.Transpose(order: order), parted)
            else { return nil }
            columns = outside
        }
        return rewriting.reshaped(columns, [shape[0], shape[1] * shape[2]] + windows)
    }

    /// `[out, C / groups, kernel…]` as `[out, taps · C / groups, 1…]`.
    private func turned(_ weight: ValueID, _ rewriting: inout Rewriting) -> ValueID? {
        let shape = rewriting.fact(weight).shape
        let taps = shape[2...].reduce(1, *)
        let ones = [Dimension](repeating: 1, count: shape.count - 2)
        guard let flat = rewriting.reshaped(weight, [shape[0], shape[1], taps]),
            let turned = rewriting.addOne(Op.Transpose(order: [0, 2, 1]), flat)
        else { return nil }
        return rewriting.reshaped(turned, [shape[0], taps * shape[1]] + ones)
    }
}
