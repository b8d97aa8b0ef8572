import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension ElaborationRun {
    /// Calls an operator that this build does not know, `op."com.example.Swirl"(x, [f32, N, 4], alpha=0.5)`: tensors
    /// are its operands, `none` an absent one; a list for each result gives its element type and sizes; what is named
    /// is an attribute.
    mutating func call(
        unknown name: String, _ layer: LayerValue, label: [String]?, at range: SourceRange
    ) throws(Problem) -> LanguageValue {
        var operands: [TensorValue?] = []
        var results: [TensorType] = []
        var attributes: [(name: String, value: Attribute)] = []
        for argument in layer.arguments {
            if let name = argument.name {
                attributes.append((name.text, try attribute(argument, of: layer)))
            } else if let tensor = argument.value.tensor {
                operands.append(tensor)
            } else if case .none = argument.value.single {
                operands.append(nil)
            } else {
                results.append(try resultType(argument, of: layer))
            }
        }
        guard !results.isEmpty else {
            throw .diagnostic(
                Diagnostic(
                    "unknown-operator", "there is no operator '\(name)', and nothing says what it results in",
                    at: range,
                    help:
                        "give each result's element type and sizes behind the operands: op.\"\(name)\"(x, [f32, N, 4])"
                ))
        }
        let operation = Op.Unknown(name, attributes: attributes, resultTypes: results)
        let values = try add(operation, operands, label: label ?? [], at: range)
        if values.count == 1 { return .tensor(values[0]) }
        return .results(values.map { LanguageValue.NamedResult(name: nil, value: .tensor($0)) })
    }

    private mutating func attribute(_ argument: Argument, of layer: LayerValue) throws(Problem) -> Attribute {
        if let attribute = attribute(try graphs(argument.value, at: argument.range)) { return attribute }
        throw .diagnostic(
            Diagnostic(
                "bad-attribute",
                "'\(argument.name?.text ?? "")' of \(layer.name) does not take \(argument.value.kindName)",
                at: argument.range))
    }

    private func resultType(_ argument: Argument, of layer: LayerValue) throws(Problem) -> TensorType {
        if case .list(let elements) = argument.value, case .elementType(let type)? = elements.first?.single {
            let sizes = elements.dropFirst().compactMap { element -> Dimension? in
                if case .size(let size) = element.single { size } else { nil }
            }
            if sizes.count == elements.count - 1 { return TensorType(type, sizes) }
        }
        throw .diagnostic(
            Diagnostic(
                "bad-argument", "\(layer.name) takes tensors, then a list for each result", at: argument.range,
                labels: ["this is \(describe(argument.value))"],
                help: "such a list begins with the element type: [f32, N, 4]"))
    }
}
