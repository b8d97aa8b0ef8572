import WeftDiagnostics

extension TokenParser {
    /// Reads a body from `{` to `}`; errors in its statements are recorded, and reading goes on behind them.
    ///
    /// - Parameter owner: what it is the body of, such as `the model 'UNet'`
    mutating func body(
        of owner: String
    ) throws(SyntaxError) -> (statements: [StatementSyntax], range: SourceRange) {
        guard kind == .leftBrace else { throw unexpected("'{' to begin the body of \(owner)", code: "missing-body") }
        try enter()
        defer { leave() }
        let open = token
        brackets = 0
        advance()
        var statements: [StatementSyntax] = []
        while true {
            skipNewline()
            if kind == .rightBrace { break }
            guard kind != .endOfFile, !lexed.beginsDeclaration(index) else {
                recordUnclosedBody(open, of: owner)
                return (statements, range(from: open.start))
            }
            appendStatement(to: &statements)
        }
        advance()
        return (statements, range(from: open.start))
    }

    private mutating func appendStatement(to statements: inout [StatementSyntax]) {
        let start = index
        height = 0
        do throws(SyntaxError) {
            statements.append(try statement())
            let isAtEnd = [.newline, .rightBrace, .endOfFile].contains(kind)
            if !isAtEnd, !lexed.beginsDeclaration(index) { throw unexpectedBehindStatement() }
        } catch {
            record(error)
            recover(from: start)
        }
    }

    private mutating func recordUnclosedBody(_ open: Token, of owner: String) {
        let found = kind == .endOfFile ? "the end of the file" : "a declaration"
        let place = SourceRange(file: lexed.file, start: previous.end, end: previous.end)
        if let last = lastDiagnostic, last.code == "unclosed-body", last.range == place { return }
        record(
            SyntaxError(
                Diagnostic(
                    "unclosed-body", "expected '}' at the end of the body of \(owner), found \(found)", at: place
                ).noting("the '{' that is open", at: range(of: open))))
    }

    /// The error that a statement goes on where it should end.
    private func unexpectedBehindStatement() -> SyntaxError {
        if token.startsLine { return notAStatement() }
        let help: String? =
            switch kind {
            case .leftBracket: "only a name is followed by an index: bind the value first"
            case .leftParenthesis: "a value is no layer; only a layer's name is followed by arguments"
            case .if, .else, .then: "a choice of values is written 'if condition then value else value'"
            case .colon: "a label stands before its layer: 'label: layer(…)'"
            case .equals: "a statement gives a value to one name; values are compared with '=='"
            case .comma: "several values stand in brackets, '[a, b]', or behind 'return'"
            case .name, .for, .return: "each statement has a line of its own"
            case .halfOpenRange, .dots: "a range has two ends; put one of the ranges in parentheses"
            default: nil
            }
        return unexpected("the end of the line", help: help)
    }
}
