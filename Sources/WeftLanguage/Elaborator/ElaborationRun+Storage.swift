import WeftDiagnostics
import WeftGraph
import WeftTensors

extension ElaborationRun {
    /// `param` and `buffer`: a tensor that the model holds, named by the path of labels.
    mutating func declareParameter(
        _ storage: StatementSyntax.Storage, name: NameSyntax, fileName: StringSyntax?, type: TypeSyntax,
        initial: ExpressionSyntax?, range: SourceRange
    ) throws(Problem) {
        let own = try fileName.map { string throws(Problem) in try text(string) } ?? name.text
        let fullName = (frame.prefix + [own]).joined(separator: ".")
        let tensorType = try tensorType(type, openNames: false)
        let value: TensorValue
        if let made = parameters[fullName] {
            value = try reuse(made, fullName, tensorType, at: range)
        } else {
            let initializer = try self.initializer(initial, for: tensorType)
            guard fullName.utf8.count <= options.budgets.nameLength else {
                throw .diagnostic(
                    Diagnostic(
                        "name-too-long", "a parameter's name is longer than \(options.budgets.nameLength) bytes",
                        at: range))
            }
            try countParameter(tensorType, at: range)
            let id = levels[0].builder.addParameter(
                fullName, tensorType, isTrained: storage == .param, initializer: initializer,
                origin: .source(userRange(range)))
            value = TensorValue(level: levels[0].serial, id: id)
            parameters[fullName] = MadeParameter(
                value: value, range: userRange(range), shared: frame.shared?.serial, type: tensorType)
        }
        frame.bindings[name.text] = Frame.Binding(value: .tensor(value))
    }

    /// Counts a parameter's elements against the budget of all.
    private mutating func countParameter(_ type: TensorType, at range: SourceRange) throws(Problem) {
        let (sum, overflow) = parameterElements.addingReportingOverflow(type.elementCount.value ?? .max)
        guard !overflow, sum <= options.budgets.parameterElements else {
            throw .diagnostic(
                Diagnostic(
                    "parameters-too-large",
                    "the parameters have more than \(options.budgets.parameterElements) elements together",
                    at: userRange(range), labels: ["this one is \(type)"],
                    help: "a size is larger than was meant, or the budget must be raised"))
        }
        parameterElements = sum
    }

    private func reuse(
        _ made: MadeParameter, _ fullName: String, _ type: TensorType, at range: SourceRange
    ) throws(Problem) -> TensorValue {
        guard let shared = made.shared, shared == frame.shared?.serial else {
            throw .diagnostic(
                Diagnostic(
                    "duplicate-parameter", "two parameters have the name '\(fullName)'", at: userRange(range),
                    notes: [.init("the first one is made here", at: made.range)],
                    help: "give the layers different labels; in a loop compute the label, such as \"layer{i}\"; "
                        + "to use the same weights twice, declare the layer with shared"))
        }
        guard made.type == type else {
            throw .diagnostic(
                Diagnostic(
                    "shared-layer-mismatch",
                    "a shared layer's parameter '\(fullName)' cannot have two shapes", at: userRange(range),
                    labels: ["first \(made.type)", "here \(type)"],
                    notes: [.init("its shape was fixed by its first use", at: made.range)],
                    help: "give all uses inputs of equal sizes, or make separate layers"))
        }
        return made.value
    }

    private mutating func initializer(
        _ expression: ExpressionSyntax?, for type: TensorType
    ) throws(Problem) -> Initializer {
        guard let expression else {
            return type.rank >= 2 && type.elementType.isFloat ? .kaimingUniform(a: 5.0.squareRoot()) : .constant(0)
        }
        switch try evaluate(expression).single {
        case .initializer(let initializer):
            if case .values(let values) = initializer, let count = type.elementCount.value, count != values.count {
                throw .diagnostic(
                    Diagnostic(
                        "bad-initializer", "values lists \(values.count) numbers for \(type)", at: expression.range,
                        help: "it needs \(count)"))
            }
            return initializer
        case .size(let dimension):
            if let value = dimension.value { return .constant(Double(value)) }
        case .real(let number): return .constant(number)
        case .bool(let truth): return .constant(truth ? 1 : 0)
        case .failed: throw .reported
        default: break
        }
        throw .diagnostic(
            Diagnostic(
                "bad-initializer", "a parameter begins with a number or an initialiser", at: expression.range,
                help: "write a number, or one such as uniform(0.1), normal(0, 0.02), kaiming_uniform(sqrt(5))"))
    }

    /// The name, when an expression is a bare name that nothing is bound to yet.
    func isNewName(_ expression: ExpressionSyntax) -> NameSyntax? {
        guard case .path(let path) = expression.form, path.components.isEmpty, let name = path.head,
            frame.bindings[name.text] == nil
        else { return nil }
        return name
    }

