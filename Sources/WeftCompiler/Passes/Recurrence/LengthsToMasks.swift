import WeftGraph
import WeftOperators
import WeftTensors

/// A scan whose rows have lengths is one over all steps, in which what is past a row's end is masked: its states stay and
/// its results are 0.
///
/// Both directions come out right: from behind, the states stand still until the row's own last step is reached.
struct LengthsToMasks: RewriteRule {
    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard var scan = node.operation as? Op.Scan, scan.hasLengths, !scan.hasStop, scan.axis == 1,
            let lengths = node.inputs.last ?? nil,
            let (steps, symbols) = scan.sizes(node.inputs.map { $0.map { rewriting.fact($0) } })
        else { return nil }
        let body = scan.body
        let given = (0..<scan.carried).map { body.inputs[$0].value }
        guard body.outputs.allSatisfy({ body.type($0.value).rank >= 1 }) else { return nil }
        let rows = rewriting.fact(lengths).shape[0]
        guard let ones = rewriting.addOne(Op.Full(.f32, [rows, steps], 1)),
            let mask = rewriting.addOne(Op.Mask(axis: 1), ones, lengths),
            let masked = body.masked(
                states: given, after: scan.carried + scan.scanned,
                rows: Fact(.f32, [body.rows(rows, symbols)]))
        else { return nil }
        scan.body = masked
        scan.scanned += 1
        scan.hasLengths = false
        var operands = Array(node.inputs.dropLast())
        operands.insert(mask, at: scan.carried + scan.scanned - 1)
        return rewriting.add(scan, operands)
    }
}

extension Graph {
    /// The rows' number as the body names it.
    fileprivate func rows(_ outer: Dimension, _ symbols: [Symbol: Dimension]) -> Dimension {
        for (symbol, size) in symbols where size == outer { return Dimension(symbol) }
        return outer
    }

    /// The body with a further step input, which is 0 for rows that have ended: their states stay, their results are 0.
    fileprivate func masked(states: [ValueID], after place: Int, rows: Fact) -> Graph? {
        var body = self
        let mask = body.addValue(rows, name: "alive")
        body.inputs.insert(Input("alive", mask), at: place)
        guard let zero = body.append(Op.Constant(PlainTensor(rounding: [0], .f32, shape: []).tensor), []) else {
            return nil
        }
        var truths: [[Dimension]: ValueID] = [:]
        for index in body.outputs.indices {
            let value = body.outputs[index].value
            let type = body.type(value)
            if truths[type.shape] == nil {
                // Stretched before it is compared, so that the comparison is part of the work on whole tensors.
                let rest = [Dimension](repeating: 1, count: type.rank - 1)
                let seen = type.rank == 1 ? mask : body.append(Op.Reshape(sizes: [rows.shape[0]] + rest), [mask])
                let spread = seen.flatMap { body.append(Op.Expand(sizes: type.shape), [$0]) }
                truths[type.shape] = spread.flatMap { body.append(Op.NotEqual(), [$0, zero]) }
            }
            let kept: ValueID?
            if index < states.count {
                kept = states[index]
            } else {
                kept = body.append(Op.Full(type.elementType, [], 0), [])
            }
            guard let alive = truths[type.shape], let kept, let chosen = body.append(Op.Select(), [alive, value, kept])
            else { return nil }
            body.outputs[index].value = chosen
        }
        return body
    }

    /// Adds a node with one result at the end; nil where the operator does not take the operands.
    fileprivate mutating func append(_ operation: any Operator, _ operands: [ValueID?]) -> ValueID? {
        var inference = Inference(operands.map { $0.map { self[$0].fact } })
        guard let fact = try? operation.infer(&inference).first, inference.conditions.isEmpty else { return nil }
        let value = addValue(fact)
        nodes.append(Node(operation, operands, [value], path: [], origin: .none))
        return value
    }
}
