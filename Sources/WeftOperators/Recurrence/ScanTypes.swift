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
    /// The body's symbols in terms of the operands' sizes.
    private(set) var symbols: [Symbol: Dimension] = [:]

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
        try requireConditions(&inference)
    }

    private func checkStructure() throws(Diagnostic) {
        try body.checkReferences()
        try body.checkNesting(Budgets(), outer: 1)
        guard scan.carried >= 0, scan.scanned >= 0, scan.carried <= body.inputs.count,
            scan.scanned <= body.inputs.count - scan.carried, scan.stacked >= 0
        else {
            throw Diagnostic(
                "bad-scan-body",
                "the body has \(body.inputs.count) inputs and \(body.outputs.count) outputs, too few for "
                    + "\(scan.carried) states and \(scan.scanned) sequences",
                help: "it takes states, steps and invariants, and gives the next states and the results")
        }
        guard body.parameters.isEmpty else {
            throw Diagnostic(
                "bad-scan-body", "the body has a parameter '\(body.parameters[0].name)' of its own",
                help: "parameters go into a body as invariants")
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
        for (index, input) in body.inputs.enumerated() {
            let wanted = body.type(input.value)
            let given = try step(index)
            guard wanted.elementType == given.elementType, wanted.rank == given.rank else {
                throw mismatch(index, wanted)
            }
            for (dimension, size) in zip(wanted.shape, given.shape) {
                if let symbol = dimension.bareSymbol, symbols[symbol] == nil { symbols[symbol] = size }
            }
        }
        for (index, input) in body.inputs.enumerated() {
            let wanted = body.type(input.value)
            for (dimension, size) in zip(wanted.shape, try step(index).shape) {
                try inference.require(
                    size, equals: dimension.substituting(symbols), "the body of a scan must fit what it is given"
                ) { mismatch(index, wanted) }
            }
        }
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

    private func requireConditions(_ inference: inout Inference) throws(Diagnostic) {
        for condition in body.conditions {
            let (left, right) = (condition.left.substituting(symbols), condition.right.substituting(symbols))
            let failure = {
                Diagnostic(
                    "condition-not-met", "the body of a scan needs \(condition), which does not hold here",
                    at: condition.range, notes: condition.reason.isEmpty ? [] : [Diagnostic.Note(condition.reason)])
            }
            // What only the body's own run can tell is left to that run.
            if left.symbols.union(right.symbols).contains(where: isOwn) { continue }
            switch condition.relation {
            case .equal: try inference.require(left, equals: right, condition.reason, otherwise: failure)
            case .atLeast: try inference.require(left, atLeast: right, condition.reason, otherwise: failure)
            }
        }
    }

    /// Whether a size is found by the body while it runs.
    private func isOwn(_ symbol: Symbol) -> Bool {
        symbol.kind == .data && !operands.contains { $0.type.symbols.contains(symbol) }
    }

    private func substituted(_ type: TensorType) -> TensorType {
        TensorType(type.elementType, type.shape.map { $0.substituting(symbols) })
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
        guard type.symbols.contains(where: isOwn) else { return }
        throw Diagnostic(
            "scan-size-varies", "the sizes of '\(name)' are found anew at each step, so steps cannot be put together",
            labels: ["a step gives \(type)"])
    }
}
