import WeftDiagnostics
import WeftGraph
import WeftTensors

extension ElaborationRun {
    /// Elaborates a model: its inputs are the graph's, its results the graph's outputs.
    mutating func elaborate(model declaration: Declaration) -> Model? {
        let syntax = declaration.syntax
        levels = [Level(serial: nextSerial(), builder: GraphBuilder(name: syntax.name.text, budgets: options.budgets))]
        frames = [Frame(declaration, prefix: [], shared: nil)]
        callRanges = [syntax.name.range]
        metadata.documentation = syntax.documentation
        do throws(Problem) {
            try bindModelParameters(syntax)
            for promise in syntax.promises {
                do throws(Problem) { try require(promise, asPromise: true, at: promise.range) } catch {
                    try report(error, at: promise.range)
                }
            }
            try run(syntax.body)
            try bindOutputs(syntax)
        } catch {
            do throws(Problem) { try report(error, at: syntax.name.range) } catch {}
        }
        if !diagnostics.hasErrors { reportUnsolved() }
        checkLabels()
        warnUnread()
        guard !diagnostics.hasErrors else { return nil }
        metadata.sources = library.sources.map {
            Metadata.Source(name: $0.name, text: String(decoding: $0.bytes, as: UTF8.self))
        }
        return Model(graph: levels[0].builder.graph, metadata: metadata)
    }

    private mutating func bindModelParameters(_ syntax: DeclarationSyntax) throws(Problem) {
        try bindHyperParameters(syntax)
        for name in options.dimensions.keys.sorted() { bindDimension(name, syntax) }
        try bindInputs(syntax)
        for parameter in syntax.parameters where !parameter.type.holdsTensors {
            guard let value = frame.bindings[parameter.name.text]?.value, let entry = MetadataValue(value) else {
                continue
            }
            metadata.hyperParameters.append(Metadata.Entry(parameter.name.text, entry))
        }
    }

    /// Makes the inputs of a graph that stands alone, a model's or a body's, and binds what else its head declares.
    mutating func bindInputs(_ syntax: DeclarationSyntax) throws(Problem) {
        try bindLiteralDefaults(syntax)
        try bindSizes(syntax)
        for parameter in syntax.parameters where frame.bindings[parameter.name.text] == nil {
            do throws(Problem) {
                if parameter.type.holdsTensors {
                    try addInput(parameter)
                } else if let expression = parameter.defaultValue {
                    let value = try evaluate(expression)
                    bindParameter(
                        parameter, to: try match(value, parameter.type, what: "the default", at: expression.range))
                } else {
                    let name = parameter.name.text
                    throw .diagnostic(
                        Diagnostic(
                            "missing-hyper-parameter", "the hyper-parameter '\(name)' has no value",
                            at: parameter.range,
                            help: "set it with -P \(name)=…, or give it a default"))
                }
            } catch {
                try report(error, at: parameter.range)
                frame.bindings[parameter.name.text] = Frame.Binding(value: .failed)
            }
        }
    }

    /// `T: size`: a free size that the inputs' types may speak of in any form.
    private mutating func bindSizes(_ syntax: DeclarationSyntax) throws(Problem) {
        for parameter in syntax.parameters where parameter.type.isSize && frame.bindings[parameter.name.text] == nil {
            if let expression = parameter.defaultValue {
                let value = try evaluate(expression)
                bindParameter(
                    parameter, to: try match(value, parameter.type, what: "the default", at: expression.range))
            } else {
                let symbol = Symbol(try outerName(parameter.name, parameter.outerName))
                bindParameter(parameter, to: .size(Dimension(symbol)))
            }
        }
    }

    /// What an input, an output or a size is called outside of the text.
    mutating func outerName(_ name: NameSyntax, _ outer: StringSyntax?) throws(Problem) -> String {
        guard let outer else { return name.text }
        let text = try self.text(outer)
        guard text.utf8.count <= options.budgets.nameLength else {
            throw .diagnostic(
                Diagnostic(
                    "name-too-long", "a name is longer than \(options.budgets.nameLength) bytes", at: outer.range))
        }
        return text
    }

