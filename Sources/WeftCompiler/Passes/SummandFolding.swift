import WeftGraph
import WeftOperators

/// A fixed summand of a product's channels goes into its bias, also through a sum with something else.
struct SummandFolding: RewriteRule {
    let operators: [any Operator.Type]? = [Op.Add.self, Op.Subtract.self]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard node.operation is Op.Add || node.operation is Op.Subtract, let a = node.inputs[0],
            let b = node.inputs[1]
        else { return nil }
        if let value = folded(node.operation, a, b, &rewriting) { return [value] }
        guard node.operation is Op.Add else { return nil }
        return folded(node.operation, b, a, &rewriting).map { [$0] }
    }

    private func folded(
        _ operation: any Operator, _ result: ValueID, _ summand: ValueID, _ rewriting: inout Rewriting
    ) -> ValueID? {
        if let product = WeightedProduct(making: result, rewriting) {
            return withBias(product, operation, summand, &rewriting)
        }
        // (product + other) + summand: the summand goes to the product.
        guard rewriting.isReadOnce(result), let sum = rewriting.producer(of: result), sum.operation is Op.Add,
            rewriting.isFixed(summand)
        else { return nil }
        for side in 0...1 {
            guard let inner = sum.inputs[side], let other = sum.inputs[1 - side],
                let product = WeightedProduct(making: inner, rewriting),
                let value = withBias(product, operation, summand, &rewriting)
            else { continue }
            return rewriting.addOne(Op.Add(), value, other)
        }
        return nil
    }

    private func withBias(
        _ product: WeightedProduct, _ operation: any Operator, _ summand: ValueID, _ rewriting: inout Rewriting
    ) -> ValueID? {
        guard let weight = product.weight, let summands = product.perChannel(summand, &rewriting) else { return nil }
        let channels = rewriting.fact(product.node.outputs[0]).shape[product.channelAxis]
        var bias: ValueID?
        if let old = product.bias {
            bias = rewriting.addOne(operation, old, summands)
        } else if operation is Op.Subtract {
            bias = rewriting.addOne(Op.Negate(), summands)
        } else {
            bias = summands
        }
        if let one = bias, !rewriting.isSame(rewriting.fact(one).shape, [channels]) {
            bias = rewriting.addOne(Op.Expand(sizes: [channels]), one)
        }
        return bias.flatMap { product.with(weight: weight, bias: $0, &rewriting) }
    }
}
