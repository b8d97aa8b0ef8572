import WeftDiagnostics
import WeftGraph

/// The arguments of a call by the parameters that they fill.
struct FilledArguments {
    var values: [String: Argument] = [:]
    /// Initial values of states, by the states' names.
    var initialStates: [String: Argument] = [:]
    /// Tensors that were given by name: fixed, when a driver runs the cell.
    var named: Set<String> = []
}

extension ElaborationRun {
    /// Calls a block, a cell or a model.
    mutating func call(
        _ declaration: Declaration, _ layer: LayerValue, label: [String]?, mustRun: Bool, at range: SourceRange
    ) throws(Problem) -> LanguageValue {
        let filled = try fill(declaration, layer.arguments, at: range)
        let isCell = declaration.syntax.kind == .cell
        let missing = declaration.syntax.parameters.filter {
            $0.type.holdsTensors && $0.defaultValue == nil && !$0.type.isOptional && filled.values[$0.name.text] == nil
        }
        let canRun = missing.isEmpty && (!isCell || levels[current].driven != nil)
        guard canRun else {
            if !mustRun { return .layer(layer) }
            if isCell, levels[current].driven == nil {
                throw .diagnostic(
                    Diagnostic(
                        "cell-outside-driver",
                        "cell '\(layer.name)' runs only in a cell or under a driver", at: range,
                        help:
                            "step over a sequence with scan(\(layer.name)(…)), or feed it back with unroll(…, steps=20)"
                    ))
            }
            throw .diagnostic(missingArgument(missing[0], declaration, range))
        }
        let prefix: [String]
        if let shared = layer.shared {
            prefix = shared.prefix
            forgetIndices(below: prefix)
        } else {
            let own = label ?? (isNumbersOnly(declaration) ? [] : ownLabel(declaration.syntax.name.text))
            prefix = frame.prefix + own
        }
        let shared = layer.shared ?? frame.shared
        let stateLabel = frame.stateLabel + (label ?? [])
        var inner = Frame(declaration, prefix: prefix, shared: shared, stateLabel: stateLabel)
        inner.initialStates = filled.initialStates
        return try run(inner, filled, at: range)
    }

    /// Whether it takes and gives numbers alone, as `make_divisible` does: it has no layer of its own then.
    private func isNumbersOnly(_ declaration: Declaration) -> Bool {
        declaration.syntax.parameters.allSatisfy { !$0.type.holdsTensors }
    }

    private func missingArgument(_ parameter: ParameterSyntax, _ declaration: Declaration, _ range: SourceRange)
        -> Diagnostic
    {
        let name = declaration.syntax.name.text
        return Diagnostic(
            "missing-argument", "\(name) needs '\(parameter.name.text): \(parameter.type.range.text)'", at: range,
            notes: declaration.isPrelude ? [] : [.init("declared here", at: parameter.range)],
            help: "write \(name)(…, \(parameter.name.text)=…)")
    }

    /// Matches arguments to parameters: tensors fill the required tensors in order, other values the
    /// hyper-parameters; all can be named, optional tensors must be.
    func fill(
        _ declaration: Declaration, _ arguments: [Argument], at range: SourceRange
    ) throws(Problem) -> FilledArguments {
        var filled = FilledArguments()
        let parameters = declaration.syntax.parameters
        for argument in arguments {
            guard let name = argument.name else { continue }
            if parameters.contains(where: { $0.name.text == name.text }) {
                try put(argument, name.text, in: &filled)
                filled.named.insert(name.text)
            } else if declaration.stateNames.contains(name.text) {
                filled.initialStates[name.text] = argument
            } else {
                throw .diagnostic(unknownArgument(name, declaration))
            }
        }
        for argument in arguments where argument.name == nil {
            let value = argument.value
            let candidate = parameters.first { parameter in
                guard filled.values[parameter.name.text] == nil else { return false }
                if value.holdsTensors {
                    guard parameter.type.holdsTensors, parameter.defaultValue == nil, !parameter.type.isOptional else {
                        return false
                    }
                    if case .list = value.single { return parameter.type.isList }
                    return true
                }
                return !parameter.type.holdsTensors
            }
            guard let candidate else { throw .diagnostic(tooManyArguments(argument, declaration, filled)) }
            try put(argument, candidate.name.text, in: &filled)
        }
        return filled
    }

