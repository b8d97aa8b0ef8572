package import WeftDiagnostics

/// Reads text as syntax. It always ends, within the limits, whatever the text is.
package enum Parser {
    /// The syntax of a file and what is wrong with it, in source order.
    ///
    /// After an error it goes on at the next line. A statement or declaration with an error may be missing from the
    /// syntax, so what would be said about the meaning of such a file may follow from that alone.
    package static func parse(
        _ file: SourceFile, limits: SyntaxLimits = SyntaxLimits()
    ) -> (syntax: FileSyntax, diagnostics: [Diagnostic]) {
        let lexed = Lexer.lex(file, limits: limits)
        return parse(lexed, limits: limits)
    }

    /// The syntax of one expression that is the whole of a text, or what is wrong with it.
    ///
    /// Lines mean nothing in it, as between parentheses.
    package static func parseExpression(
        _ file: SourceFile, limits: SyntaxLimits = SyntaxLimits()
    ) -> (ExpressionSyntax?, [Diagnostic]) {
        let lexed = Lexer.lex(file, limits: limits)
        var parser = TokenParser(lexed, limits: limits)
        parser.brackets = 1
        var expression: ExpressionSyntax?
        do throws(SyntaxError) {
            let parsed = try parser.expression()
            guard parser.kind == .endOfFile else { throw parser.unexpected("the end of the value") }
            expression = parsed
        } catch {
            parser.record(error)
        }
        let diagnostics = parser.allDiagnostics
        return (diagnostics.isEmpty ? expression : nil, diagnostics)
    }

    /// The syntax of a file that is cut into tokens already.
    static func parse(
        _ lexed: LexedFile, limits: SyntaxLimits
    ) -> (syntax: FileSyntax, diagnostics: [Diagnostic]) {
        var parser = TokenParser(lexed, limits: limits)
        let (imports, declarations) = parser.fileContents()
        let syntax = FileSyntax(
            file: lexed.file, imports: imports, declarations: declarations, comments: lexed.comments)
        return (syntax, parser.allDiagnostics)
    }
}
