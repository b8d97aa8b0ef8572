import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension Op.Scan: ExportedOperator {
    /// LSTM, GRU or RNN where the body is the step of one; else Scan.
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        if let cell = RecurrentCell(self), let results = try cell.export(self, call, to: &onnx) { return results }
        var scan = ExportedScan(self, call)
        return try scan.export(to: &onnx)
    }
}

/// A scan as ONNX's Scan.
///
/// Lengths and stops, which that does not have, are truth values in the body: whether a row is still under way decides
/// whether its states move and its results count. In reverse rows are turned round within their lengths before and after.
private struct ExportedScan {
    private let scan: Op.Scan
    private let call: ExportedCall
    private let body: Graph
    private var isRagged: Bool { scan.hasLengths || scan.hasStop }
    /// Whether rows that are of several lengths begin at their own ends.
    private var turnsRows: Bool { scan.reverse && scan.hasLengths }
    /// The number of each step, from 0, where the body needs it.
    private var countsSteps: Bool { scan.hasLengths || scan.scanned == 0 }

    init(_ scan: Op.Scan, _ call: ExportedCall) {
        self.scan = scan
        self.call = call
        body = scan.body
    }

    private var lengths: String { call.operand(body.inputs.count) }

    private func lengthsFact() throws(Diagnostic) -> Fact { try call.fact(body.inputs.count) }

    mutating func export(to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let states = try initialStates(&onnx)
        let steps = try steps()
        let sequences = try self.sequences(steps, &onnx)
        let ends = scan.hasLengths ? try onnx.ends(lengths, try lengthsFact(), steps: steps) : ""
        let graph = try exportBody(ends, &onnx)
        let directions = [Int](repeating: scan.reverse && !turnsRows ? 1 : 0, count: scan.scanned)
        let counter = countsSteps ? [0] : []
        let stackedAxes = call.results[..<stacked].map { scan.axis.resolvedAxis($0.rank) }
        var axes: [Int] = []
        for index in scan.carried..<(scan.carried + scan.scanned) {
            axes.append(scan.axis.resolvedAxis(try call.fact(index).rank))
        }
        let names = onnx.add(
            "Scan", states + sequences,
            [
                .graph("body", graph), .integer("num_scan_inputs", sequences.count),
                .integers("scan_input_axes", axes + counter), .integers("scan_input_directions", directions + counter),
                .integers("scan_output_axes", stackedAxes),
                .integers(
                    "scan_output_directions",
                    [Int](repeating: scan.reverse && !turnsRows ? 1 : 0, count: stacked)),
            ].filter { !$0.isEmptyList }, results: states.count + stacked)
        return try results(names, states: states.count, &onnx)
    }

    private var stacked: Int { body.outputs.count - scan.carried - (scan.hasStop ? 1 : 0) }

    /// The states, and with a stop whether each row is under way and how many steps it took.
    private func initialStates(_ onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let own = Array(call.operands[..<scan.carried])
        guard scan.hasStop, let rows = call.results.last?.shape.first else { return own }
        let sizes = try onnx.sizes([rows])
        return own + [try onnx.cast(try onnx.filled(sizes, 1, .i32), to: .bool), try onnx.filled(sizes, 0, .i32)]
    }

    private func steps() throws(Diagnostic) -> Dimension {
        guard scan.scanned > 0 else { return scan.steps ?? 0 }
        let first = try call.fact(scan.carried)
        return first.shape[scan.axis.resolvedAxis(first.rank)]
    }

    private func sequences(_ steps: Dimension, _ onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        var result = Array(call.operands[scan.carried..<(scan.carried + scan.scanned)])
        for (place, index) in (scan.carried..<(scan.carried + scan.scanned)).enumerated() where turnsRows {
            let fact = try call.fact(index)
            let axis = scan.axis.resolvedAxis(fact.rank)
            result[place] = try onnx.reversedRows(result[place], fact, lengths, try lengthsFact(), axis: axis)
        }
        if countsSteps { result.append(try onnx.positions(steps, axis: 0, rank: 1)) }
        return result
    }

