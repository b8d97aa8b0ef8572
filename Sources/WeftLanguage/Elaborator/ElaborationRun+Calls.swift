import WeftDiagnostics
import WeftGraph
import WeftOperators

extension ElaborationRun {
    /// Calls what a layer's syntax names, or makes a layer value of it when its tensors are not given yet.
    mutating func evaluateCall(
        _ syntax: LayerSyntax, piped: LanguageValue?, label: LabelSyntax?, range: SourceRange
    ) throws(Problem) -> LanguageValue {
        guard var layer = try layerValue(syntax.path) else {
            throw .diagnostic(notALayer(syntax.path))
        }
        if piped == nil, case .function(let function) = layer.target,
            let rounded = try roundedQuotient(function, syntax.arguments ?? [])
        {
            return rounded
        }
        var arguments: [Argument] = []
        if let piped {
            arguments.append(Argument(name: nil, value: piped.single, range: range))
        }
        arguments += try evaluate(syntax.arguments ?? [], for: layer)
        if arguments.contains(where: \.value.isFailed) { throw .reported }
        layer.arguments += arguments
        try measure(.layer(layer), at: range)
        let isRun = piped != nil || label != nil
        let result = try call(
            layer, label: try label.map { label throws(Problem) in try path(of: label) },
            mustRun: isRun, at: range)
        if case .layer(var made) = result, !syntax.members.isEmpty {
            made.members += syntax.members
            return .layer(made)
        }
        let members = syntax.members.map(\.text).joined(separator: ".")
        return members.isEmpty ? result : try member(members, of: result, at: range)
    }

    /// Runs a layer with the arguments that it has; without its tensors it stays a value.
    mutating func call(
        _ layer: LayerValue, label: [String]?, mustRun: Bool, at range: SourceRange
    ) throws(Problem) -> LanguageValue {
        let result: LanguageValue
        switch layer.target {
        case .declaration(let declaration):
            result = try call(declaration, layer, label: label, mustRun: mustRun, at: range)
        case .operation(let operation):
            result = try call(operation, layer, label: label, mustRun: mustRun, at: range)
        case .unknown(let name):
            result = try call(unknown: name, layer, label: label, at: range)
        case .driver(let driver):
            result = try drive(driver, layer, label: label, at: range)
        case .function(let function):
            result = try call(function, layer, label: label, at: range)
        case .initializer(let name):
            result = .initializer(try InitializerFunction.make(name, layer.arguments, at: range))
        case .preparation(let name):
            result = try PreparationFunction.make(name, layer.arguments, at: range)
        }
        if case .layer = result { return result }
        let members = layer.members.map(\.text).joined(separator: ".")
        return members.isEmpty ? result : try member(members, of: result, at: range)
    }

    /// The values of arguments. What a driver runs, and what is passed as a block or cell, is not run.
    private mutating func evaluate(
        _ arguments: [ArgumentSyntax], for layer: LayerValue
    ) throws(Problem) -> [Argument] {
        var result: [Argument] = []
        var failed = false
        for (index, argument) in arguments.enumerated() {
            do throws(Problem) {
                let value: LanguageValue
                if takesLayer(layer, argument, position: index) {
                    value = try evaluateLayerOnly(argument.value)
                } else {
                    value = try evaluate(argument.value)
                }
                result.append(Argument(name: argument.name, value: value, range: argument.value.range))
            } catch {
                try report(error, at: argument.range)
                failed = true
            }
        }
        if failed { throw .reported }
        return result
    }

    private func takesLayer(_ layer: LayerValue, _ argument: ArgumentSyntax, position: Int) -> Bool {
        switch layer.target {
        case .driver:
            return argument.name.map { $0.text == "cell" } ?? (position == 0)
        case .declaration(let declaration):
            guard let name = argument.name else {
                // A positional call is passed when only a layer can stand there.
                let parameters = declaration.syntax.parameters
                return position < parameters.count && parameters[position].type.takesLayers
                    && parameters.allSatisfy { !$0.type.holdsTensors }
            }
            return declaration.syntax.parameters.contains { $0.name.text == name.text && $0.type.takesLayers }
        default:
            return false
        }
    }

    /// A layer that is passed on: its arguments are evaluated, it is not run.
    mutating func evaluateLayerOnly(_ expression: ExpressionSyntax) throws(Problem) -> LanguageValue {
        guard case .call(let syntax) = expression.form, var layer = try layerValue(syntax.path) else {
            return try evaluate(expression)
        }
        switch layer.target {
        case .declaration, .operation: break
        default: return try evaluate(expression)
        }
        layer.arguments += try evaluate(syntax.arguments ?? [], for: layer)
        layer.members += syntax.members
        if layer.arguments.contains(where: \.value.isFailed) { throw .reported }
        try measure(.layer(layer), at: expression.range)
        return .layer(layer)
    }

