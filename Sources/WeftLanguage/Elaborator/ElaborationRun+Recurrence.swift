import WeftDiagnostics
import WeftGraph
import WeftTensors

extension ElaborationRun {
    /// `state h: f32[N, units] = 0`: carried from step to step by whatever drives the cell.
    mutating func declareState(
        _ name: NameSyntax, _ type: TypeSyntax, _ initial: ExpressionSyntax?, _ range: SourceRange
    ) throws(Problem) {
        guard let driven = levels[current].driven, frame.declaration.syntax.kind == .cell else {
            throw .diagnostic(
                Diagnostic(
                    "state-outside-cell", "only a cell has states", at: range,
                    help: "declare it with cell, and step over a sequence with scan"))
        }
        guard frame.states[name.text] == nil else {
            throw .diagnostic(Diagnostic("duplicate-state", "the state '\(name.text)' is declared twice", at: range))
        }
        let declared = try tensorType(type, openNames: true)
        // The initial value is computed once, outside of the loop.
        let inside = current
        current = driven.outside
        defer { current = inside }
        let value = try initialValue(name, type, declared, initial, range)
        guard levels.firstIndex(where: { $0.serial == value.level }).map({ $0 <= current }) == true else {
            throw .diagnostic(
                Diagnostic(
                    "value-of-a-step", "the initial value of '\(name.text)' depends on a step of its own cell",
                    at: initial?.range ?? range,
                    help: "it is computed once, before the first step: name what it needs where the cell is driven"))
        }
        let fact = Fact(self.fact(value).type)
        current = inside
        let before = levels[inside].builder.addInput(name.text, fact)
        let state = DrivenBody.State(
            name: stateName(name.text, among: levels[inside].driven?.states ?? []), range: name.range, initial: value,
            current: before)
        levels[inside].driven?.states.append(state)
        frame.states[name.text] = (levels[inside].driven?.states.count ?? 1) - 1
        let tensor = TensorValue(level: levels[inside].serial, id: before)
        frame.bindings[name.text] = Frame.Binding(value: .tensor(tensor))
    }

    /// The name of a state as the driver's results have it; a second one of the same name gets a number from 1.
    private func stateName(_ name: String, among states: [DrivenBody.State]) -> String {
        let full = (frame.stateLabel + [name]).joined(separator: ".")
        var unique = full
        var count = 0
        while states.contains(where: { $0.name == unique }) {
            count += 1
            unique = "\(full)\(count)"
        }
        return unique
    }

    private mutating func initialValue(
        _ name: NameSyntax, _ type: TypeSyntax, _ declared: TensorType, _ initial: ExpressionSyntax?,
        _ range: SourceRange
    ) throws(Problem) -> TensorValue {
        if let given = frame.initialStates[name.text] {
            switch given.value.single {
            case .none: break
            case .failed: throw .reported
            case .tensor(let tensor):
                let what = "the initial value of '\(name.text)'"
                guard case .tensor(let checked) = try match(.tensor(tensor), type, what: what, at: given.range) else {
                    throw .reported
                }
                return checked
            default: return try filled(given.value, declared, at: given.range)
            }
        }
        guard let initial else {
            throw .diagnostic(
                Diagnostic(
                    "state-without-value", "the state '\(name.text)' has no initial value", at: range,
                    help: "write one: state \(name.text): \(type.range.text) = 0"))
        }
        let value = try evaluate(initial).single
        if case .tensor(let tensor) = value {
            let what = "the initial value of '\(name.text)'"
            guard case .tensor(let checked) = try match(.tensor(tensor), type, what: what, at: initial.range) else {
                throw .reported
            }
            return checked
        }
        return try filled(value, declared, at: initial.range)
    }

    /// A number in every place of a tensor.
    private mutating func filled(
        _ value: LanguageValue, _ type: TensorType, at range: SourceRange
    ) throws(Problem) -> TensorValue {
        if value.isFailed { throw .reported }
        if case .bool(let truth) = value.single, type.elementType == .bool {
            return try full(type, truth ? 1 : 0, at: range)
        }
        guard let number = realNumber(value) else {
            throw .diagnostic(
                Diagnostic(
                    "bad-initial-value", "a state begins with a number or a tensor, and this is \(describe(value))",
                    at: range))
        }
        return try full(type, number, at: range)
    }

