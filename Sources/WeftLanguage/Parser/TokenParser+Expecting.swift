import WeftDiagnostics

extension TokenParser {
    /// The range of a token.
    func range(of token: Token) -> SourceRange {
        SourceRange(file: lexed.file, start: token.start, end: token.end)
    }

    /// The range from an offset to the end of the token read last.
    func range(from start: Int) -> SourceRange {
        SourceRange(file: lexed.file, start: start, end: max(start, previous.end))
    }

    /// Whether the next token stands on a line of its own, behind something that ought to have gone on.
    private var isBehindLine: Bool { kind == .newline || kind == .endOfFile || token.startsLine }

    /// Where an error about the next token is shown: on it, or behind the text before if a line ends there.
    var place: SourceRange {
        guard isBehindLine, index > 0 else { return range(of: token) }
        return SourceRange(file: lexed.file, start: previous.end, end: previous.end)
    }

    /// The error that something else was expected where the next token stands.
    ///
    /// - Parameter expected: what was, such as `a type`; a sign or a word just before is named by itself
    func unexpected(_ expected: String, code: String = "unexpected-token", help: String? = nil) -> SyntaxError {
        guard kind != .invalid else { return SyntaxError.saidAlready }
        return SyntaxError(code, "expected \(expected)\(context), found \(found)", at: place, help: help)
    }

    /// The error that something else was expected at the start of a line.
    func unexpectedStart(_ expected: String, code: String = "unexpected-token", help: String? = nil) -> SyntaxError {
        guard kind != .invalid else { return SyntaxError.saidAlready }
        let found = kind == .stringStart ? "a string" : "'\(text.prefix(40))'"
        return SyntaxError(code, "expected \(expected), found \(found)", at: range(of: token), help: help)
    }

    /// ` after '='`, if a sign or a reserved word was read last.
    private var context: String {
        guard index > 0, previous.kind.spelling != nil || previous.kind.binaryOperator != nil else { return "" }
        switch previous.kind {
        case .rightBrace, .rightBracket, .rightParenthesis, .leftBrace, .true, .false, .none: return ""
        default: return " after '\(lexed.text(of: previous))'"
        }
    }

    /// The next token in words.
    var found: String {
        switch kind {
        case .newline: "the end of the line"
        case .endOfFile: "the end of the file"
        case .stringStart: "a string" + (token.startsLine ? " on the next line" : "")
        default: "'\(text.prefix(40))'" + (token.startsLine && index > 0 ? " on the next line" : "")
        }
    }

    /// Reads a token of a kind.
    mutating func expect(
        _ kind: Token.Kind, _ expected: String, code: String = "unexpected-token", help: String? = nil
    ) throws(SyntaxError) {
        guard self.kind == kind else { throw unexpected(expected, code: code, help: help) }
        advance()
    }

    /// Reads a name.
    ///
    /// - Parameter what: what it names, such as `the name of a parameter`
    mutating func name(_ what: String) throws(SyntaxError) -> NameSyntax {
        if kind.isReservedWord { throw reservedWord(as: what) }
        guard kind == .name else { throw unexpected(what) }
        let result = NameSyntax(text: text, range: range(of: token))
        advance()
        return result
    }

    /// The error that a reserved word stands where a name should.
    func reservedWord(as what: String) -> SyntaxError {
        SyntaxError(
            "reserved-word", "'\(text)' is a reserved word and cannot be \(what)", at: range(of: token),
            help: "choose another name, such as '\(text)_'")
    }

    /// Reads elements between brackets, separated by commas.
    ///
    /// - Parameters:
    ///   - close: the closing bracket; the next token is the opening one
    ///   - what: what the brackets hold, such as `the parameters of 'conv'`
    ///   - trailingComma: whether a comma may stand behind the last element, and whether there may be no element
    mutating func list<Element>(
        closedBy close: Token.Kind, of what: String, trailingComma: Bool = true,
        _ element: (inout TokenParser) throws(SyntaxError) -> Element
    ) throws(SyntaxError) -> [Element] {
        try enter()
        defer { leave() }
        let open = token
        openBracket()
        var elements: [Element] = []
        var mayClose = trailingComma
        while kind != close || !mayClose {
            elements.append(try element(&self))
            mayClose = true
            guard kind != close else { break }
            guard kind == .comma else { throw unclosed(open, close, of: what) }
            advance()
            mayClose = trailingComma
        }
        closeBracket()
        return elements
    }

    /// The error that neither a comma nor the closing bracket follows an element.
    func unclosed(_ open: Token, _ close: Token.Kind, of what: String, comma: Bool = true, help: String? = nil)
        -> SyntaxError
    {
        let sign = close.spelling ?? ""
        let isCutOff = isBehindLine || kind == .leftBrace || kind == .rightBrace
        let wanted = (comma ? "',' or '\(sign)'" : "'\(sign)'") + " in \(what)"
        let error = unexpected(wanted, code: isCutOff ? "unclosed-bracket" : "unexpected-token", help: help)
        guard error !== SyntaxError.saidAlready else { return error }
        return SyntaxError(
            error.diagnostic.noting("the '\(lexed.text(of: open))' that is open", at: range(of: open)))
    }
}
