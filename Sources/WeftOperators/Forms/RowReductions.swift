import WeftGraph

/// Reductions within the lengths of rows, written out as reductions of masked tensors.
struct RowReductions: RewriteRule {
    let operators: [any Operator.Type]? = [Op.Select.self, Op.Divide.self]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        node.operation is Op.Select ? chosen(node, &rewriting) : mean(node, &rewriting)
    }

    /// A reduction where a row has a step, and 0 where it has none.
    private func chosen(_ node: Graph.Node, _ rewriting: inout Rewriting) -> [ValueID]? {
        guard let condition = node.inputs[0], let reduced = node.inputs[1], let other = node.inputs[2],
            rewriting.uniform(other) == 0 || rewriting.integer(other) == 0,
            let (counts, zero) = rewriting.pair(condition, of: Op.Greater.self), rewriting.integer(zero) == 0,
            rewriting.isReadOnce(reduced), let made = rewriting.producer(of: reduced),
            let neutral = neutral(made.operation), made.inputs.count == 1, let masked = made.inputs[0],
            let (x, lengths) = rows(masked, filledWith: neutral, rewriting),
            rewriting.isLengths(counts, lengths)
        else { return nil }
        return rewriting.add(made.operation, [x, lengths])
    }

    /// What does not change a reduction.
    private func neutral(_ reduction: any Operator) -> Double? {
        switch reduction {
        case is Op.Sum, is Op.L2: 0
        case is Op.Product: 1
        case is Op.Max, is Op.Logsumexp: -.infinity
        case is Op.Min: .infinity
        default: nil
        }
    }

    /// A sum over the number of a row's steps, or over 1 where it has none.
    private func mean(_ node: Graph.Node, _ rewriting: inout Rewriting) -> [ValueID]? {
        guard let total = node.inputs[0], let divisor = node.inputs[1],
            let (sum, operands) = rewriting.made(total, by: Op.Sum.self), operands.count == 1,
            let (x, lengths) = rows(operands[0], filledWith: 0, rewriting),
            let (numbers, least) = rewriting.pair(divisor, of: Op.Maximum.self), rewriting.uniform(least) == 1,
            let counts = rewriting.source(numbers, of: Op.Cast.self), rewriting.isLengths(counts, lengths)
        else { return nil }
        return rewriting.add(Op.Mean(axis: sum.axis, keep: sum.keep), [x, lengths])
    }

    private func rows(_ masked: ValueID, filledWith value: Double, _ rewriting: Rewriting) -> (ValueID, ValueID)? {
        guard let (mask, operands) = rewriting.made(masked, by: Op.Mask.self), mask.value == value else { return nil }
        return (operands[0], operands[1])
    }
}

extension Rewriting {
    /// Whether a value is the lengths of rows, under axes of size 1 beside it.
    fileprivate func isLengths(_ value: ValueID, _ lengths: ValueID) -> Bool {
        value == lengths || source(value, of: Op.Unsqueeze.self) == lengths
    }
}
