import WeftDiagnostics

extension TokenParser {
    /// Moves to where the next statement of the body begins after an error in the one that starts at a token.
    ///
    /// That is a line that may begin a statement and is outside of brackets, or not further to the right than the
    /// broken statement: so one missing bracket does not swallow what follows, and the lines of a broken list are no
    /// statements.
    mutating func recover(from start: Int) {
        let column = lexed.column(of: lexed.tokens[start])
        var open = brackets
        var braces = 0
        brackets = 0
        if index == start { advanceCounting(&open, &braces) }
        while kind != .endOfFile, !lexed.beginsDeclaration(index) {
            if braces == 0 {
                if token.kind == .rightBrace { break }
                let isLine = token.startsLine && token.kind.beginsStatement
                if isLine, open == 0 || lexed.column(of: token) <= column { break }
            }
            advanceCounting(&open, &braces)
        }
        skipNewline()
    }

    private mutating func advanceCounting(_ open: inout Int, _ braces: inout Int) {
        switch token.kind {
        case .leftParenthesis, .leftBracket: open += 1
        case .rightParenthesis, .rightBracket: open = max(open - 1, 0)
        case .leftBrace: braces += 1
        case .rightBrace: braces = max(braces - 1, 0)
        default: break
        }
        advance()
    }

    /// Moves to the next declaration or import after an error outside of all bodies.
    mutating func recoverOutside(from start: Int) {
        brackets = 0
        if index == start { advance() }
        while kind != .endOfFile, !lexed.beginsDeclaration(index) {
            let isLine = token.startsLine && lexed.column(of: token) == 0
            if isLine, token.kind == .import || lexed.isDeclarationWord(token) { break }
            advance()
        }
        skipNewline()
    }

    /// Moves to the `{` of the header that starts at a token and holds an error; false if a further line begins before.
    mutating func skipToBody(from start: Int) -> Bool {
        let column = lexed.column(of: lexed.tokens[start])
        brackets = 0
        if index == start { advance() }
        while kind != .endOfFile, token.kind != .rightBrace, !lexed.beginsDeclaration(index) {
            if token.kind == .leftBrace {
                skipNewline()
                return true
            }
            if token.startsLine, token.kind.beginsStatement, lexed.column(of: token) <= column { return false }
            advance()
        }
        return false
    }
}

extension LexedFile {
    /// How many bytes stand before a token on its line.
    func column(of token: Token) -> Int {
        var start = token.start
        while start > 0, !file.bytes[start - 1].isLineEnd { start -= 1 }
        return token.start - start
    }
}
