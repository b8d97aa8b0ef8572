import WeftDiagnostics
import WeftGraph
import WeftTensors

/// The arguments of `scan` and `unroll`.
private struct DriverArguments {
    var cell: LayerValue
    var cellRange: SourceRange
    var sequences: [(value: TensorValue, range: SourceRange)] = []
    var axis = 1
    var reverse = false
    var lengths: TensorValue?
    var steps: Dimension?
}

extension ElaborationRun {
    /// Runs a cell over the steps of its sequences, or a number of steps without one.
    mutating func drive(
        _ driver: Driver, _ layer: LayerValue, label: [String]?, at range: SourceRange
    ) throws(Problem) -> LanguageValue {
        var arguments = try driverArguments(driver, layer.arguments, at: range)
        guard case .declaration(let declaration) = arguments.cell.target, declaration.syntax.kind == .cell else {
            throw .diagnostic(
                Diagnostic(
                    "not-a-cell", "\(driver.rawValue) takes a cell, and '\(arguments.cell.name)' is none",
                    at: arguments.cellRange, help: "declare what is done at each step with cell"))
        }
        guard levels.count <= options.budgets.bodies else {
            throw .exhausted(
                Diagnostic("bodies-too-deep", "scans nest more than \(options.budgets.bodies) deep", at: range))
        }
        let steps = try steps(driver, &arguments, at: range)
        let filled = try fill(declaration, arguments.cell.arguments, at: arguments.cellRange)
        return try run(declaration, filled, arguments, steps: steps, label: label, at: range)
    }

    /// The number of steps: the size of the sequences along the axis, which must be equal, or what was asked for.
    private mutating func steps(
        _ driver: Driver, _ arguments: inout DriverArguments, at range: SourceRange
    ) throws(Problem) -> Dimension {
        if driver == .unroll {
            guard let steps = arguments.steps else {
                throw .diagnostic(
                    Diagnostic(
                        "missing-argument", "unroll needs its number of steps", at: range,
                        help: "write unroll(\(arguments.cell.name)(…), steps=20)"))
            }
            guard arguments.sequences.isEmpty else {
                throw .diagnostic(
                    Diagnostic(
                        "too-many-arguments", "unroll has no input sequence", at: arguments.sequences[0].range,
                        help: "scan steps over a sequence"))
            }
            return steps
        }
        guard let first = arguments.sequences.first else {
            throw .diagnostic(
                Diagnostic(
                    "missing-argument", "scan needs a sequence to step over", at: range,
                    help: "write x |> scan(\(arguments.cell.name)(…)), or use unroll, which needs none"))
        }
        let rank = fact(first.value).rank
        let axis = arguments.axis < 0 ? rank + arguments.axis : arguments.axis
        var steps: Dimension?
        for sequence in arguments.sequences {
            let type = fact(sequence.value).type
            guard axis >= 0, axis < type.rank else {
                throw .diagnostic(
                    Diagnostic(
                        "bad-axis", "there is no axis \(arguments.axis) to step along", at: sequence.range,
                        labels: ["this is \(type)"], help: "give the axis of the steps: scan(…, axis=…)"))
            }
            if let steps {
                guard
                    canBeEqual(
                        steps, type.shape[axis], at: sequence.range, reason: "sequences of one scan are equally long")
                else {
                    throw .diagnostic(
                        Diagnostic(
                            "scan-length-mismatch", "the sequences of a scan must be equally long", at: sequence.range,
                            labels: ["this has \(type.shape[axis]) steps, the first has \(steps)"]))
                }
            } else {
                steps = type.shape[axis]
            }
        }
        arguments.axis = axis
        return steps ?? 0
    }

    private func driverArguments(
        _ driver: Driver, _ given: [Argument], at range: SourceRange
    ) throws(Problem) -> DriverArguments {
        var cell: (LayerValue, SourceRange)?
        var rest: [Argument] = []
        for argument in given {
            if case .layer(let layer) = argument.value, argument.name == nil || argument.name?.text == "cell",
                cell == nil
            {
                cell = (layer, argument.range)
            } else {
                rest.append(argument)
            }
        }
        guard let cell else {
            throw .diagnostic(
                Diagnostic(
                    "missing-argument", "\(driver.rawValue) needs a cell", at: range,
                    help: "write \(driver.rawValue)(lstm_cell(64)), naming the cell without its sequence"))
        }
        var result = DriverArguments(cell: cell.0, cellRange: cell.1)
        for argument in rest { try take(argument, driver, into: &result) }
        return result
    }

