import WeftGraph
import WeftOperators

/// A reshape of a reshape is one reshape, and so with transposes.
struct ViewsOfViews: RewriteRule {
    let operators: [any Operator.Type]? = [Op.Reshape.self, Op.Transpose.self]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard let x = node.inputs.first ?? nil, let inner = rewriting.producer(of: x),
            let source = inner.inputs.first ?? nil
        else { return nil }
        switch (node.operation, inner.operation) {
        case (is Op.Reshape, is Op.Reshape):
            return rewriting.add(Op.Reshape(sizes: rewriting.fact(node.outputs[0]).shape), [source])
        case (let outer as Op.Transpose, let first as Op.Transpose):
            let rank = rewriting.fact(x).rank
            let order = first.axes(rank)
            return rewriting.add(Op.Transpose(order: outer.axes(rank).map { order[$0] }), [source])
        default: return nil
        }
    }
}