    /// Sets hyper-parameters as the person asked.
    private mutating func bindHyperParameters(_ syntax: DeclarationSyntax) throws(Problem) {
        for (name, text) in options.hyperParameters {
            let file = SourceFile(name: "-P \(name)", text: text)
            let whole = SourceRange(file: file, start: 0, end: file.bytes.count)
            guard let parameter = syntax.parameters.first(where: { $0.name.text == name && !$0.type.holdsTensors })
            else {
                let known = syntax.parameters.filter { !$0.type.holdsTensors }.map(\.name.text)
                let suggestion = Suggestion.nearest(to: name, among: known).map { "did you mean '\($0)'?" }
                throw .diagnostic(
                    Diagnostic(
                        "unknown-hyper-parameter", "\(syntax.name.text) has no hyper-parameter '\(name)'", at: whole,
                        help: suggestion ?? (known.isEmpty ? nil : "it has \(known.joined(separator: ", "))")))
            }
            let (expression, found) = Parser.parseExpression(file)
            for diagnostic in found { diagnostics.report(diagnostic) }
            guard let expression else { throw .reported }
            let takesText = parameter.type.kinds.contains { kind in
                if case .named(let type, .none) = kind.form { type.text == "string" } else { false }
            }
            let value: LanguageValue
            if takesText, case .path(let path) = expression.form, frame.bindings[path.range.text] == nil {
                // A shell has eaten the quotes: -P mode=fast means the string.
                value = .string(text)
            } else {
                value = try evaluate(expression)
            }
            bindParameter(parameter, to: try match(value, parameter.type, what: "'\(name)'", at: whole))
        }
    }

    /// Binds a free dimension as the person asked; one that the model's inputs do not name is an error.
    private mutating func bindDimension(_ name: String, _ syntax: DeclarationSyntax) {
        let size = options.dimensions[name] ?? 0
        let names = syntax.parameters.flatMap { $0.type.isSize ? [$0.name.text] : $0.type.sizeNames }
        let whole = SourceRange(file: SourceFile(name: "-D", text: "\(name)=\(size)"), start: 0, end: name.utf8.count)
        guard names.contains(name) else {
            let suggestion = Suggestion.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
            diagnostics.report(
                Diagnostic(
                    "unknown-dimension", "no input of \(syntax.name.text) has a dimension '\(name)'", at: whole,
                    help: suggestion
                        ?? (names.isEmpty ? nil : "its dimensions are \(Set(names).sorted().joined(separator: ", "))")))
            return
        }
        guard size >= 1 else {
            diagnostics.report(
                Diagnostic("bad-size", "the dimension '\(name)' cannot be \(size)", at: whole, help: "sizes begin at 1")
            )
            return
        }
        if frame.bindings[name] == nil { frame.bindings[name] = Frame.Binding(value: .size(Dimension(size))) }
    }

