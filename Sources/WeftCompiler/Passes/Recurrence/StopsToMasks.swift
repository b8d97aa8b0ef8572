import WeftGraph
import WeftOperators
import WeftTensors

/// A scan whose rows may stop is one over all steps with a further state that says which rows still run: of those that have
/// stopped the states stay and the results are 0.
struct StopsToMasks: RewriteRule {
    let operators: [any Operator.Type]? = [Op.Scan.self]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard var scan = node.operation as? Op.Scan, scan.hasStop, !scan.hasLengths, scan.axis == 1,
            let (_, symbols) = scan.sizes(node.inputs.map { $0.map { rewriting.fact($0) } }),
            let ends = node.outputs.last
        else { return nil }
        let (carried, stacked) = (scan.carried, scan.stacked)
        let rows = rewriting.fact(ends).shape[0]
        let given = (0..<carried).map { scan.body.inputs[$0].value }
        guard scan.body.outputs.allSatisfy({ scan.body.type($0.value).rank >= 1 }),
            let body = stopped(scan, given, scan.body.rows(rows, symbols)),
            let one = rewriting.addOne(Op.Full(.f32, [rows], 1))
        else { return nil }
        scan.body = body
        scan.carried += 1
        scan.hasStop = false
        var operands = node.inputs
        operands.insert(one, at: carried)
        guard let results = rewriting.add(scan, operands),
            let counts = rewriting.addOne(Op.Sum(axis: [1]), results[stacked]),
            let whole = rewriting.addOne(Op.Cast(type: .i32), counts)
        else { return nil }
        let states = results[(stacked + 1)..<(stacked + 1 + carried)]
        return Array(results[..<stacked]) + states + [whole]
    }

    /// The body with who runs as a state behind the others, and as a last result.
    private func stopped(_ scan: Op.Scan, _ states: [ValueID], _ rows: Dimension) -> Graph? {
        let outputs = scan.body.outputs.count
        let masked = scan.body.masked(
            states: states, place: scan.carried, rows: Fact(.f32, [rows]), outputs: outputs - 1)
        guard let (whole, alive) = masked else { return nil }
        var body = whole
        let stop = body.outputs.removeLast().value
        guard let none = body.append(Op.Full(.f32, [], 0), []),
            let next = body.append(Op.Select(), [stop, none, alive])
        else { return nil }
        body.outputs.insert(Graph.Output("alive", next), at: scan.carried)
        body.outputs.append(Graph.Output("ran", alive))
        return body
    }
}
