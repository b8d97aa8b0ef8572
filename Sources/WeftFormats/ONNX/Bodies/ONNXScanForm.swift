import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// A Scan's body with what is there for ONNX's form alone taken out.
///
/// ONNX's Scan knows no lengths and no stops: rows that have ended keep their states and give zeros by choices in the
/// body, and which are under way is a state. A body of that form is one that runs for as many steps as rows have.
struct ONNXScanForm {
    private(set) var body: Graph
    /// The states, sequences and values from around that are left, by their places among the operands.
    private(set) var kept: [Int]
    /// The number of states that are left.
    private(set) var carried: Int
    /// The number of sequences that are left.
    private(set) var scanned: Int
    private(set) var lengths: ONNXOperand?
    /// The states that say which rows are under way and how many steps each has taken.
    private(set) var stop: (underWay: Int, count: Int)?

    /// - Parameters:
    ///   - operands: what the body's inputs are given, of sequences the whole.
    ///   - isForward: whether every sequence is stepped through from its beginning.
    ///   - isRead: whether any node reads a result of the scan.
    init(
        _ body: Graph, states: Int, sequences: Int, operands: [ONNXOperand], steps: Dimension, isForward: Bool,
        _ importer: ONNXGraphImporter, isRead: (Int) -> Bool
    ) {
        self.body = body
        kept = Array(operands.indices)
        carried = states
        scanned = sequences
        if isForward, let rows = ONNXScanRows(body, states, sequences, operands, steps, importer),
            rows.stop.map({ !isRead($0.underWay) }) ?? true
        {
            takeOut(rows)
        }
        leaveOutUnread(states: states, sequences: sequences)
    }

    private mutating func takeOut(_ rows: ONNXScanRows) {
        lengths = rows.lengths
        stop = rows.stop.map { ($0.underWay, $0.count) }
        let own = rows.stop.map { [$0.underWay, $0.count] } ?? []
        for (index, value) in rows.values { body.outputs[index].value = value }
        if let stop = rows.stop { body.outputs.append(Graph.Output("stop", stop.value)) }
        for index in own.sorted(by: >) {
            body.inputs.remove(at: index)
            body.outputs.remove(at: index)
            kept.remove(at: index)
            carried -= 1
        }
    }

    /// Leaves out the sequences and values from around that the body does not read.
    private mutating func leaveOutUnread(states: Int, sequences: Int) {
        body.removeDeadNodes()
        var read = Set(body.outputs.map(\.value))
        for node in body.nodes { read.formUnion(node.inputs.compactMap { $0 }) }
        for index in body.inputs.indices.reversed() where index >= carried && !read.contains(body.inputs[index].value) {
            if kept[index] < states + sequences { scanned -= 1 }
            body.inputs.remove(at: index)
            kept.remove(at: index)
        }
        body.removeDeadNodes()
    }
}

/// What a Scan's body says of rows that end before others do.
private struct ONNXScanRows {
    /// What the outputs are while a row is under way.
    private(set) var values: [Int: ValueID] = [:]
    private(set) var lengths: ONNXOperand?
    private(set) var stop: (underWay: Int, count: Int, value: ValueID)?

    private let pattern: BodyPattern
    private let states: Int
    private let sequences: Int

    /// Nil where the body is not of that form.
    init?(
        _ body: Graph, _ states: Int, _ sequences: Int, _ operands: [ONNXOperand], _ steps: Dimension,
        _ importer: ONNXGraphImporter
    ) {
        pattern = BodyPattern(body)
        self.states = states
        self.sequences = sequences
        guard let alive = body.outputs.indices.compactMap({ masked($0)?.alive }).first else { return nil }
        var terms = [alive]
        if let both = pattern.operands(alive, Op.And.self) { terms = both.compactMap { $0 } }
        for term in terms {
            if let state = pattern.input(term), state < states, stop == nil,
                let found = stop(state, alive, operands, importer)
            {
                stop = found
            } else if lengths == nil, let found = lengths(term, operands, steps, importer) {
                lengths = found
            } else {
                return nil
            }
        }
        for index in body.outputs.indices where index != stop?.underWay && index != stop?.count {
            guard let output = masked(index), output.alive == alive else { return nil }
            values[index] = output.value
        }
        guard hasRows(body.type(alive)) else { return nil }
    }