    /// The layer that a path names: a value that holds one, a declaration, an operator, or something built in.
    mutating func layerValue(_ path: PathSyntax) throws(Problem) -> LayerValue? {
        guard let head = path.head else { return nil }
        if let binding = frame.bindings[head.text] {
            if path.components.isEmpty {
                switch binding.value {
                case .layer(let layer):
                    markRead(head.text)
                    return layer
                case .failed: throw .reported
                default: break
                }
            } else if case .layer(let layer) = try evaluate(path) {
                return layer
            }
        }
        if path.components.isEmpty { return globalLayer(head.text) }
        guard path.components.count == 1 else { return nil }
        let name: String
        switch path.components[0] {
        case .name(let inner): name = inner.text
        case .string(let inner): name = try text(inner)
        case .index: return nil
        }
        if head.text == "op" {
            guard let operation = Operators.named(name) else {
                // In quotes it is meant as one of another's operators.
                if case .string = path.components[0] { return LayerValue(target: .unknown(name), arguments: []) }
                throw .diagnostic(unknownOperator(name, path.range))
            }
            return LayerValue(target: .operation(operation), arguments: [])
        }
        guard let found = library.qualified(name, in: head.text, unit: frame.declaration.unit) else { return nil }
        guard let declaration = found else {
            let known = library.names(of: head.text, unit: frame.declaration.unit)
            throw .diagnostic(
                Diagnostic(
                    "unknown-name", "'\(head.text)' declares no '\(name)'", at: path.range,
                    help: Suggestion.nearest(to: name, among: known).map { "did you mean '\(head.text).\($0)'?" }
                        ?? (known.isEmpty ? nil : "it declares \(known.joined(separator: ", "))")))
        }
        return LayerValue(target: .declaration(declaration), arguments: [])
    }

    private mutating func globalLayer(_ name: String) -> LayerValue? {
        if let declaration = library.declaration(name, in: frame.declaration.unit, &diagnostics) {
            return LayerValue(target: .declaration(declaration), arguments: [])
        }
        if let driver = Driver(rawValue: name) { return LayerValue(target: .driver(driver), arguments: []) }
        if let function = NumberFunction.named[name] {
            return LayerValue(target: .function(function), arguments: [])
        }
        if let operation = Operators.named(name), !operation.signature.hasWeights {
            return LayerValue(target: .operation(operation), arguments: [])
        }
        if InitializerFunction.names.contains(name) {
            return LayerValue(target: .initializer(name), arguments: [])
        }
        if PreparationFunction.signatures[name] != nil {
            return LayerValue(target: .preparation(name), arguments: [])
        }
        return nil
    }

    private func unknownOperator(_ name: String, _ range: SourceRange) -> Diagnostic {
        let suggestion = Suggestion.nearest(to: name, among: Operators.all.map { $0.signature.name })
        return Diagnostic(
            "unknown-operator", "there is no operator '\(name)'", at: range,
            help: suggestion.map { "did you mean '\($0)'?" })
    }

    private func notALayer(_ path: PathSyntax) -> Diagnostic {
        guard let head = path.head else {
            return Diagnostic("not-a-layer", "a layer is called by its name", at: path.range)
        }
        if path.components.isEmpty, let binding = frame.bindings[head.text] {
            let what = binding.value.kindName
            return Diagnostic(
                "not-a-layer", "'\(head.text)' is \(what) and cannot be called", at: path.range,
                help: binding.value.tensor == nil ? nil : "combine tensors with operators such as + or concat(a, b)")
        }
        let known =
            library.names(in: frame.declaration.unit) + Operators.all.map { $0.signature.name }
            + ["scan", "unroll"] + NumberFunction.allCases.map(\.rawValue)
            + frame.bindings.filter { if case .layer = $0.value.value { true } else { false } }.keys.sorted()
        let suggestion = (ForeignNames.layer(head.text) ?? Suggestion.nearest(to: head.text, among: known))
            .map { "did you mean '\($0)'?" }
        return Diagnostic(
            "unknown-layer", "there is no layer '\(path.range.text)'", at: path.range,
            help: suggestion ?? "declare it with block or cell, or import the file that does")
    }
}
