import WeftGraph
import WeftOperators
import WeftTensors

/// A scan whose rows have lengths is one over all steps, in which what is past a row's end is masked: its states stay and
/// its results are 0.
///
/// Both directions come out right: from behind, the states stand still until the row's own last step is reached.
struct LengthsToMasks: RewriteRule {
    let operators: [any Operator.Type]? = [Op.Scan.self]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard var scan = node.operation as? Op.Scan, scan.hasLengths, !scan.hasStop, scan.axis == 0 || scan.axis == 1,
            let lengths = node.inputs.last ?? nil,
            let (steps, symbols) = scan.sizes(node.inputs.map { $0.map { rewriting.fact($0) } })
        else { return nil }
        let body = scan.body
        let given = (0..<scan.carried).map { body.inputs[$0].value }
        guard body.outputs.allSatisfy({ body.type($0.value).rank >= 1 }) else { return nil }
        let rows = rewriting.fact(lengths).shape[0]
        guard let ones = rewriting.addOne(Op.Full(.f32, [rows, steps], 1)),
            let byRows = rewriting.addOne(Op.Mask(axis: 1), ones, lengths),
            let mask = scan.axis == 1 ? byRows : rewriting.addOne(Op.Transpose(order: [1, 0]), byRows),
            let masked = body.masked(
                states: given, place: scan.carried + scan.scanned,
                rows: Fact(.f32, [body.rows(rows, symbols)]))?.body
        else { return nil }
        scan.body = masked
        scan.scanned += 1
        scan.hasLengths = false
        var operands = Array(node.inputs.dropLast())
        operands.insert(mask, at: scan.carried + scan.scanned - 1)
        return rewriting.add(scan, operands)
    }
}
