import WeftGraph
import WeftOperators

/// A product of rows that are looked up in a fixed table is looked up itself: in the table of products, which is worked out
/// once. So an embedding takes the first product of the layer behind it along.
struct TableFolding: RewriteRule {
    let operators: [any Operator.Type]? = [Op.Dense.self]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard node.operation is Op.Dense, let rows = node.inputs[0], rewriting.isReadOnce(rows),
            let lookup = rewriting.producer(of: rows), let gather = lookup.operation as? Op.Gather,
            let table = lookup.inputs[0], let weight = node.inputs[1], rewriting.fact(table).rank == 2,
            gather.axis.resolvedAxis(2) == 0, !rewriting.isFixed(rows),
            ([table] + node.inputs.dropFirst().compactMap { $0 }).allSatisfy(rewriting.isFixed),
            isSmaller(rewriting.fact(table).shape, rewriting.fact(weight).shape),
            let products = rewriting.addOne(Op.Dense(), table, weight, node.inputs.count > 2 ? node.inputs[2] : nil)
        else { return nil }
        return rewriting.add(gather, [products, lookup.inputs[1]], for: lookup)
    }

    /// Whether the table of products takes no more memory than the table and the weight.
    private func isSmaller(_ table: [Dimension], _ weight: [Dimension]) -> Bool {
        guard let rows = table[0].value, let depth = table[1].value, let columns = weight[0].value else { return false }
        let (before, after) = (Double(rows + columns) * Double(depth), Double(rows) * Double(columns))
        return after <= before
    }
}
