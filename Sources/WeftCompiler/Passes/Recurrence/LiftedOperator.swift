import WeftGraph
import WeftOperators

/// How an operator on a step of sequences is one on whole sequences.
struct LiftedOperator {
    /// The axis along which the steps lie in the whole.
    let axis: Int
    let steps: Dimension
    /// The step's operands: what they are outside, and whether they are sequences there.
    let operands: [(value: ValueID, isSequence: Bool)?]
    /// The types of the operands in a step.
    let facts: [Fact?]

    /// Adds the operator on whole sequences; nil where that is not known how.
    func add(_ node: Graph.Node, results: [Fact], _ rewriting: inout Rewriting) -> [ValueID]? {
        let values: [ValueID]?
        switch node.operation {
        case is Op.Dense: values = isSequence(0) && isFixed(from: 1) ? plain(node.operation, &rewriting) : nil
        case var split as Op.Split:
            split.axis = moved(split.axis.resolvedJoiningAxis(rank(0)))
            values = plain(split, &rewriting)
        case var slice as Op.Slice:
            slice.axis = moved(slice.axis.resolvedAxis(rank(0)))
            values = plain(slice, &rewriting)
        case var concat as Op.Concat where operands.allSatisfy({ $0?.isSequence ?? false }):
            concat.axis = moved(concat.axis.resolvedJoiningAxis(rank(0)))
            values = plain(concat, &rewriting)
        case let gather as Op.Gather where gather.axis == 0 && !isSequence(0): values = plain(gather, &rewriting)
        case let norm as Op.LayerNorm where isFixed(from: 1) && axis <= rank(0) - norm.axes:
            values = plain(norm, &rewriting)
        case is Op.Conv where isFixed(from: 1) && axis == 1: values = folded(node.operation, results, &rewriting)
        default:
            guard type(of: node.operation).signature.traits.contains(.elementwise) else { return nil }
            values = elementwise(node.operation, results, &rewriting)
        }
        guard let values, values.count == results.count,
            zip(values, results).allSatisfy({ rewriting.isSame(rewriting.fact($0).shape, whole($1.shape)) })
        else { return nil }
        return values
    }

    private func isSequence(_ index: Int) -> Bool { operands[index]?.isSequence ?? false }
    private func isFixed(from index: Int) -> Bool {
        operands.dropFirst(index).allSatisfy { !($0?.isSequence ?? false) }
    }
    private func rank(_ index: Int) -> Int { facts[index]?.rank ?? 0 }
    private func moved(_ own: Int) -> Int { own < axis ? own : own + 1 }

    private func whole(_ shape: [Dimension]) -> [Dimension] {
        var result = shape
        result.insert(steps, at: min(axis, result.count))
        return result
    }

    private func plain(_ operation: any Operator, _ rewriting: inout Rewriting) -> [ValueID]? {
        rewriting.add(operation, operands.map { $0?.value })
    }

    /// Fixed operands get an axis of size 1 where the steps lie; sequences must have all axes.
    private func elementwise(
        _ operation: any Operator, _ results: [Fact], _ rewriting: inout Rewriting
    ) -> [ValueID]? {
        guard let rank = results.first?.rank, axis <= rank else { return nil }
        var values: [ValueID?] = []
        for (operand, fact) in zip(operands, facts) {
            guard let operand, let fact else { return nil }
            if operand.isSequence {
                guard fact.rank == rank else { return nil }
                values.append(operand.value)
                continue
            }
            var shape = rewriting.fact(operand.value).shape
            let place = axis - (rank - fact.rank)
            if place > 0 { shape.insert(1, at: place) }
            guard let value = rewriting.reshaped(operand.value, shape) else { return nil }
            values.append(value)
        }
        return rewriting.add(operation, values)
    }

    /// The steps are further rows.
    private func folded(
        _ operation: any Operator, _ results: [Fact], _ rewriting: inout Rewriting
    ) -> [ValueID]? {
        guard let x = operands[0]?.value, let result = results.first else { return nil }
        let shape = rewriting.fact(x).shape
        guard let rows = rewriting.addOne(Op.Reshape(sizes: [shape[0] * shape[1]] + shape[2...]), x),
            let made = rewriting.add(operation, [rows] + operands.dropFirst().map { $0?.value })?.first,
            let parted = rewriting.addOne(Op.Reshape(sizes: [shape[0], shape[1]] + result.shape.dropFirst()), made)
        else { return nil }
        return [parted]
    }
}
