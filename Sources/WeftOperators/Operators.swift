package import WeftGraph

/// The table of contents: every operator, by folder.
package enum Operators {
    /// All operators; a test fails with the line to add when a file's operator is missing.
    package static let all: [any Operator.Type] =
        constants + elementwise + normalization + products + random + recurrence + reductions + sequences + shape
        + windows

    static let constants: [any Operator.Type] = []

    static let elementwise: [any Operator.Type] = []

    static let normalization: [any Operator.Type] = []

    static let products: [any Operator.Type] = []

    static let random: [any Operator.Type] = []

    static let recurrence: [any Operator.Type] = []

    static let reductions: [any Operator.Type] = []

    static let sequences: [any Operator.Type] = []

    static let shape: [any Operator.Type] = []

    static let windows: [any Operator.Type] = []

    private static let byName: [String: any Operator.Type] = Dictionary(
        all.map { ($0.signature.name, $0) }, uniquingKeysWith: { first, _ in first })

    /// The operator of a name in the language.
    package static func named(_ name: String) -> (any Operator.Type)? { byName[name] }
}
