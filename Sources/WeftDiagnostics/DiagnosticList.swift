/// All that was found wrong in one go, in source order; thrown where a caller wants a result or the reasons.
public struct DiagnosticList: Error, Sendable {
    /// The diagnostics, at least one of them an error when the list is thrown.
    public let diagnostics: [Diagnostic]

    /// Makes a list, keeping the order.
    public init(_ diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }

    /// Whether one of them is an error.
    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}
