import WeftDiagnostics
import WeftGraph
import WeftTensors

/// The types of a scan: the operands against the body, and what the body's sizes are in terms of the operands'.
struct ScanTypes {
    private let scan: Op.Scan
    private let operands: [Fact]
    private let body: Graph
    /// The number of steps.
    private(set) var steps: Dimension = 0
    /// The number of rows, when lengths or a stop need them.
    private var rows: Dimension?
    /// What the body's sizes are in terms of the operands'.
    private(set) var sizes: BodySizes?

    init(_ scan: Op.Scan, _ inference: inout Inference) throws(Diagnostic) {
        self.scan = scan
        body = scan.body
        var facts: [Fact] = []
        for index in inference.operands.indices { facts.append(try inference.operand(index)) }
        operands = facts
        try checkStructure()
        try bindSteps(&inference)
        try bindInputs(&inference)
        try bindRows(&inference)
        try sizes?.requireConditions(&inference)
    }

    private func checkStructure() throws(Diagnostic) {
        try body.checkBody("bad-scan-body")
        guard scan.carried >= 0, scan.scanned >= 0, scan.carried <= body.inputs.count,
            scan.scanned <= body.inputs.count - scan.carried, scan.stacked >= 0
        else {
            throw Diagnostic(
                "bad-scan-body",
                "the body has \(body.inputs.count) inputs and \(body.outputs.count) outputs, too few for "
                    + "\(scan.carried) states and \(scan.scanned) sequences",
                help: "it takes states, steps and invariants, and gives the next states and the results")
        }
        let expected = body.inputs.count + (scan.hasLengths ? 1 : 0)
        guard operands.count == expected else {
            throw Diagnostic(
                "scan-operands-mismatch", "the scan takes \(expected) operands, but there are \(operands.count)",
                help: "one for each input of the body\(scan.hasLengths ? ", then the lengths" : "")")
        }
    }

    /// The axis of a sequence along which it is stepped through.
    private func axis(_ index: Int) throws(Diagnostic) -> Int {
        try operands[index].axis(scan.axis, of: label(index))
    }

    private func label(_ index: Int) -> String { body.inputs[index].name }

    private mutating func bindSteps(_ inference: inout Inference) throws(Diagnostic) {
        var found = scan.steps
        for index in scan.carried..<(scan.carried + scan.scanned) {
            let size = operands[index].shape[try axis(index)]
            guard let known = found else {
                found = size
                continue
            }
            try inference.requireSize(
                size, known, "sequences must have equally many steps", code: "scan-steps-mismatch",
                labels: (scan.carried...index).map { operands[$0].label(label($0)) })
        }
        guard let found else {
            throw Diagnostic(
                "scan-without-steps", "a scan without sequences must say its number of steps",
                help: "give steps, or a sequence to step through")
        }
        steps = found
        try inference.require(steps, atLeast: 0, "a number of steps must not be negative") {
            Diagnostic("scan-steps-mismatch", "the number of steps is \(steps)")
        }
        if let known = steps.value, known > Budgets().steps {
            throw Diagnostic("too-many-steps", "a scan of \(known) steps has more than \(Budgets().steps)")
        }
    }

    /// What the body is given at an input: the operand, of sequences a step.
    private func step(_ index: Int) throws(Diagnostic) -> TensorType {
        let type = operands[index].type
        guard (scan.carried..<(scan.carried + scan.scanned)).contains(index) else { return type }
        return TensorType(type.elementType, type.shape.removing(at: try axis(index)))
    }

    private mutating func bindInputs(_ inference: inout Inference) throws(Diagnostic) {
        var given: [TensorType] = []
        for index in body.inputs.indices { given.append(try step(index)) }
        sizes = try BodySizes(body, "the body of a scan", given: given, &inference) { mismatch($0, $1) }
    }