    private func put(_ argument: Argument, _ name: String, in filled: inout FilledArguments) throws(Problem) {
        guard filled.values[name] == nil else {
            throw .diagnostic(
                Diagnostic("duplicate-argument", "'\(name)' is given twice", at: argument.name?.range ?? argument.range)
            )
        }
        filled.values[name] = argument
    }

    private func unknownArgument(_ name: NameSyntax, _ declaration: Declaration) -> Diagnostic {
        let known = declaration.syntax.parameters.map(\.name.text) + declaration.stateNames.sorted()
        let foreign = ForeignNames.argument(name.text).flatMap { known.contains($0) ? $0 : nil }
        let suggestion = (foreign ?? Suggestion.nearest(to: name.text, among: known)).map { "did you mean '\($0)'?" }
        return Diagnostic(
            "unknown-argument", "\(declaration.syntax.name.text) has no parameter '\(name.text)'", at: name.range,
            help: suggestion ?? "it takes \(known.joined(separator: ", "))")
    }

    private func tooManyArguments(
        _ argument: Argument, _ declaration: Declaration, _ filled: FilledArguments
    ) -> Diagnostic {
        let name = declaration.syntax.name.text
        let isTensor = argument.value.holdsTensors
        let open = declaration.syntax.parameters.filter {
            filled.values[$0.name.text] == nil && $0.type.holdsTensors == isTensor
        }
        let names = open.map(\.name.text).joined(separator: ", ")
        return Diagnostic(
            "too-many-arguments", "\(name) takes no further \(isTensor ? "tensor" : "value") here", at: argument.range,
            labels: ["this is \(describe(argument.value))"],
            help: open.isEmpty
                ? "it takes \(declaration.syntax.parameters.map(\.name.text).joined(separator: ", "))"
                : isTensor ? "optional ones must be named: \(names)" : nil)
    }

    /// How many levels of expressions a call needs on the stack.
    private static var callDepth: Int { 5 }

    /// Runs a declaration's body in its own scope.
    mutating func run(_ inner: Frame, _ filled: FilledArguments, at range: SourceRange) throws(Problem) -> LanguageValue
    {
        guard frames.count < options.budgets.calls else {
            throw .exhausted(
                Diagnostic(
                    "calls-too-deep", "calls nest more than \(options.budgets.calls) deep", at: range,
                    help: "a block cannot call itself, directly or through others; repeat with a for loop"))
        }
        frames.append(inner)
        callRanges.append(range)
        defer {
            depth -= ElaborationRun.callDepth
            frames.removeLast()
            callRanges.removeLast()
        }
        try descend(ElaborationRun.callDepth)
        let declaration = inner.declaration.syntax
        try bindParameters(declaration, filled, at: range)
        for promise in declaration.promises { try require(promise, asPromise: false, at: range) }
        try run(declaration.body)
        return try results(of: declaration, at: range)
    }