    private func exportBody(_ ends: String, _ onnx: inout ONNXEmitter) throws(Diagnostic) -> ExportedGraph {
        onnx.open(body, name: onnx.fresh("body"), outer: scan.bodySizes(call)[0])
        var states: [String] = []
        for (index, input) in body.inputs.enumerated() {
            // What does not change from step to step is read from the graph around.
            guard index < scan.carried + scan.scanned else {
                onnx.name(input.value, call.operands[index])
                continue
            }
            let name = onnx.addInput(input.value, input.name)
            if index < scan.carried { states.append(name) }
        }
        var alive = ""
        var (isUnderWay, count) = ("", "")
        if scan.hasStop {
            // The states behind the body's own must stand before the sequences.
            (isUnderWay, count) = (onnx.fresh("under_way"), onnx.fresh("count"))
            for (name, type, place) in [(isUnderWay, ElementType.bool, scan.carried), (count, .i32, scan.carried + 1)] {
                onnx.scope.exported.inputs.insert(.init(name: name, elementType: type, sizes: [(nil, nil)]), at: place)
            }
            alive = isUnderWay
        }
        var step = ""
        if countsSteps {
            step = onnx.fresh("step")
            onnx.scope.exported.inputs.append(.init(name: step, elementType: .i64, sizes: []))
        }
        if scan.hasLengths {
            let before = onnx.add("Less", [step, ends])
            alive = alive.isEmpty ? before : onnx.add("And", [alive, before])
        }
        try onnx.exportNodes()
        try addOutputs(states, alive, count, &onnx)
        return onnx.close()
    }

    private func addOutputs(
        _ states: [String], _ alive: String, _ count: String, _ onnx: inout ONNXEmitter
    ) throws(Diagnostic) {
        for (index, output) in body.outputs[..<scan.carried].enumerated() {
            let next = try onnx.name(of: output.value)
            let rank = body.type(output.value).rank
            let moved = isRagged ? try onnx.chosen(alive, rank: rank, next, states[index]) : next
            onnx.addOutput(moved, output)
        }
        if scan.hasStop, let stop = body.outputs.last {
            let goesOn = onnx.add("And", [alive, onnx.add("Not", [try onnx.name(of: stop.value)])])
            onnx.addOutput(goesOn, .bool, sizes: [(nil, nil)])
            let one = try onnx.cast(alive, to: .i32)
            onnx.addOutput(onnx.add("Add", [count, one]), .i32, sizes: [(nil, nil)])
        }
        for output in body.outputs[scan.carried..<(scan.carried + stacked)] {
            let value = try onnx.name(of: output.value)
            let type = body.type(output.value)
            let zero = onnx.scalar(0, type.elementType)
            onnx.addOutput(isRagged ? try onnx.chosen(alive, rank: type.rank, value, zero) : value, output)
        }
    }

    /// The results in Weft's order: those of the steps, the final states, the numbers of steps.
    private func results(
        _ names: [String], states: Int, _ onnx: inout ONNXEmitter
    ) throws(Diagnostic) -> [String] {
        var result: [String] = []
        for (index, name) in names[states...].enumerated() {
            guard turnsRows else {
                result.append(name)
                continue
            }
            let fact = call.results[index]
            let axis = scan.axis.resolvedAxis(fact.rank)
            result.append(try onnx.reversedRows(name, fact, lengths, try lengthsFact(), axis: axis))
        }
        result += names[..<scan.carried]
        if scan.hasStop { result.append(names[states - 1]) }
        return result
    }
}

extension ExportedAttribute {
    fileprivate var isEmptyList: Bool {
        if case .integers(let list) = value { list.isEmpty } else { false }
    }
}

extension ONNXEmitter {
    /// One tensor where rows are alive, another elsewhere; a tensor without rows goes on as long as any of them does.
    fileprivate mutating func chosen(
        _ alive: String, rank: Int, _ a: String, _ b: String
    ) throws(Diagnostic) -> String {
        if rank == 0 {
            let most = reduced("ReduceMax", try cast(alive, to: .i32), [], keep: false)
            return add("Where", [try cast(most, to: .bool), a, b])
        }
        let mask = rank > 1 ? add("Unsqueeze", [alive, integers(Array(1..<rank))]) : alive
        return add("Where", [mask, a, b])
    }
}
