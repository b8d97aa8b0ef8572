import WeftGraph
import WeftOperators
import WeftTensors

/// What looks up where numbers name, or puts back there, is gathers and scatters.
struct CanonicalIndexing: RewriteRule {
    let operators: [any Operator.Type]? = [Op.NllLoss.self, Op.MaxUnpool.self, Op.GatherND.self, Op.Pad.self]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard let x = node.inputs.first ?? nil else { return nil }
        let value: ValueID?
        switch node.operation {
        case let loss as Op.NllLoss: value = joined(node, loss, x, &rewriting)
        case is Op.MaxUnpool: value = placed(node, x, &rewriting)
        case let gather as Op.GatherND: value = whole(node, gather, x, &rewriting)
        case let pad as Op.Pad where pad.mode == .wrap: value = wrapped(pad, x, &rewriting)
        default: return nil
        }
        return value.map { [$0] }
    }

    // MARK: losses

    /// Losses and their weights; nil weighs 1.
    private struct Losses {
        var values: ValueID
        var weights: ValueID?
    }

    private func joined(
        _ node: Graph.Node, _ loss: Op.NllLoss, _ x: ValueID, _ rewriting: inout Rewriting
    ) -> ValueID? {
        guard let losses = losses(node, loss, x, &rewriting) else { return nil }
        let axes = Array(0..<rewriting.fact(losses.values).rank)
        switch loss.reduction {
        case .none: return losses.values
        case .sum: return rewriting.addOne(Op.Sum(axis: axes), losses.values)
        case .mean:
            guard let weights = losses.weights else { return rewriting.addOne(Op.Mean(axis: axes), losses.values) }
            guard let sum = rewriting.addOne(Op.Sum(axis: axes), losses.values),
                let total = rewriting.addOne(Op.Sum(axis: axes), weights)
            else { return nil }
            return rewriting.addOne(Op.Divide(), sum, total)
        }
    }

    /// What stands at the targets, negative and weighed. Targets that do not count look up class 0, and nothing comes of it.
    private func losses(
        _ node: Graph.Node, _ loss: Op.NllLoss, _ x: ValueID, _ rewriting: inout Rewriting
    ) -> Losses? {
        guard let targets = node.inputs[1] else { return nil }
        let (scores, shape) = (rewriting.fact(x), rewriting.fact(targets).shape)
        var (ids, ignored) = (targets, ValueID?.none)
        let type = rewriting.fact(targets).elementType
        if let ignore = loss.ignore, type.integerRange?.contains(Int64(ignore)) == true {
            guard rewriting.isAtLeast(scores.shape[1], 1), let number = rewriting.whole(Int64(ignore), type),
                let zero = rewriting.whole(0, type), let isIgnored = rewriting.addOne(Op.Equal(), targets, number),
                let safe = rewriting.addOne(Op.Select(), isIgnored, zero, targets)
            else { return nil }
            (ids, ignored) = (safe, isIgnored)
        }
        guard let beside = rewriting.reshaped(ids, [shape[0], 1] + shape[1...]),
            let found = rewriting.addOne(Op.GatherElements(axis: 1), x, beside),
            let picked = rewriting.reshaped(found, shape), let values = rewriting.addOne(Op.Negate(), picked)
        else { return nil }
        var losses = Losses(values: values)
        if node.inputs.count > 2, let weight = node.inputs[2] {
            guard let own = rewriting.addOne(Op.Gather(axis: 0), weight, ids),
                let weighed = rewriting.addOne(Op.Multiply(), own, values)
            else { return nil }
            losses = Losses(values: weighed, weights: own)
        }
        guard let ignored else { return losses }
        guard let zero = rewriting.number(0, scores.elementType), let one = rewriting.number(1, scores.elementType),
            let values = rewriting.addOne(Op.Select(), ignored, zero, losses.values),
            let weights = rewriting.addOne(Op.Select(), ignored, zero, losses.weights ?? one)
        else { return nil }
        return Losses(values: values, weights: weights)
    }

    // MARK: others

    /// Elements put to their positions among zeros.
    private func placed(_ node: Graph.Node, _ x: ValueID, _ rewriting: inout Rewriting) -> ValueID? {
        guard let ids = node.inputs[1] else { return nil }
        let (own, wanted) = (rewriting.fact(x), rewriting.fact(node.outputs[0]).shape)
        let count = own.shape.reduce(1, *)
        guard let zeros = rewriting.addOne(Op.Full(own.elementType, [wanted.reduce(1, *)], 0)),
            let positions = rewriting.reshaped(ids, [count]), let values = rewriting.reshaped(x, [count]),
            let placed = rewriting.addOne(Op.ScatterElements(axis: 0), zeros, positions, values)
        else { return nil }
        return rewriting.reshaped(placed, wanted)
    }

    /// Tuples of no indices name all there is.
    private func whole(
        _ node: Graph.Node, _ gather: Op.GatherND, _ x: ValueID, _ rewriting: inout Rewriting
    ) -> ValueID? {
        guard let ids = node.inputs[1], rewriting.fact(ids).shape.last?.value == 0 else { return nil }
        let shape = rewriting.fact(x).shape
        let between = [Dimension](repeating: 1, count: rewriting.fact(ids).rank - 1 - gather.batch)
        guard let apart = rewriting.reshaped(x, shape[..<gather.batch] + between + shape[gather.batch...]) else {
            return nil
        }
        return rewriting.addOne(Op.Expand(sizes: rewriting.fact(node.outputs[0]).shape), apart)
    }

    /// A tensor seen again more than once on a side: positions counted round the axis.
    private func wrapped(_ pad: Op.Pad, _ x: ValueID, _ rewriting: inout Rewriting) -> ValueID? {
        let shape = rewriting.fact(x).shape
        let sides = pad.sides(shape.count)
        let isOnce = sides.indices.allSatisfy {
            rewriting.isAtLeast(shape[$0], Dimension.maximum(sides[$0].before, sides[$0].after))
        }
        if isOnce { return nil }
        var result = x
        for (axis, side) in sides.enumerated() where side.before != 0 || side.after != 0 {
            guard let places = rewriting.addOne(Op.Range(side.before + shape[axis] + side.after)),
                let before = rewriting.addOne(Op.Size(side.before)), let size = rewriting.addOne(Op.Size(shape[axis])),
                let own = rewriting.addOne(Op.Subtract(), places, before),
                let positions = rewriting.addOne(Op.Remainder(), own, size),
                let padded = rewriting.addOne(Op.Gather(axis: axis), result, positions)
            else { return nil }
            result = padded
        }
        return result
    }
}
