import WeftDiagnostics

/// An error that is thrown while reading syntax.
///
/// A class, since a diagnostic is large: each function that passes one on would keep room for it on the stack, and the
/// rules of the grammar nest hundreds of calls deep.
final class SyntaxError: Error {
    let diagnostic: Diagnostic

    init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }

    @inline(never)
    convenience init(
        _ code: String, _ message: String, at range: SourceRange?, labels: [String] = [], help: String? = nil
    ) {
        self.init(Diagnostic(code, message, at: range, labels: labels, help: help))
    }

    /// What is thrown at a token that the lexer has reported.
    static let saidAlready = SyntaxError("said-already", "the lexer has reported this", at: nil)
}