    private func mismatch(_ index: Int, _ wanted: TensorType) -> Diagnostic {
        let isSequence = (scan.carried..<(scan.carried + scan.scanned)).contains(index)
        return Diagnostic(
            "scan-type-mismatch",
            isSequence
                ? "a step of '\(label(index))' does not fit the body" : "'\(label(index))' does not fit the body",
            labels: [operands[index].label(label(index)), "the body takes \(wanted)"],
            help: isSequence ? "the body takes a step without axis \(scan.axis)" : nil)
    }

    private mutating func bindRows(_ inference: inout Inference) throws(Diagnostic) {
        if scan.hasLengths {
            let lengths = operands[operands.count - 1]
            try ElementClass.integer.check(lengths, "lengths")
            try lengths.requireRank(1...1, "lengths", "[N]")
            rows = lengths.shape[0]
        }
        if scan.hasStop, let stop = body.outputs.last {
            let type = substituted(body.type(stop.value))
            guard type.elementType == .bool, type.rank == 1 else {
                throw Diagnostic(
                    "scan-type-mismatch", "a stop must have the type bool[N], one truth value for each row",
                    labels: ["\(stop.name) is \(type)"])
            }
            if let rows {
                try inference.requireSize(
                    type.shape[0], rows, "a stop has as many rows as the lengths", code: "scan-rows-mismatch",
                    labels: ["\(stop.name) is \(type)"])
            } else {
                rows = type.shape[0]
            }
        }
        for index in 0..<(scan.carried + scan.scanned) { try requireRows(try step(index), label(index), &inference) }
        for output in body.outputs { try requireRows(substituted(body.type(output.value)), output.name, &inference) }
    }

    private func requireRows(_ type: TensorType, _ name: String, _ inference: inout Inference) throws(Diagnostic) {
        guard let rows, type.rank > 0 else { return }
        try inference.requireSize(
            type.shape[0], rows, "axis 0 of states, steps and results must be the rows", code: "scan-rows-mismatch",
            labels: ["\(name) is \(type)"], help: "what has lengths or a stop has rows along axis 0")
    }

    private func substituted(_ type: TensorType) -> TensorType {
        sizes?.substituted(type) ?? type
    }

    /// The types of the results.
    mutating func results(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
        for index in 0..<scan.carried { try requireState(index, &inference) }
        var results: [Fact] = []
        for output in body.outputs[scan.carried..<(scan.carried + scan.stacked)] {
            let type = substituted(body.type(output.value))
            try requireFixed(type, output.name)
            guard (-type.rank - 1...type.rank).contains(scan.axis) else {
                throw Diagnostic(
                    "bad-axis", "the results '\(output.name)' cannot be stacked along axis \(scan.axis)",
                    labels: ["a step gives \(type)"], help: "the stacked result has rank \(type.rank + 1)")
            }
            var shape = type.shape
            shape.insert(steps, at: scan.axis.resolvedAxis(type.rank + 1))
            results.append(Fact(type.elementType, shape))
        }
        for index in 0..<scan.carried { results.append(Fact(operands[index].type)) }
        if scan.hasStop, let rows { results.append(Fact(.i32, [rows])) }
        return results
    }

    private func requireState(_ index: Int, _ inference: inout Inference) throws(Diagnostic) {
        let next = substituted(body.type(body.outputs[index].value))
        let state = operands[index].type
        let failure = {
            Diagnostic(
                "scan-type-mismatch", "the state '\(label(index))' changes its type from one step to the next",
                labels: ["it begins as \(state)", "the next is \(next)"],
                help: "a state keeps one type through all steps")
        }
        guard next.elementType == state.elementType, next.rank == state.rank else { throw failure() }
        try requireFixed(next, label(index))
        for (left, right) in zip(next.shape, state.shape) {
            try inference.require(left, equals: right, "a state must keep its sizes", otherwise: failure)
        }
    }

    private func requireFixed(_ type: TensorType, _ name: String) throws(Diagnostic) {
        guard let sizes, type.symbols.contains(where: sizes.isOwn) else { return }
        throw Diagnostic(
            "scan-size-varies", "the sizes of '\(name)' are found anew at each step, so steps cannot be put together",
            labels: ["a step gives \(type)"])
    }
}
