import WeftGraph
import WeftOperators

/// An einsum of two tensors is a batched matrix product between tensors whose axes are put in order and joined.
struct CanonicalEinsums: RewriteRule {
    let operators: [any Operator.Type]? = [Op.Einsum.self]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard let einsum = node.operation as? Op.Einsum, let equation = try? EinsumEquation(einsum.equation),
            equation.operands.count == 2, let a = node.inputs[0], let b = node.inputs[1],
            equation.operands.allSatisfy({ Set($0).count == $0.count })
        else { return nil }
        let (left, right, result) = (equation.operands[0], equation.operands[1], equation.result)
        let batch = result.filter { left.contains($0) && right.contains($0) }
        let rows = result.filter { left.contains($0) && !right.contains($0) }
        let columns = result.filter { !left.contains($0) && right.contains($0) }
        let depth = left.filter { right.contains($0) && !result.contains($0) }
        // What stands in one operand alone and not in the result would have to be summed before.
        guard left.count == batch.count + rows.count + depth.count,
            right.count == batch.count + depth.count + columns.count
        else { return nil }
        var sizes: [String: Dimension] = [:]
        for (name, size) in zip(right, rewriting.fact(b).shape) { sizes[name] = size }
        for (name, size) in zip(left, rewriting.fact(a).shape) { sizes[name] = size }
        func product(_ names: [String]) -> Dimension { names.reduce(1) { $0 * (sizes[$1] ?? 1) } }
        func list(_ names: [String]) -> [Dimension] { names.map { sizes[$0] ?? 1 } }
        func ordered(_ value: ValueID, _ names: [String], _ wanted: [String], _ shape: [Dimension]) -> ValueID? {
            let order = wanted.compactMap { names.firstIndex(of: $0) }
            let isOrdered = order == Array(order.indices)
            guard let turned = isOrdered ? value : rewriting.addOne(Op.Transpose(order: order), value) else {
                return nil
            }
            return rewriting.reshaped(turned, shape)
        }
        guard
            let first = ordered(
                a, left, batch + rows + depth, list(batch) + [product(rows), product(depth)]),
            let second = ordered(
                b, right, batch + depth + columns, list(batch) + [product(depth), product(columns)]),
            let made = rewriting.addOne(Op.MatMul(), first, second),
            let parted = rewriting.reshaped(made, list(batch + rows + columns))
        else { return nil }
        return ordered(parted, batch + rows + columns, result, list(result)).map { [$0] }
    }
}
