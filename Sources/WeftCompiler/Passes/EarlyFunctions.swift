import WeftGraph
import WeftOperators

/// A function of what shows the result of a product in another way comes before that, so that the product does it on its
/// way.
struct EarlyFunctions: RewriteRule {
    let operators: [any Operator.Type]? = nil

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard node.isFunction, let x = node.inputs[0], let output = node.outputs.first,
            rewriting.fact(output).elementType == rewriting.fact(x).elementType, isOfProduct(x, rewriting),
            let view = rewriting.producer(of: x), view.inputs.count == 1, let source = view.inputs[0],
            let early = rewriting.addOne(node.operation, source)
        else { return nil }
        return rewriting.add(view.operation, [early], for: view)
    }

    /// Whether a value shows what a product makes in another way, and nothing else sees any of it.
    private func isOfProduct(_ value: ValueID, _ rewriting: Rewriting) -> Bool {
        var shown = value
        while rewriting.isReadOnce(shown), let view = rewriting.producer(of: shown),
            let source = view.inputs.first ?? nil,
            view.operation is Op.Reshape || view.operation is Op.Transpose || view.operation is Op.Slice
        {
            shown = source
        }
        return shown != value && WeightedProduct(making: shown, rewriting) != nil
    }
}
