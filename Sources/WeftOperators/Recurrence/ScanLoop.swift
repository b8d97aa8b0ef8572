import WeftDiagnostics
import WeftGraph
import WeftTensors

/// One run of a scan: the sizes bound, the states, and what has been gathered of the results.
struct ScanLoop {
    private let scan: Op.Scan
    private let plan: ScanPlan
    private let sequences: [(axis: ScanAxis, tensor: PlainTensor)]
    private var runner: NodeRunner
    private var states: [PlainTensor]
    private var results: [ScanResult]
    private var rows: ScanRows
    private let steps: Int

    init(_ scan: Op.Scan, _ operands: [PlainTensor?], _ evaluation: Evaluation) throws(Diagnostic) {
        self.scan = scan
        let body = scan.body
        plan = try ScanPlan(scan)
        var tensors: [PlainTensor] = []
        for index in operands.indices { tensors.append(try operands.operand(index)) }
        guard tensors.count == body.inputs.count + (scan.hasLengths ? 1 : 0) else {
            throw Diagnostic("scan-operands-mismatch", "the scan has \(tensors.count) operands")
        }
        steps = try Self.steps(scan, tensors, evaluation)
        var shapes: [[Int]] = []
        for (index, tensor) in tensors.prefix(body.inputs.count).enumerated() {
            let isSequence = index >= scan.carried && index < scan.carried + scan.scanned
            let axis = scan.axis.resolvedAxis(tensor.shape.count)
            shapes.append(isSequence ? tensor.shape.removing(at: axis) : tensor.shape)
        }
        let binding = try body.bodyBinding(shapes, evaluation.binding, code: "scan-type-mismatch")
        runner = try NodeRunner(body, binding: binding, budgets: Budgets())
        for index in (scan.carried + scan.scanned)..<body.inputs.count {
            runner.values[body.inputs[index].value.index] = tensors[index]
        }
        states = Array(tensors[..<scan.carried])
        sequences = (scan.carried..<(scan.carried + scan.scanned)).map { [steps] index in
            (ScanAxis(step: shapes[index], axis: scan.axis, steps: steps), tensors[index])
        }
        results = []
        for output in body.outputs[scan.carried..<(scan.carried + scan.stacked)] {
            results.append(try ScanResult(body.type(output.value), scan.axis, steps, binding))
        }
        var count = scan.hasLengths ? tensors[tensors.count - 1].count : 0
        if scan.hasStop, let stop = body.outputs.last {
            count = body.type(stop.value).sizes(binding)?.first ?? 0
        }
        let lengths = try scan.hasLengths ? tensors[tensors.count - 1].rowLengths(atMost: steps) : nil
        rows = ScanRows(
            ends: lengths ?? [Int](repeating: steps, count: count), lengths: lengths, steps: steps,
            reverse: scan.reverse, apart: scan.hasLengths || scan.hasStop)
    }

    private static func steps(
        _ scan: Op.Scan, _ tensors: [PlainTensor], _ evaluation: Evaluation
    ) throws(Diagnostic) -> Int {
        let steps: Int
        if scan.scanned > 0 {
            let shape = tensors[scan.carried].shape
            steps = shape[scan.axis.resolvedAxis(shape.count)]
        } else {
            steps = try evaluation.size(scan.steps ?? 0)
        }
        guard steps <= Budgets().steps else {
            throw Diagnostic("too-many-steps", "a scan of \(steps) steps has more than \(Budgets().steps)")
        }
        return steps
    }

    /// All steps, or those until no row is left.
    mutating func run() throws(Diagnostic) -> [PlainTensor] {
        if steps > 0 { for index in plan.once { try runner.run(index) } }
        let sizes = plan.findsSizes ? runner : nil
        for step in 0..<steps {
            guard rows.anyAlive(at: step) else { break }
            if let sizes { runner.returnToSizes(of: sizes) }
            do {
                try run(step)
            } catch {
                throw error.noting("at step \(step)")
            }
        }
        var tensors = results.map(\.tensor) + states
        if scan.hasStop {
            tensors.append(
                PlainTensor(wrapping: rows.ends.map { Int64($0) }, .i32, shape: [rows.ends.count]))
        }
        return tensors
    }

    private mutating func run(_ step: Int) throws(Diagnostic) {
        let body = scan.body
        for (input, state) in zip(body.inputs, states) { runner.values[input.value.index] = state }
        for (input, sequence) in zip(body.inputs[scan.carried...], sequences) {
            runner.values[input.value.index] = rows.read(sequence.tensor, sequence.axis, at: step)
        }
        for index in plan.everyStep { try runner.run(index) }
        for index in states.indices {
            let next = try runner.value(body.outputs[index].value)
            states[index] = rows.advanced(states[index], to: next, at: step)
        }
        for index in results.indices {
            let tensor = try runner.value(body.outputs[scan.carried + index].value)
            results[index].take(tensor, at: step, rows)
        }
        if scan.hasStop, let stop = body.outputs.last {
            rows.stop(try runner.value(stop.value).integers, at: step)
        }
    }
}
