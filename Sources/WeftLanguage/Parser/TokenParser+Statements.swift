import WeftDiagnostics

extension TokenParser {
    /// Reads a statement.
    mutating func statement() throws(SyntaxError) -> StatementSyntax {
        let start = token.start
        let form: StatementSyntax.Form =
            switch kind {
            case .if: try choice()
            case .for: try loop()
            case .return: try returned()
            case .name where isAtStatementWord: try wordStatement()
            case .name, .leftParenthesis: try binding()
            default: throw notAStatement()
            }
        return StatementSyntax(form: form, range: range(from: start))
    }

    /// The error that a line begins with what begins no statement.
    func notAStatement() -> SyntaxError {
        switch kind {
        case .import:
            return SyntaxError(
                "late-import", "imports stand before all declarations", at: range(of: token),
                help: "move it to the beginning of the file")
        case .else:
            return unexpectedStart("a statement", help: "'else' stands behind the '}' of an 'if'")
        case .stringStart, .integer, .real, .leftBracket, .minus, .not, .true, .false, .none:
            return SyntaxError(
                "bare-expression", "a statement binds a value to a name, and this is none", at: range(of: token),
                help: "write 'name = …'")
        default:
            return kind.isReservedWord && kindAhead() == .equals
                ? reservedWord(as: "the name that a statement binds") : unexpectedStart("a statement")
        }
    }

    /// Reads `if condition { … } else { … }`.
    private mutating func choice() throws(SyntaxError) -> StatementSyntax.Form {
        let first = index
        advance()
        let condition = try header(from: first) { (parser) throws(SyntaxError) in try parser.expression() }
        if kind == .then {
            throw unexpected(
                "'{' to begin the body of the 'if'", code: "missing-body",
                help: "'if … then … else …' is a value: bind it, 'name = if …'")
        }
        let then = try body(of: "the 'if'").statements
        guard kind == .else else {
            guard let condition else { throw SyntaxError.saidAlready }
            return .choice(condition: condition, then: then, otherwise: nil)
        }
        advance()
        let otherwise: [StatementSyntax]
        if kind == .if {
            try enter()
            defer { leave() }
            otherwise = [try statement()]
        } else {
            otherwise = try body(of: "the 'else'").statements
        }
        guard let condition else { throw SyntaxError.saidAlready }
        return .choice(condition: condition, then: then, otherwise: otherwise)
    }

    /// Reads `for target in sequence { … }`.
    private mutating func loop() throws(SyntaxError) -> StatementSyntax.Form {
        let first = index
        advance()
        let parts = try header(from: first) { (parser) throws(SyntaxError) in
            let target = try parser.target("the name that the loop binds")
            try parser.expect(.in, "'in' and what the loop runs over", help: "write 'for i in 0..<4 { … }'")
            return (target, try parser.expression())
        }
        let statements = try body(of: "the 'for'").statements
        guard let parts else { throw SyntaxError.saidAlready }
        return .loop(parts.0, in: parts.1, body: statements)
    }

    /// Reads the header of a body; nil if it holds an error that was recorded and the body follows.
    private mutating func header<Part>(
        from first: Int, _ read: (inout TokenParser) throws(SyntaxError) -> Part
    ) throws(SyntaxError) -> Part? {
        do throws(SyntaxError) {
            let part = try read(&self)
            guard kind != .leftBrace, kind != .then else { return part }
            throw unexpected("'{' to begin a body", code: "missing-body")
        } catch {
            guard skipToBody(from: first) else { throw error }
            record(error)
            return nil
        }
    }

    private mutating func returned() throws(SyntaxError) -> StatementSyntax.Form {
        advance()
        var values = [try expression()]
        while kind == .comma {
            advance()
            values.append(try expression())
        }
        return .result(values)
    }

    /// Reads `target: type = value`.
    private mutating func binding() throws(SyntaxError) -> StatementSyntax.Form {
        let target = try target("the name that the statement binds")
        let isLabelLike = kind == .colon
        var type: TypeSyntax?
        if isLabelLike {
            advance()
            type = try self.type()
        }
        guard kind == .equals else { throw notABinding(target, hasType: isLabelLike) }
        advance()
        return .binding(target, type: type, value: try expression())
    }

    /// The error that a statement which begins with a target does not go on with `=`.
    private func notABinding(_ target: TargetSyntax, hasType: Bool) -> SyntaxError {
        let text = target.range.text
        if hasType {
            return unexpected(
                "'=' and a value",
                help: kind == .leftParenthesis || kind == .pipe
                    ? "a value needs a name before its label: 'name = label: layer(…)'" : nil)
        }
        if text == "elif" || text == "elseif" {
            return unexpected("'=' after '\(text)'", help: "write 'else if' behind the '}'")
        }
        switch kind {
        case .equal:
            return unexpected("'=' after '\(text)'", help: "one '=' gives a value, two compare values")
        case _ where kind.binaryOperator != nil && kindAhead() == .equals:
            let sign = self.text
            return unexpected("'=' after '\(text)'", help: "write '\(text) = \(text) \(sign) …'")
        case _ where kind.binaryOperator != nil || [.leftParenthesis, .pipe, .dot, .leftBracket].contains(kind):
            return SyntaxError(
                "bare-expression", "a statement binds a value to a name, and '\(text)' is followed by \(found)",
                at: range(of: token), help: "write 'name = …'; only a whole name can be given a value")
        case .name:
            let words = [
                "param", "buffer", "state", "shared", "stop", "prepare", "labels", "about", "require", "return", "next",
            ]
            let meant = Suggestion.nearest(to: text, among: words + ["for", "if"])
            return unexpected(
                "'=' after '\(text)'",
                help: meant.map { "did you mean '\($0)'?" } ?? "a binding is a name, '=' and a value")
        default:
            return unexpected("'=' after '\(text)'", help: "write '\(text) = …'")
        }
    }

    /// Reads a target.
    mutating func target(_ what: String) throws(SyntaxError) -> TargetSyntax {
        let start = token.start
        if kind == .leftParenthesis {
            let targets = try list(closedBy: .rightParenthesis, of: "the names", trailingComma: false) {
                (parser) throws(SyntaxError) in try parser.target("a name")
            }
            return .tuple(targets, range(from: start))
        }
        if isAtWord("next"), kindAhead() == .name {
            advance()
            return .next(try name("the name of a state"), range(from: start))
        }
        return .name(try name(what))
    }
}