    /// `next h = …`: the state after the step; every state gets exactly one.
    mutating func bindNext(_ name: NameSyntax, to value: LanguageValue, at range: SourceRange) throws(Problem) {
        if frame.bindings[name.text]?.value.isFailed == true { throw .reported }
        guard let index = frame.states[name.text], let states = levels[current].driven?.states else {
            let suggestion = Suggestion.nearest(to: name.text, among: frame.states.keys.sorted())
            throw .diagnostic(
                Diagnostic(
                    "unknown-state", "there is no state '\(name.text)' here", at: name.range,
                    help: suggestion.map { "did you mean '\($0)'?" }
                        ?? "declare it: state \(name.text): f32[N, units] = 0"))
        }
        guard states[index].next == nil else {
            throw .diagnostic(
                Diagnostic(
                    "duplicate-next", "the state '\(name.text)' gets its next value twice", at: range,
                    help: "compute the value under another name first"))
        }
        if value.isFailed { throw .reported }
        guard let tensor = value.tensor else {
            throw .diagnostic(
                Diagnostic(
                    "not-a-tensor", "the next value of a state is a tensor, and this is \(describe(value))",
                    at: range))
        }
        let state = levels[current].builder.fact(states[index].current).type
        let given = fact(tensor).type
        guard state.elementType == given.elementType, state.rank == given.rank else {
            throw .diagnostic(stateMismatch(name, state, tensor, range))
        }
        for (a, b) in zip(state.shape, given.shape) {
            guard canBeEqual(a, b, at: range, reason: "a state keeps its sizes from step to step") else {
                throw .diagnostic(stateMismatch(name, state, tensor, range))
            }
        }
        levels[current].driven?.states[index].next = tensor
        frame.bindings["next " + name.text] = Frame.Binding(value: .tensor(tensor))
    }

    private func stateMismatch(
        _ name: NameSyntax, _ state: TensorType, _ next: TensorValue, _ range: SourceRange
    ) -> Diagnostic {
        let given = fact(next).type
        let differing = given.shape.indices.filter { $0 >= state.rank || state.shape[$0] != given.shape[$0] }
        return Diagnostic(
            "state-mismatch", "the state '\(name.text)' must keep its type from step to step", at: range,
            labels: ["before the step it is \(state)", "after the step it is \(given)"],
            notes: traces(next, name: "next \(name.text)", axes: differing),
            help: "make the next value's sizes those that the state is declared with")
    }

    /// `next h` where a value is wanted.
    func nextState(_ name: NameSyntax) throws(Problem) -> LanguageValue {
        if let binding = frame.bindings["next " + name.text] {
            if binding.value.isFailed { throw .reported }
            return binding.value
        }
        throw .diagnostic(
            Diagnostic(
                "next-before-bound", "'next \(name.text)' is used before it is bound", at: name.range,
                help: frame.states[name.text] == nil
                    ? "there is no state '\(name.text)' here" : "bind it above: next \(name.text) = …"))
    }

    /// `stop when word == end`: makes this a row's last step.
    mutating func declareStop(_ condition: ExpressionSyntax) throws(Problem) {
        guard levels[current].driven != nil else {
            throw .diagnostic(
                Diagnostic("stop-outside-cell", "only a cell can stop its driver", at: condition.range))
        }
        guard let tensor = try evaluate(condition).tensor else {
            throw .diagnostic(
                Diagnostic(
                    "not-a-tensor", "stop when takes a tensor bool[N], true for the rows that end", at: condition.range)
            )
        }
        let type = fact(tensor).type
        guard type.elementType == .bool, type.rank == 1 else {
            throw .diagnostic(
                Diagnostic(
                    "stop-mismatch", "stop when takes a tensor bool[N], true for the rows that end",
                    at: condition.range,
                    labels: ["this is \(type)"], help: "compare one number for each row, such as word == end"))
        }
        if let other = levels[current].driven?.stop {
            let either = try add(operation("or"), [other, tensor], at: condition.range)[0]
            levels[current].driven?.stop = either
        } else {
            levels[current].driven?.stop = tensor
        }
    }
}