    private func take(
        _ argument: Argument, _ driver: Driver, into result: inout DriverArguments
    ) throws(Problem) {
        switch (argument.name?.text, argument.value.single) {
        case (nil, .tensor(let tensor)): result.sequences.append((tensor, argument.range))
        case ("axis", .size(let axis)) where axis.value != nil: result.axis = axis.value ?? 1
        case ("reverse", .bool(let reverse)): result.reverse = reverse
        case ("lengths", .none): return
        case ("lengths", .tensor(let tensor)): result.lengths = tensor
        case ("steps", .size(let steps)), (nil, .size(let steps)): result.steps = steps
        case (let name?, let value):
            let known = driver == .scan ? ["axis", "reverse", "lengths"] : ["steps"]
            let suggestion = Suggestion.nearest(to: name, among: known).map { "did you mean '\($0)'?" }
            throw .diagnostic(
                Diagnostic(
                    known.contains(name) ? "bad-argument" : "unknown-argument",
                    known.contains(name)
                        ? "'\(name)' of \(driver.rawValue) does not take \(describe(value))"
                        : "\(driver.rawValue) has no parameter '\(name)'", at: argument.name?.range,
                    help: known.contains(name)
                        ? "axis and steps are whole numbers, reverse is true or false, lengths are a tensor int[N]"
                        : suggestion ?? "it takes \(known.joined(separator: ", "))"))
        case (nil, let value):
            throw .diagnostic(
                Diagnostic(
                    "bad-argument", "\(driver.rawValue) does not take \(value.kindName) here", at: argument.range))
        }
    }

    /// Elaborates the cell as a body of its own and adds the node that runs it.
    private mutating func run(
        _ declaration: Declaration, _ given: FilledArguments, _ arguments: DriverArguments, steps: Dimension,
        label: [String]?, at range: SourceRange
    ) throws(Problem) -> LanguageValue {
        let prefix = try cellPrefix(arguments.cell, label)
        let outside = current
        let serial = nextSerial()
        var builder = GraphBuilder(
            name: declaration.syntax.name.text, assumptions: assumptions, budgets: options.budgets,
            firstDataSymbol: levels[outside].builder.dataSymbolCount)
        var filled = given
        var stepInputs: [ValueID] = []
        try giveSteps(declaration, arguments, &filled, &builder, &stepInputs, serial)
        levels.append(Level(serial: serial, builder: builder, driven: DrivenBody(outside: outside)))
        let inside = levels.count - 1
        current = inside
        defer {
            current = outside
            levels.removeSubrange(inside...)
        }
        var inner = Frame(declaration, prefix: prefix, shared: arguments.cell.shared ?? frame.shared)
        inner.initialStates = filled.initialStates
        let results = try run(inner, filled, at: range)
        return try finish(results, arguments, steps, stepInputs, inside: inside, outside: outside, at: range)
    }

    private mutating func cellPrefix(_ cell: LayerValue, _ label: [String]?) throws(Problem) -> [String] {
        if let shared = cell.shared {
            forgetIndices(below: shared.prefix)
            return shared.prefix
        }
        return frame.prefix + (label ?? ownLabel(cell.name))
    }

    /// Gives the cell's open tensor inputs one step of each sequence.
    private func giveSteps(
        _ declaration: Declaration, _ arguments: DriverArguments, _ filled: inout FilledArguments,
        _ builder: inout GraphBuilder, _ stepInputs: inout [ValueID], _ serial: Int
    ) throws(Problem) {
        let open = declaration.syntax.parameters.filter {
            $0.type.holdsTensors && filled.values[$0.name.text] == nil && $0.defaultValue == nil && !$0.type.isOptional
        }
        guard open.count == arguments.sequences.count else {
            let names = open.map { "'\($0.name.text)'" }.joined(separator: ", ")
            let takes = open.isEmpty ? "no tensors step by step" : "\(names) step by step"
            throw .diagnostic(
                Diagnostic(
                    "scan-arity-mismatch",
                    "cell '\(declaration.syntax.name.text)' takes \(takes), and \(arguments.sequences.count) "
                        + "sequence\(arguments.sequences.count == 1 ? " is" : "s are") given",
                    at: arguments.cellRange,
                    help: "what is the same at every step is named in the cell's own parentheses: "
                        + "\(declaration.syntax.name.text)(\(open.last.map { "\($0.name.text)=…" } ?? "…"))"))
        }
        for (parameter, sequence) in zip(open, arguments.sequences) {
            let type = fact(sequence.value).type
            var shape = type.shape
            shape.remove(at: arguments.axis)
            let id = builder.addInput(parameter.name.text, Fact(type.elementType, shape))
            stepInputs.append(id)
            filled.values[parameter.name.text] = Argument(
                name: nil, value: .tensor(TensorValue(level: serial, id: id)), range: sequence.range)
        }
    }

