import WeftGraph
import WeftOperators

/// Nodes that give what they are given go.
struct Identities: RewriteRule {
    let operators: [any Operator.Type]? = [
        Op.Identity.self, Op.Cast.self, Op.Reshape.self, Op.Expand.self, Op.Slice.self, Op.Transpose.self,
        Op.Concat.self, Op.Split.self, Op.Add.self, Op.Multiply.self, Op.Subtract.self, Op.Divide.self,
    ]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard let x = node.inputs.first ?? nil, let output = node.outputs.first else { return nil }
        let (before, after) = (rewriting.fact(x), rewriting.fact(output))
        switch node.operation {
        case is Op.Identity: return [x]
        case is Op.Cast where before.elementType == after.elementType: return [x]
        case is Op.Reshape, is Op.Expand, is Op.Slice:
            guard isPlain(node.operation) else { return nil }
            return rewriting.isSame(before.shape, after.shape) ? [x] : nil
        case let transpose as Op.Transpose:
            return transpose.axes(before.rank) == Array(0..<before.rank) ? [x] : nil
        case is Op.Concat where node.inputs.count == 1: return [x]
        case is Op.Split where node.outputs.count == 1: return [x]
        case is Op.Add, is Op.Multiply, is Op.Subtract, is Op.Divide: return neutral(node, &rewriting).map { [$0] }
        default: return nil
        }
    }

    /// A slice that goes backwards keeps the shape and not the order.
    private func isPlain(_ operation: any Operator) -> Bool { (operation as? Op.Slice)?.step ?? 1 == 1 }

    /// The other operand, where one is 0 of a sum or 1 of a product.
    private func neutral(_ node: Graph.Node, _ rewriting: inout Rewriting) -> ValueID? {
        guard let a = node.inputs[0], let b = node.inputs[1] else { return nil }
        let isSum = node.operation is Op.Add || node.operation is Op.Subtract
        let none: Double = isSum ? 0 : 1
        let commutes = node.operation is Op.Add || node.operation is Op.Multiply
        let shape = rewriting.fact(node.outputs[0]).shape
        if rewriting.uniform(b) == none, rewriting.isSame(rewriting.fact(a).shape, shape) { return a }
        if commutes, rewriting.uniform(a) == none, rewriting.isSame(rewriting.fact(b).shape, shape) { return b }
        return nil
    }
}

extension Op.Transpose {
    /// The order of the axes, also where none was given.
    func axes(_ rank: Int) -> [Int] {
        order.isEmpty ? Array((0..<rank).reversed()) : order.map { $0.resolvedAxis(rank) }
    }
}
