/// A name for a size that is not known before a run.
public struct Symbol: Hashable, Sendable, Comparable {
    /// When the size becomes known.
    public enum Kind: Int, Sendable {
        /// A size of an input: bound before a run.
        case input
        /// A size that an operator finds out while it runs.
        case data
    }

    /// The name, as the language writes it.
    public let name: String
    /// When the size becomes known.
    public let kind: Kind

    /// Makes a symbol.
    public init(_ name: String, _ kind: Kind = .input) {
        self.name = name
        self.kind = kind
    }

    /// Input sizes first, then by name.
    public static func < (left: Symbol, right: Symbol) -> Bool {
        (left.kind.rawValue, left.name) < (right.kind.rawValue, right.name)
    }
}