    private mutating func finish(
        _ results: LanguageValue, _ arguments: DriverArguments, _ steps: Dimension, _ stepInputs: [ValueID],
        inside: Int, outside: Int, at range: SourceRange
    ) throws(Problem) -> LanguageValue {
        let named: [LanguageValue.NamedResult]
        if case .results(let several) = results { named = several } else { named = [.init(name: nil, value: results)] }
        var stacked: [(name: String?, id: ValueID)] = []
        for result in named {
            guard let tensor = result.value.tensor else {
                throw .diagnostic(
                    Diagnostic(
                        "not-a-tensor", "a cell results in tensors, and this is \(result.value.kindName)", at: range))
            }
            stacked.append((result.name, try resolve(tensor)))
        }
        guard let driven = levels[inside].driven else { throw .reported }
        try checkStates(driven, stacked.compactMap(\.name), at: range)
        for state in driven.states {
            guard let next = state.next else { throw .reported }
            levels[inside].builder.addOutput(state.name, try resolve(next))
        }
        for (index, result) in stacked.enumerated() {
            levels[inside].builder.addOutput(result.name ?? "y\(index)", result.id)
        }
        if let stop = driven.stop { levels[inside].builder.addOutput("stop", try resolve(stop)) }
        arrangeInputs(driven, stepInputs, inside)
        levels[outside].builder.dataSymbolCount = levels[inside].builder.dataSymbolCount
        let captures = levels[inside].captures.map(\.outer)
        let body = levels[inside].builder.graph
        current = outside
        var operands: [TensorValue?] = driven.states.map(\.initial) + arguments.sequences.map(\.value) + captures
        if let lengths = arguments.lengths { operands.append(lengths) }
        let operation = try scan(body, driven, arguments, steps)
        let outputs = try add(operation, operands, at: range)
        return name(outputs, stacked.map(\.name), driven)
    }

    private func scan(
        _ body: Graph, _ driven: DrivenBody, _ arguments: DriverArguments, _ steps: Dimension
    ) throws(Problem) -> any Operator {
        var attributes: [(String, Attribute)] = [
            ("body", .graph(body)), ("carried", .integer(driven.states.count)),
            ("scanned", .integer(arguments.sequences.count)), ("axis", .integer(arguments.axis)),
            ("reverse", .bool(arguments.reverse)), ("has_lengths", .bool(arguments.lengths != nil)),
            ("has_stop", .bool(driven.stop != nil)),
        ]
        if arguments.sequences.isEmpty { attributes.append(("steps", .dimension(steps))) }
        return try operation("scan", attributes)
    }

    private func checkStates(
        _ driven: DrivenBody, _ results: [String], at range: SourceRange
    ) throws(Problem) {
        if driven.states.contains(where: { $0.next == nil && $0.hasFailed }) { throw .reported }
        for state in driven.states where state.next == nil {
            let name = state.name
            throw .diagnostic(
                Diagnostic(
                    "state-without-next", "the state '\(name)' gets no next value", at: state.range,
                    help: "bind it in every step: next \(name) = …"))
        }
        for state in driven.states where results.contains(state.name) {
            throw .diagnostic(
                Diagnostic(
                    "duplicate-result", "a result and a state of one cell cannot both be '\(state.name)'",
                    at: state.range, help: "give the result another name"))
        }
    }

    /// The order of a body's inputs: states, what comes step by step, and what stays the same.
    private mutating func arrangeInputs(_ driven: DrivenBody, _ stepInputs: [ValueID], _ inside: Int) {
        let order = driven.states.map(\.current) + stepInputs + levels[inside].captures.map(\.inner)
        let byValue = Dictionary(
            levels[inside].builder.graph.inputs.map { ($0.value, $0) }, uniquingKeysWith: { first, _ in first })
        levels[inside].builder.setInputs(order.compactMap { byValue[$0] })
    }

    private func name(
        _ outputs: [TensorValue], _ results: [String?], _ driven: DrivenBody
    ) -> LanguageValue {
        var names: [String?] = results + driven.states.map(\.name)
        if driven.stop != nil { names.append("lengths") }
        return .results(
            zip(names, outputs).map { LanguageValue.NamedResult(name: $0, value: .tensor($1)) })
    }
}
