import WeftGraph
import WeftOperators

/// A fixed factor of a product's channels, such as that of a batch normalisation, goes into its weight and its bias.
struct FactorFolding: RewriteRule {
    let operators: [any Operator.Type]? = [Op.Multiply.self, Op.Divide.self]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        let operation = node.operation
        guard operation is Op.Multiply || operation is Op.Divide, let a = node.inputs[0], let b = node.inputs[1] else {
            return nil
        }
        if let value = folded(operation, a, b, &rewriting) { return [value] }
        if operation is Op.Multiply, let value = folded(operation, b, a, &rewriting) { return [value] }
        return nil
    }

    private func folded(
        _ operation: any Operator, _ result: ValueID, _ factor: ValueID, _ rewriting: inout Rewriting
    ) -> ValueID? {
        guard let product = WeightedProduct(making: result, rewriting),
            let factors = product.perChannel(factor, &rewriting),
            let scaled = product.scaledWeight(operation, factors, &rewriting)
        else { return nil }
        var bias = product.bias
        if let old = bias {
            bias = rewriting.addOne(operation, old, factors)
            if bias == nil { return nil }
        }
        return product.with(weight: scaled, bias: bias, &rewriting)
    }
}