    /// The type that a `param`, `buffer` or `state` declares. Names met for the first time stand for sizes to be
    /// solved, where that is allowed; a parameter's sizes must be known.
    mutating func tensorType(_ syntax: TypeSyntax, openNames: Bool) throws(Problem) -> TensorType {
        guard syntax.kinds.count == 1, case .named(let name, .some(let dimensions)) = syntax.kinds[0].form else {
            throw .diagnostic(
                Diagnostic(
                    "not-a-tensor-type", "a tensor's type is needed here", at: syntax.range,
                    help: "write its element type and sizes, such as f32[N, units]"))
        }
        var shape: [Dimension] = []
        for dimension in dimensions {
            switch dimension {
            case .run(let range):
                guard let run = frame.run else {
                    throw .diagnostic(Diagnostic("unknown-size", "'...' stands for nothing here", at: range))
                }
                shape += run
            case .unnamed(let range):
                throw .diagnostic(
                    Diagnostic("unknown-size", "a size must be written here, and '_' names none", at: range))
            case .size(let expression):
                if openNames, let name = isNewName(expression) {
                    let size = unsolvedSize(name.text, at: name.range)
                    frame.bindings[name.text] = Frame.Binding(value: .size(size))
                    shape.append(size)
                } else {
                    shape += try sizes(expression)
                }
            }
        }
        let made = TensorType(try elementType(name), shape)
        if !openNames { try requireKnown(made, syntax) }
        return made
    }

    private func requireKnown(_ made: TensorType, _ syntax: TypeSyntax) throws(Problem) {
        guard let bad = made.shape.first(where: { ($0.value ?? -1) < 0 }) else { return }
        let labels = syntax.range.text == "\(made)" ? [] : ["\(syntax.range.text) would be \(made)"]
        if let free = made.shape.first(where: { $0.value == nil }) {
            throw .diagnostic(
                Diagnostic(
                    "parameter-of-free-size", "a parameter's sizes must be known, and one is \(free)",
                    at: userRange(syntax.range), labels: labels,
                    help: "bind the size with -D, or reduce the free axis first, as a global pool does"))
        }
        throw .diagnostic(
            Diagnostic(
                "negative-size", "a parameter's sizes must be at least 0, and one is \(bad)",
                at: userRange(syntax.range), labels: labels))
    }

    /// The sizes that an expression in a type stands for: one, or those of a list.
    private mutating func sizes(_ expression: ExpressionSyntax) throws(Problem) -> [Dimension] {
        guard case .list(let elements) = try evaluate(expression).single else { return [try size(expression)] }
        return try elements.map { element throws(Problem) in
            guard case .size(let dimension) = element.single else {
                throw .diagnostic(
                    Diagnostic(
                        "not-a-size", "a size must be a whole number, and this is \(element.kindName)",
                        at: expression.range))
            }
            return dimension
        }
    }

    /// `shared encode: Encoder(width=64)`: one layer, labelled once, whose uses share its weights.
    mutating func declareShared(_ name: NameSyntax, _ syntax: LayerSyntax) throws(Problem) {
        let path = ExpressionSyntax(form: .call(syntax), range: syntax.range)
        let plain = ExpressionSyntax(form: .path(syntax.path), range: syntax.range)
        guard case .layer(var layer) = try evaluateLayerOnly(syntax.arguments == nil ? plain : path) else {
            throw .diagnostic(
                Diagnostic(
                    "not-a-layer", "shared takes a layer without its tensors", at: syntax.range,
                    help: "write shared \(name.text): dense(10), and call it: \(name.text)(x)"))
        }
        layer.shared = SharedLayer(serial: nextSerial(), prefix: frame.prefix + (name.text == "_" ? [] : [name.text]))
        bindName(name, to: .layer(layer))
    }

    /// The tensor of a shared layer's parameter: `embed.weight`.
    func parameter(
        of layer: LayerValue, _ components: ArraySlice<PathSyntax.Component>, _ range: SourceRange
    ) throws(Problem) -> LanguageValue {
        var names = layer.shared?.prefix ?? []
        for component in components {
            switch component {
            case .name(let name): names.append(name.text)
            case .string(let string): names.append(string.literal ?? "")
            case .index(let expression, _):
                guard case .integer(let number)? = expression?.form else { throw .reported }
                names.append(String(number))
            }
        }
        let fullName = names.joined(separator: ".")
        if let made = parameters[fullName] { return .tensor(made.value) }
        let suggestion = Suggestion.nearest(to: fullName, among: parameters.keys.sorted())
        throw .diagnostic(
            Diagnostic(
                "no-such-parameter", "there is no parameter '\(fullName)' yet", at: range,
                help: suggestion.map { "did you mean '\($0)'?" } ?? "a shared layer's parameters exist once it was used"
            ))
    }
}
