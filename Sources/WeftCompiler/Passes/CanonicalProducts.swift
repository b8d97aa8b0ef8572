import WeftGraph
import WeftOperators
import WeftTensors

/// A product with a fixed matrix is a dense layer, whose weight can be packed beforehand.
struct CanonicalProducts: RewriteRule {
    let operators: [any Operator.Type]? = [Op.MatMul.self]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard node.operation is Op.MatMul, let a = node.inputs[0], let b = node.inputs[1],
            rewriting.fact(a).elementType.isFloat, rewriting.fact(b).rank == 2, rewriting.isFixed(b),
            !rewriting.isFixed(a), let weight = rewriting.addOne(Op.Transpose(order: [1, 0]), b)
        else { return nil }
        return rewriting.add(Op.Dense(), [a, weight])
    }
}
