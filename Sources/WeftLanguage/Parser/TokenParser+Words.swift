import WeftDiagnostics

extension TokenParser {
    /// Whether one of the words that begin a statement stands here as that word: a name follows it, or what else can
    /// begin its value.
    ///
    /// A reserved word that follows is taken for a name too, so that it is the error.
    var isAtStatementWord: Bool {
        let ahead = kindAhead()
        switch ahead {
        case .name: break
        case .leftParenthesis: return isAtWord("prepare") || isAtWord("require")
        case .integer, .minus: return isAtWord("require")
        default: guard ahead.isReservedWord else { return false }
        }
        return Self.statementWords.contains(text)
    }

    private static let statementWords: Set<String> = [
        "param", "buffer", "state", "shared", "stop", "prepare", "labels", "about", "require",
    ]

    /// Reads a statement that begins with a word of its own.
    mutating func wordStatement() throws(SyntaxError) -> StatementSyntax.Form {
        let word = text
        advance()
        if let storage = StatementSyntax.Storage(rawValue: word) { return try self.storage(storage) }
        if let metadata = StatementSyntax.Metadata(rawValue: word) {
            let target = try target("what '\(word)' speaks of")
            try expect(.equals, "'=' after '\(word) \(target.range.text)'")
            return .metadata(metadata, target, value: try expression())
        }
        if word == "shared" {
            let name = try name("the name of a shared layer")
            try expect(
                .colon, "':' and a layer after 'shared \(name.text)'",
                help: "write 'shared \(name.text): Encoder(width=32)'")
            return .shared(name, try layer("a layer"))
        }
        if word == "require" { return .requirement(try expression()) }
        guard isAtWord("when") else {
            throw unexpected("'when' after 'stop'", help: "write 'stop when word == end'")
        }
        advance()
        return .stop(try expression())
    }

    /// Reads a parameter, a buffer or a state, behind its word.
    private mutating func storage(_ storage: StatementSyntax.Storage) throws(SyntaxError) -> StatementSyntax.Form {
        let name = try name("the name of a \(storage.rawValue)")
        let fileName = kind == .stringStart ? try string() : nil
        guard kind == .colon else {
            throw unexpected(
                "':' and the type of the \(storage.rawValue) '\(name.text)'",
                help: "write '\(storage.rawValue) \(name.text): f32[N, C] = 0'")
        }
        advance()
        let type = try type()
        var initial: ExpressionSyntax?
        if kind == .equals {
            advance()
            initial = try expression()
        }
        return .storage(storage, name: name, fileName: fileName, type: type, initial: initial)
    }
}
