/// The hyper-parameters of a block that stand for what differs between its uses.
struct HyperParameters {
    struct Parameter {
        let name: String
        let role: String
        let values: PatternColumns.Values

        /// How it is declared.
        var declaration: String {
            switch values.kind {
            case .integer: "\(name): int"
            case .real: "\(name): float"
            case .truth: "\(name): bool"
            case .string: "\(name): string"
            }
        }
    }

    private(set) var list: [Parameter] = []
    /// The sizes of what the block takes, which have names already.
    private let sizes: [Parameter]
    private var names: PrintedNames

    /// - Parameters:
    ///   - sizes: the sizes of what the block takes, where they are known at all uses
    ///   - names: those in use in the block
    init(sizes: [(name: String, values: [Int])], names: PrintedNames) {
        self.names = names
        self.sizes = sizes.map { size in
            let texts = size.values.map { PrintedLiterals.text($0) }
            return Parameter(name: size.name, role: "width", values: .init(kind: .integer, texts: texts))
        }
    }

    /// An expression for values: a hyper-parameter that has them already, one that they hang on, or a new one.
    mutating func expression(_ values: PatternColumns.Values, role: String, addsNew: Bool = true) -> String? {
        let name = HyperParameters.plain(role)
        let role = name == "groups" ? "width" : name
        if let known = (sizes + list).first(where: { $0.values == values && $0.role == role }) { return known.name }
        if let numbers = values.integers {
            for known in list where known.role == role {
                guard let others = known.values.integers else { continue }
                if role == "index", let text = HyperParameters.shifted(known.name, others, numbers) { return text }
                if role == "width", let text = HyperParameters.scaled(known.name, others, numbers) { return text }
            }
        }
        guard addsNew else { return nil }
        let own = names.unique(name, otherwise: "value")
        list.append(Parameter(name: own, role: role, values: values))
        return own
    }

    /// A role without the number that tells a hyper-parameter from others of the role.
    private static func plain(_ role: String) -> String {
        let plain = role.prefix { !$0.isNumber }
        return plain.isEmpty ? role : String(plain)
    }

    private static func shifted(_ name: String, _ known: [Int], _ numbers: [Int]) -> String? {
        let steps = zip(numbers, known).map { $0.subtractingReportingOverflow($1).partialValue }
        guard let step = steps.first, step != 0, step > Int.min, steps.allSatisfy({ $0 == step }) else { return nil }
        return step > 0 ? "\(name) + \(step)" : "\(name) - \(-step)"
    }

    private static func scaled(_ name: String, _ known: [Int], _ numbers: [Int]) -> String? {
        for factor in 2...8 {
            if zip(numbers, known).allSatisfy({ $0 == $1.multipliedReportingOverflow(by: factor).partialValue }) {
                return "\(factor) * \(name)"
            }
            if zip(numbers, known).allSatisfy({ $1 == $0.multipliedReportingOverflow(by: factor).partialValue }) {
                return "\(name) / \(factor)"
            }
        }
        return nil
    }
}
