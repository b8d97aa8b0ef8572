import WeftDiagnostics
import WeftGraph
import WeftTensors

/// The functions that say how files become inputs.
enum PreparationFunction {
    /// The names of their arguments, in order.
    static let signatures: [String: [String]] = [
        "picture": ["resize", "crop", "scale", "mean", "std", "order"],
        "text": ["split", "vocabulary", "unknown", "start", "end", "lower"],
        "sound": ["rate"],
        "seed": [],
    ]

    static func make(_ name: String, _ arguments: [Argument], at range: SourceRange) throws(Problem) -> LanguageValue {
        let known = signatures[name] ?? []
        var entries: [Metadata.Entry] = []
        var position = 0
        for argument in arguments {
            let key: String
            if let name = argument.name {
                key = name.text
            } else {
                guard position < known.count else {
                    throw .diagnostic(
                        Diagnostic("too-many-arguments", "\(name) takes no further value", at: argument.range))
                }
                key = known[position]
                position += 1
            }
            guard known.contains(key) else {
                let suggestion = Suggestion.nearest(to: key, among: known).map { "did you mean '\($0)'?" }
                throw .diagnostic(
                    Diagnostic(
                        "unknown-argument", "\(name) has no argument '\(key)'", at: argument.name?.range,
                        help: suggestion ?? "it takes \(known.joined(separator: ", "))"))
            }
            guard !entries.contains(where: { $0.name == key }) else {
                throw .diagnostic(Diagnostic("duplicate-argument", "'\(key)' is given twice", at: argument.range))
            }
            guard let value = MetadataValue(argument.value) else {
                throw .diagnostic(
                    Diagnostic(
                        "bad-argument", "'\(key)' of \(name) does not take \(argument.value.kindName)",
                        at: argument.range))
            }
            entries.append(Metadata.Entry(key, value))
        }
        return .preparation(function: name, arguments: entries)
    }
}

extension MetadataValue {
    /// A value of the language that metadata can hold.
    init?(_ value: LanguageValue) {
        switch value.single {
        case .none: self = .none
        case .bool(let truth): self = .bool(truth)
        case .size(let dimension):
            guard let number = dimension.value else { return nil }
            self = .integer(number)
        case .real(let number): self = .real(number)
        case .string(let text): self = .string(text)
        case .layer(let layer): self = .string(layer.name)
        case .elementType(let type): self = .string(type.rawValue)
        case .list(let elements):
            let values = elements.compactMap { MetadataValue($0) }
            guard values.count == elements.count else { return nil }
            self = .list(values)
        default: return nil
        }
    }
}
