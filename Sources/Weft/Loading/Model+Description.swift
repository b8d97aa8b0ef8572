import WeftGraph

extension Model {
    /// What the model says of itself, for people: documentation, hyper-parameters, preparations, labels, free metadata.
    package var description: [(key: String, value: String)] {
        var entries: [(key: String, value: String)] = []
        if !metadata.documentation.isEmpty { entries.append(("about", metadata.documentation)) }
        for entry in metadata.hyperParameters { entries.append(("hyper-parameter \(entry.name)", entry.value.text)) }
        for preparation in metadata.preparations {
            let arguments = preparation.arguments.map { "\($0.name)=\($0.value.text)" }.joined(separator: ", ")
            entries.append(
                ("prepare \(preparation.inputs.joined(separator: ", "))", "\(preparation.function)(\(arguments))"))
        }
        for labels in metadata.labels { entries.append(("labels \(labels.output)", "\(labels.names.count) names")) }
        for entry in metadata.about { entries.append((entry.name, entry.value.text)) }
        return entries
    }
}

extension MetadataValue {
    /// The value as the language writes it; a long list is cut.
    fileprivate var text: String {
        switch self {
        case .none: "none"
        case .bool(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .real(let value): "\(value)"
        case .string(let value): "\"\(value)\""
        case .list(let values):
            "["
                + (values.prefix(8).map(\.text) + (values.count > 8 ? ["… \(values.count) in all"] : []))
                .joined(separator: ", ") + "]"
        }
    }
}
