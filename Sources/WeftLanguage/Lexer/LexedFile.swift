package import WeftDiagnostics

/// A text as tokens, with its comments set apart.
package struct LexedFile: Sendable {
    package let file: SourceFile
    /// The tokens in order; the last one is always the end of the file.
    package let tokens: [Token]
    /// The comments in order.
    package let comments: [CommentSyntax]
    /// What is wrong with characters, strings and numbers.
    package let diagnostics: [Diagnostic]

    /// The text of a token.
    package func text(of token: Token) -> String { file.text(token.start..<token.end) }

    /// Whether a token is the word.
    func isWord(_ token: Token, _ word: StaticString) -> Bool {
        guard token.kind == .name, token.end - token.start == word.utf8CodeUnitCount else { return false }
        return file.text(token.start..<token.end) == word.description
    }

    /// Whether a declaration begins here for certain: at the start of a line `model`, `block` or `cell`, a name, `(`.
    func beginsDeclaration(_ index: Int) -> Bool {
        guard index + 2 < tokens.count, tokens[index].startsLine, tokens[index].kind == .name,
            tokens[index + 1].kind == .name, tokens[index + 2].kind == .leftParenthesis
        else { return false }
        return isDeclarationWord(tokens[index])
    }

    /// Whether a token is `model`, `block` or `cell`.
    func isDeclarationWord(_ token: Token) -> Bool {
        isWord(token, "model") || isWord(token, "block") || isWord(token, "cell")
    }
}