    /// An output that is another value where its row is not under way: the state before, or 0.
    private func masked(_ index: Int) -> (alive: ValueID, value: ValueID)? {
        let value = pattern.graph.outputs[index].value
        guard let choice = pattern.operands(value, Op.Select.self), let condition = choice[0], let yes = choice[1],
            let no = choice[2], pattern.graph.type(yes) == pattern.graph.type(value)
        else { return nil }
        let isKept = index < states ? pattern.input(no) == index : pattern.uniform(no) == 0
        return isKept ? rows(condition).map { ($0, yes) } : nil
    }

    /// The truth value of each row behind one for all elements; for what has no rows behind that of any.
    private func rows(_ condition: ValueID) -> ValueID? {
        let rank = pattern.graph.type(condition).rank
        if rank == 1 { return condition }
        if rank == 0 {
            let any = pattern.operand(pattern.operand(condition, Op.Cast.self), Op.Max.self)
            return pattern.operand(any, Op.Cast.self).flatMap { pattern.graph.type($0).rank == 1 ? $0 : nil }
        }
        guard let (operation, inner) = pattern.node(condition, Op.Unsqueeze.self), pattern.graph.type(inner).rank == 1,
            operation.axis == Array(1..<rank)
        else { return nil }
        return inner
    }

    /// Rows are under way until they say that they stop, and count their steps.
    private func stop(
        _ underWay: Int, _ alive: ValueID, _ operands: [ONNXOperand], _ importer: ONNXGraphImporter
    ) -> (underWay: Int, count: Int, value: ValueID)? {
        let begun = importer.source(operands[underWay], of: Op.Cast.self)?.operand ?? operands[underWay]
        guard importer.uniform(begun) == 1 else { return nil }
        let ends = pattern.pairs(pattern.next(underWay), Op.And.self).first { $0.0 == alive }
        guard let value = pattern.operand(ends?.1, Op.Not.self), pattern.graph.type(value).rank == 1 else { return nil }
        let count = (0..<states).first { state in
            state != underWay && importer.uniform(operands[state]) == 0
                && pattern.pairs(pattern.next(state), Op.Add.self).contains {
                    pattern.input($0.0) == state && pattern.operand($0.1, Op.Cast.self) == alive
                        && pattern.graph.type($0.0).elementType == .i32
                }
        }
        return count.map { (underWay, $0, value) }
    }

    /// Rows are under way as long as the number of the step is below their length.
    private func lengths(
        _ term: ValueID, _ operands: [ONNXOperand], _ steps: Dimension, _ importer: ONNXGraphImporter
    ) -> ONNXOperand? {
        guard let both = pattern.operands(term, Op.Less.self), let step = pattern.input(both[0]),
            let ends = pattern.input(both[1]), (states..<(states + sequences)).contains(step),
            ends >= states + sequences, importer.fact(operands[step]).rank == 1,
            importer.isCounted(operands[step], steps)
        else { return nil }
        return importer.lengths(operands[ends], steps: steps)
    }

    /// Whether what is stepped through and what comes of it has the rows as axis 0.
    private func hasRows(_ alive: TensorType) -> Bool {
        let body = pattern.graph
        let own = [stop?.underWay, stop?.count]
        let given = (0..<(states + sequences)).filter { !own.contains($0) }.map { body.inputs[$0].value }
        return (given + values.values).allSatisfy {
            body.type($0).rank == 0 || body.type($0).shape[0] == alive.shape[0]
        }
    }
}
