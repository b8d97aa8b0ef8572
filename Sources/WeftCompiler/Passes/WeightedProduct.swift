import WeftGraph
import WeftOperators

/// A product with weights, and what there is one of for each of its channels: one column of its result for each.
struct WeightedProduct {
    let node: Graph.Node
    /// The axis of the result along which its channels lie.
    let channelAxis: Int
    /// The axis of the weight along which they lie, those of each group.
    private let weightAxis: Int
    /// The groups whose channels lie along that axis, each beside its own inputs.
    private let groups: Int

    var x: ValueID? { node.inputs[0] }
    var weight: ValueID? { node.inputs[1] }
    var bias: ValueID? { node.inputs.count > 2 ? node.inputs[2] : nil }

    /// The product that makes a value and that nothing else reads, if its weight is fixed.
    init?(making value: ValueID, _ rewriting: Rewriting) {
        guard rewriting.isReadOnce(value), let node = rewriting.producer(of: value), node.inputs.count > 1,
            let weight = node.inputs[1], rewriting.isFixed(weight)
        else { return nil }
        switch node.operation {
        case is Op.Dense: (channelAxis, weightAxis, groups) = (rewriting.fact(value).rank - 1, 0, 1)
        case is Op.Conv: (channelAxis, weightAxis, groups) = (1, 0, 1)
        case let conv as Op.ConvTranspose: (channelAxis, weightAxis, groups) = (1, 1, conv.groups)
        default: return nil
        }
        self.node = node
    }

    /// A value that holds one number for each channel, or one for all, as `[C]` or `[1]`; nil for any other.
    func perChannel(_ value: ValueID, _ rewriting: inout Rewriting) -> ValueID? {
        guard rewriting.isFixed(value) else { return nil }
        let shape = rewriting.fact(value).shape
        let rank = rewriting.fact(node.outputs[0]).rank
        guard shape.count <= rank else { return nil }
        var count: Dimension = 1
        for (axis, size) in shape.enumerated() where size != 1 {
            guard axis + rank - shape.count == channelAxis else { return nil }
            count = size
        }
        guard count == 1 || rewriting.isSame(count, rewriting.fact(node.outputs[0]).shape[channelAxis]) else {
            return nil
        }
        return rewriting.reshaped(value, [count])
    }

    /// The weight with a factor or divisor for each channel, `[C]` or `[1]`.
    func scaledWeight(_ operation: any Operator, _ factors: ValueID, _ rewriting: inout Rewriting) -> ValueID? {
        guard let weight else { return nil }
        let sizes = rewriting.fact(weight).shape
        // With several groups the weight is `[groups, inputs, channels, taps…]`, and so many are the factors.
        let lead: [Dimension] = groups > 1 ? [Dimension(groups)] : []
        let isOne = rewriting.fact(factors).shape[0] == 1
        var factorSizes = [Dimension](repeating: 1, count: lead.count + sizes.count)
        if !isOne {
            factorSizes[lead.count + weightAxis] = sizes[weightAxis]
            if groups > 1 { factorSizes[0] = Dimension(groups) }
        }
        guard let parts = parted(weight, sizes, lead, &rewriting),
            let spread = rewriting.reshaped(factors, factorSizes),
            let scaled = rewriting.addOne(operation, parts, spread)
        else { return nil }
        return rewriting.reshaped(scaled, sizes)
    }

    private func parted(
        _ weight: ValueID, _ sizes: [Dimension], _ lead: [Dimension], _ rewriting: inout Rewriting
    ) -> ValueID? {
        guard groups > 1, let inputs = sizes[0].value else { return weight }
        return rewriting.reshaped(weight, lead + [Dimension(inputs / groups)] + sizes.dropFirst())
    }

    /// The product anew with other weights.
    func with(weight: ValueID, bias: ValueID?, _ rewriting: inout Rewriting) -> ValueID? {
        rewriting.add(node.operation, [x, weight, bias])?.first
    }
}
