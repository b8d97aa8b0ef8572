import WeftGraph
import WeftOperators

/// What only changes the shape is a reshape to the sizes of the result; one position of an axis is a slice of it.
struct CanonicalShapes: RewriteRule {
    let operators: [any Operator.Type]? = [
        Op.Flatten.self, Op.Squeeze.self, Op.Unsqueeze.self, Op.Merge.self, Op.Unmerge.self, Op.Take.self,
        Op.Last.self, Op.PixelShuffle.self, Op.Stack.self, Op.Repeat.self,
    ]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard let x = node.inputs.first ?? nil else { return nil }
        let value: ValueID?
        switch node.operation {
        case is Op.Flatten, is Op.Squeeze, is Op.Unsqueeze, is Op.Merge, is Op.Unmerge:
            value = rewriting.addOne(Op.Reshape(sizes: rewriting.fact(node.outputs[0]).shape), x)
        case let take as Op.Take:
            value = taken(node, x, take.index, take.axis.resolvedAxis(rank(x, rewriting)), &rewriting)
        case is Op.Last where node.inputs.count < 2 || node.inputs[1] == nil:
            value = taken(node, x, -1, 1, &rewriting)
        case let shuffle as Op.PixelShuffle: value = shuffled(x, shuffle.factor, &rewriting)
        case let stack as Op.Stack: value = stacked(node, stack, &rewriting)
        case let times as Op.Repeat: value = repeated(x, times.times, &rewriting)
        default: return nil
        }
        return value.map { [$0] }
    }

    private func rank(_ value: ValueID, _ rewriting: Rewriting) -> Int { rewriting.fact(value).rank }

    private func taken(
        _ node: Graph.Node, _ x: ValueID, _ index: Dimension, _ axis: Int, _ rewriting: inout Rewriting
    ) -> ValueID? {
        let size = rewriting.fact(x).shape[axis]
        let position = index.value.map { $0 < 0 } ?? false ? size + index : index
        let slice = Op.Slice(axis: axis, from: position, to: position + 1)
        guard let part = rewriting.addOne(slice, x) else { return nil }
        return rewriting.reshaped(part, rewriting.fact(node.outputs[0]).shape)
    }

    /// Each axis that is repeated stretched along one before it.
    private func repeated(_ x: ValueID, _ times: [Dimension], _ rewriting: inout Rewriting) -> ValueID? {
        var result = x
        for (axis, count) in times.enumerated() where count != 1 {
            let shape = rewriting.fact(result).shape
            let around = (shape[..<axis], shape[axis...])
            guard let apart = rewriting.reshaped(result, around.0 + [1] + around.1),
                let stretched = rewriting.addOne(Op.Expand(sizes: around.0 + [count] + around.1), apart),
                let joined = rewriting.reshaped(
                    stretched, around.0 + [count * shape[axis]] + shape[(axis + 1)...])
            else { return nil }
            result = joined
        }
        return result
    }

    /// `[…, C · r², H, W]` seen as `[…, C, r, r, H, W]`, turned to `[…, C, H, r, W, r]`.
    private func shuffled(_ x: ValueID, _ factor: Int, _ rewriting: inout Rewriting) -> ValueID? {
        let shape = rewriting.fact(x).shape
        let outer = shape.count - 3
        let r = Dimension(factor)
        let channels = shape[outer].floorDivided(by: r * r)
        let parted = shape[..<outer] + [channels, r, r, shape[outer + 1], shape[outer + 2]]
        let order = Array(0..<outer) + [outer, outer + 3, outer + 1, outer + 4, outer + 2]
        let joined = shape[..<outer] + [channels, shape[outer + 1] * r, shape[outer + 2] * r]
        guard let seen = rewriting.addOne(Op.Reshape(sizes: Array(parted)), x),
            let turned = rewriting.addOne(Op.Transpose(order: order), seen)
        else { return nil }
        return rewriting.addOne(Op.Reshape(sizes: Array(joined)), turned)
    }

    private func stacked(_ node: Graph.Node, _ stack: Op.Stack, _ rewriting: inout Rewriting) -> ValueID? {
        var parts: [ValueID?] = []
        let shape = rewriting.fact(node.outputs[0]).shape
        let axis = stack.axis.resolvedAxis(shape.count)
        for case let input? in node.inputs {
            parts.append(rewriting.addOne(Op.Reshape(sizes: shape.replacing(at: axis, with: 1)), input))
        }
        guard parts.allSatisfy({ $0 != nil }) else { return nil }
        return rewriting.add(Op.Concat(axis: axis), parts)?.first
    }
}