    /// Binds a call's arguments, hyper-parameters that are given first, so that types may name them.
    private mutating func bindParameters(
        _ declaration: DeclarationSyntax, _ filled: FilledArguments, at range: SourceRange
    ) throws(Problem) {
        for parameter in declaration.parameters where !parameter.type.holdsTensors {
            guard let argument = filled.values[parameter.name.text] else { continue }
            let what = "'\(parameter.name.text)' of \(declaration.name.text)"
            let value = try match(argument.value, parameter.type, what: what, at: argument.range)
            bindParameter(parameter, to: value)
        }
        try bindLiteralDefaults(declaration)
        for parameter in declaration.parameters where frame.bindings[parameter.name.text] == nil {
            if let argument = filled.values[parameter.name.text] {
                let what = "'\(parameter.name.text)' of \(declaration.name.text)"
                let value = try match(argument.value, parameter.type, what: what, at: argument.range)
                bindParameter(parameter, to: value)
            } else if let expression = parameter.defaultValue {
                let value = try evaluate(expression)
                bindParameter(
                    parameter, to: try match(value, parameter.type, what: "the default", at: expression.range))
            } else if parameter.type.isOptional {
                bindParameter(parameter, to: .none)
            } else {
                throw .diagnostic(missingArgument(parameter, frame.declaration, range))
            }
        }
    }

    /// Defaults that are plain literals can be named by the types of earlier parameters.
    mutating func bindLiteralDefaults(_ declaration: DeclarationSyntax) throws(Problem) {
        for parameter in declaration.parameters
        where !parameter.type.holdsTensors && frame.bindings[parameter.name.text] == nil {
            guard let expression = parameter.defaultValue else { continue }
            switch expression.form {
            case .integer, .real, .bool, .string, .none:
                let value = try evaluate(expression)
                bindParameter(
                    parameter, to: try match(value, parameter.type, what: "the default", at: expression.range))
            default: continue
            }
        }
    }

    mutating func bindParameter(_ parameter: ParameterSyntax, to value: LanguageValue) {
        frame.bindings[parameter.name.text] = Frame.Binding(value: value)
    }

    /// What a body results in: its declared names, or what it returns.
    mutating func results(of declaration: DeclarationSyntax, at range: SourceRange) throws(Problem) -> LanguageValue {
        if declaration.results.isEmpty {
            guard let returned = frame.returned else {
                throw .diagnostic(
                    Diagnostic(
                        "no-result", "\(declaration.name.text) results in nothing", at: declaration.name.range,
                        help: "end the body with return, or declare the results: -> (y)"))
            }
            if returned.contains(where: \.isFailed) { throw .reported }
            return returned.count == 1
                ? returned[0] : .results(returned.map { LanguageValue.NamedResult(name: nil, value: $0) })
        }
        var named: [LanguageValue.NamedResult] = []
        if let open = declaration.results.first(where: { frame.bindings[$0.name.text] == nil }) {
            throw .diagnostic(
                Diagnostic(
                    "unbound-result", "the result '\(open.name.text)' is never bound", at: open.name.range,
                    help: "bind it in the body: \(open.name.text) = …"))
        }
        for result in declaration.results {
            guard let binding = frame.bindings[result.name.text] else { throw .reported }
            markRead(result.name.text)
            if binding.value.isFailed { throw .reported }
            if let type = result.type {
                try check(binding.value, resultType: type, result.name)
            }
            let value = frame.bindings[result.name.text]?.value ?? binding.value
            named.append(.init(name: result.name.text, value: value.single))
        }
        return .results(named)
    }

    private mutating func check(
        _ value: LanguageValue, resultType type: TypeSyntax, _ name: NameSyntax
    ) throws(Problem) {
        do throws(Problem) {
            _ = try match(value, type, what: "the result '\(name.text)'", at: name.range)
        } catch {
            guard case .diagnostic(let diagnostic) = error, let place = frame.bindings[name.text]?.range else {
                throw error
            }
            throw .diagnostic(diagnostic.noting("bound here", at: place))
        }
    }
}

extension Declaration {
    /// The names of the states that its body declares.
    var stateNames: Set<String> {
        var names: Set<String> = []
        var pending = [syntax.body]
        while let statements = pending.popLast() {
            for statement in statements {
                switch statement.form {
                case .storage(.state, let name, _, _, _): names.insert(name.text)
                case .choice(_, let then, let otherwise): pending += [then, otherwise ?? []]
                case .loop(_, _, let body): pending.append(body)
                default: continue
                }
            }
        }
        return names
    }
}
