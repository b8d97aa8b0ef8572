package import WeftDiagnostics

/// Lays out a text in the one canonical way.
///
/// Only spaces and ends of lines change: the tokens and comments stay, in their order, so the meaning cannot change.
/// The author's breaks stay where the formatter itself might break a line; lines that are too long are broken further.
package enum Formatter {
    /// How long a line may be, in terminal cells.
    static let lineLength = 120
    /// How much deeper a body or a continued line stands.
    static let indentStep = 4
    /// How deep bodies and hanging brackets are indented at most, so that there is always room for text.
    static let deepestIndent = 80

    /// The canonical text of a file; throws its errors when it does not parse.
    package static func format(
        _ file: SourceFile, limits: SyntaxLimits = SyntaxLimits()
    ) throws(DiagnosticList) -> String {
        let lexed = Lexer.lex(file, limits: limits)
        let (syntax, diagnostics) = Parser.parse(lexed, limits: limits)
        guard diagnostics.isEmpty else { throw DiagnosticList(diagnostics) }
        let starts = Set(syntax.declarations.map(\.range.start))
        var writer = FormatWriter()
        for line in FormatLine.lines(of: FormatPiece.pieces(of: lexed, declarations: starts)) {
            writer.write(line)
        }
        return writer.text
    }
}
