import WeftGraph
import WeftOperators

/// What operators of training are when nothing is trained: dropping is nothing, and batch normalisation by saved means is
/// a factor and a summand for each channel.
struct InferenceForm: RewriteRule {
    let operators: [any Operator.Type]? = [Op.BatchNorm.self, Op.Dropout.self, Op.DropPath.self]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard let norm = node.operation as? Op.BatchNorm else { return node.inputs[0].map { [$0] } }
        return normalized(node, norm, &rewriting).map { [$0] }
    }

    private func normalized(_ node: Graph.Node, _ norm: Op.BatchNorm, _ rewriting: inout Rewriting) -> ValueID? {
        guard let x = node.inputs[0], let mean = node.inputs[3], let variance = node.inputs[4] else { return nil }
        let fact = rewriting.fact(x)
        guard let eps = rewriting.number(norm.eps, fact.elementType),
            let raised = rewriting.addOne(Op.Add(), variance, eps),
            let deviation = rewriting.addOne(Op.Sqrt(), raised),
            let weight = node.inputs[1] ?? rewriting.number(1, fact.elementType),
            let factor = rewriting.addOne(Op.Divide(), weight, deviation),
            let shift = rewriting.addOne(Op.Multiply(), mean, factor)
        else { return nil }
        let summand =
            node.inputs[2].map { rewriting.addOne(Op.Subtract(), $0, shift) } ?? rewriting.addOne(Op.Negate(), shift)
        let channels = [fact.shape[1]] + [Dimension](repeating: 1, count: fact.rank - 2)
        guard let summand, let factors = rewriting.reshaped(factor, channels),
            let summands = rewriting.reshaped(summand, channels),
            let scaled = rewriting.addOne(Op.Multiply(), x, factors)
        else { return nil }
        return rewriting.addOne(Op.Add(), scaled, summands)
    }
}