    private mutating func addInput(_ parameter: ParameterSyntax) throws(Problem) {
        let syntax = parameter.type
        guard !syntax.isOptional, parameter.defaultValue == nil else {
            throw .diagnostic(
                Diagnostic(
                    "optional-model-input", "a model's input cannot be optional", at: parameter.range,
                    help: "declare a second model over the same blocks that has the input"))
        }
        guard syntax.kinds.count == 1, case .named(let name, .some(let dimensions)) = syntax.kinds[0].form else {
            throw .diagnostic(
                Diagnostic(
                    "not-a-tensor-type", "a model's input is one tensor", at: syntax.range,
                    help: "write its element type and sizes, such as f32[N, 3, H, W]"))
        }
        var shape: [Dimension] = []
        for (axis, dimension) in dimensions.enumerated() {
            switch dimension {
            case .run(let range):
                throw .diagnostic(
                    Diagnostic(
                        "unknown-rank", "the number of axes of a model's input must be known", at: range,
                        help: "name each size"))
            case .unnamed: shape.append(Dimension(Symbol("\(parameter.name.text)\(axis)")))
            case .size(let expression):
                if let new = isNewName(expression) {
                    let size = Dimension(Symbol(new.text))
                    frame.bindings[new.text] = Frame.Binding(value: .size(size))
                    shape.append(size)
                } else {
                    shape.append(try size(expression))
                }
            }
        }
        let elementType = try self.elementType(name)
        let inputName = try outerName(parameter.name, parameter.outerName)
        inputNames[parameter.name.text] = inputName
        guard frames.count > 1 || !levels[0].builder.graph.inputs.contains(where: { $0.name == inputName }) else {
            throw .diagnostic(
                Diagnostic("duplicate-input", "two inputs have the name '\(inputName)'", at: parameter.range))
        }
        let id = levels[0].builder.addInput(inputName, Fact(elementType, shape))
        frame.bindings[parameter.name.text] = Frame.Binding(
            value: .tensor(TensorValue(level: levels[0].serial, id: id)))
        if let range = syntax.values {
            let values = try valueRange(range)
            levels[0].builder.setRange(values, ofInput: inputName)
        }
    }

    /// `in 1...T`: what an input promises of its values.
    private mutating func valueRange(_ expression: ExpressionSyntax) throws(Problem) -> Graph.ValueRange {
        guard case .range(let low, let high) = try evaluate(expression).single else {
            throw .diagnostic(
                Diagnostic("not-a-range", "the values promised are a range, such as 0..<10", at: expression.range))
        }
        return Graph.ValueRange(low, high)
    }

    /// Makes what a body results in the outputs of its graph.
    mutating func bindOutputs(_ syntax: DeclarationSyntax) throws(Problem) {
        let value = try results(of: syntax, at: syntax.name.range)
        let several: [LanguageValue.NamedResult]
        if case .results(let results) = value { several = results } else { several = [.init(name: nil, value: value)] }
        for (index, result) in several.enumerated() {
            guard let tensor = result.value.tensor else {
                throw .diagnostic(
                    Diagnostic(
                        "not-a-tensor", "a model results in tensors, and this is \(result.value.kindName)",
                        at: syntax.results.indices.contains(index) ? syntax.results[index].range : syntax.name.range))
            }
            var name = result.name ?? (several.count == 1 ? "y" : "y\(index)")
            if syntax.results.indices.contains(index) {
                name = try outerName(syntax.results[index].name, syntax.results[index].outerName)
            }
            guard frames.count > 1 || !levels[0].builder.graph.outputs.contains(where: { $0.name == name }) else {
                throw .diagnostic(
                    Diagnostic("duplicate-output", "two outputs have the name '\(name)'", at: syntax.name.range))
            }
            let id = try resolve(tensor)
            levels[0].builder.addOutput(name, id)
        }
    }

    /// Warns of names of the user's text that nothing reads.
    private mutating func warnUnread() {
        guard !diagnostics.hasErrors else { return }
        for (range, name) in bound where !read.contains(range) && name != "_" {
            diagnostics.report(
                Diagnostic(
                    "unread-value", severity: .warning, "'\(name)' is never read", at: range,
                    help: "remove it, or name it _"))
        }
    }
}

extension TypeSyntax {
    /// Whether it declares a free size of a model.
    fileprivate var isSize: Bool {
        guard kinds.count == 1, case .named(let name, .none) = kinds[0].form else { return false }
        return name.text == "size"
    }

    /// The bare names among the sizes of a tensor's type.
    fileprivate var sizeNames: [String] {
        kinds.flatMap { kind -> [String] in
            guard case .named(_, let dimensions?) = kind.form else { return [] }
            return dimensions.compactMap { dimension in
                guard case .size(let expression) = dimension, case .path(let path) = expression.form,
                    path.components.isEmpty
                else { return nil }
                return path.head?.text
            }
        }
    }
}
