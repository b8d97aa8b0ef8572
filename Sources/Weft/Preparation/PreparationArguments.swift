import WeftDiagnostics
import WeftGraph

/// The arguments of one preparation, read by name and type.
///
/// The function's parameters are checked when a spec is elaborated; a file may hold anything, so they are checked here.
struct PreparationArguments {
    let preparation: Metadata.Preparation

    init(_ preparation: Metadata.Preparation, allowing names: [String]) throws(Diagnostic) {
        self.preparation = preparation
        for argument in preparation.arguments where !names.contains(argument.name) {
            let suggestion = Suggestion.nearest(to: argument.name, among: names)
            throw Diagnostic(
                "unknown-argument", "'\(preparation.function)' has no parameter '\(argument.name)'",
                help: suggestion.map { "did you mean '\($0)'?" } ?? "it has \(names.joined(separator: ", "))")
        }
    }

    /// A number, or the default.
    func real(_ name: String, default fallback: Double) throws(Diagnostic) -> Double {
        guard let value = value(name) else { return fallback }
        guard let real = value.asReal, real.isFinite else { throw wrong(name, "a finite number") }
        return real
    }

    /// A number for each channel; one number stands for all.
    func reals(_ name: String, default fallback: Double) throws(Diagnostic) -> [Double] {
        guard let value = value(name) else { return [fallback] }
        let reals = value.elements.compactMap(\.asReal)
        guard !reals.isEmpty, reals.count == value.elements.count, reals.allSatisfy(\.isFinite) else {
            throw wrong(name, "a finite number or a list of such")
        }
        return reals
    }

    /// One or two sizes from 1 on; nil when the argument is not there.
    func sizes(_ name: String) throws(Diagnostic) -> [Int]? {
        guard let value = value(name) else { return nil }
        let sizes = value.elements.compactMap(\.asInteger)
        guard sizes.count == value.elements.count, (1...2).contains(sizes.count),
            sizes.allSatisfy({ (1...32768).contains($0) })
        else { throw wrong(name, "a size from 1 to 32768, or two: height and width") }
        return sizes
    }

    func bool(_ name: String, default fallback: Bool) throws(Diagnostic) -> Bool {
        guard let value = value(name) else { return fallback }
        guard case .bool(let bool) = value else { throw wrong(name, "true or false") }
        return bool
    }

    /// One of the words that are allowed; the first is the default.
    func choice(_ name: String, of choices: [String]) throws(Diagnostic) -> String {
        guard let value = value(name) else { return choices[0] }
        guard case .string(let text) = value, choices.contains(text) else {
            throw wrong(name, choices.map { "\"\($0)\"" }.joined(separator: " or "))
        }
        return text
    }

    /// A list of texts; nil when the argument is not there.
    func strings(_ name: String) throws(Diagnostic) -> [String]? {
        guard let value = value(name) else { return nil }
        guard case .list(let elements) = value else { throw wrong(name, "a list of texts") }
        let strings = elements.compactMap(\.asString)
        guard strings.count == elements.count, !strings.isEmpty else { throw wrong(name, "a list of texts") }
        return strings
    }

    /// A value that is there and is not `none`.
    func value(_ name: String) -> MetadataValue? {
        preparation[name].flatMap { $0 == .none ? nil : $0 }
    }

    func wrong(_ name: String, _ expected: String) -> Diagnostic {
        Diagnostic("bad-argument", "'\(name)' of '\(preparation.function)' must be \(expected)")
    }
}

extension MetadataValue {
    /// The number, if it is one.
    var asReal: Double? {
        switch self {
        case .real(let value): value
        case .integer(let value): Double(value)
        default: nil
        }
    }

    /// The whole number, if it is one.
    var asInteger: Int? {
        if case .integer(let value) = self { return value }
        return nil
    }

    /// The text, if it is one.
    var asString: String? {
        if case .string(let value) = self { return value }
        return nil
    }

    /// The elements of a list; anything else is a list of one.
    var elements: [MetadataValue] {
        if case .list(let elements) = self { return elements }
        return [self]
    }
}
