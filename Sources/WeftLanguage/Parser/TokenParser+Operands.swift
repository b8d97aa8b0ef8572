import WeftDiagnostics

extension TokenParser {
    /// Reads an operand.
    mutating func primary() throws(SyntaxError) -> ExpressionSyntax {
        let start = token.start
        switch kind {
        case .integer, .real: return number()
        case .true, .false:
            let value = kind == .true
            advance()
            return ExpressionSyntax(form: .bool(value), range: range(from: start))
        case .none:
            advance()
            return ExpressionSyntax(form: .none, range: range(from: start))
        case .leftParenthesis: return try group()
        case .leftBracket: return try listOrLabel()
        case .stringStart:
            let string = try string()
            guard kind == .colon else {
                return ExpressionSyntax(form: .string(string), range: range(from: start))
            }
            return try labelled(.string(string))
        case .name:
            guard isAtWord("next"), kindAhead() == .name else { return try pathOrCall() }
            advance()
            let form = ExpressionSyntax.Form.next(try name("the name of a state"))
            return ExpressionSyntax(form: form, range: range(from: start))
        default: throw unexpected("a value", help: helpForOperand)
        }
    }

    /// What would mend a token that stands where a value should.
    private var helpForOperand: String? {
        switch kind {
        case .not: "put it in parentheses: '(not …)'"
        case .if: "put the choice in parentheses: '(if … then … else …)'"
        case .dot: "a number begins with a digit: '0.5'"
        case .plus: "a number has no '+' before it"
        case .interpolationEnd: "a brace that stands for itself in a string is written '{{'"
        case _ where kind.isReservedWord: "'\(text)' is a reserved word, no name"
        default: nil
        }
    }

    private mutating func number() -> ExpressionSyntax {
        let place = range(of: token)
        let isInteger = kind == .integer
        let digits = text.filter { $0 != "_" }
        advance()
        if isInteger, let value = Int(digits) {
            return ExpressionSyntax(form: .integer(value), range: place)
        }
        if !isInteger, let value = Double(digits), value.isFinite {
            return ExpressionSyntax(form: .real(value), range: place)
        }
        let message =
            isInteger
            ? "a whole number is at most \(Int.max)" : "a number is at most \(Double.greatestFiniteMagnitude)"
        record(SyntaxError("number-too-large", message, at: place))
        return ExpressionSyntax(form: isInteger ? .integer(0) : .real(0), range: place)
    }

    /// Reads `(value).name`.
    private mutating func group() throws(SyntaxError) -> ExpressionSyntax {
        try enter()
        defer { leave() }
        let open = token
        openBracket()
        let value = try expression()
        guard kind == .rightParenthesis else {
            let help = kind == .comma ? "several values make a list, '[a, b]'; behind 'return' they stand alone" : nil
            throw unclosed(open, .rightParenthesis, of: "the parentheses", comma: false, help: help)
        }
        closeBracket()
        let members = try members()
        return ExpressionSyntax(form: .group(value, members: members), range: range(from: open.start))
    }

    /// Reads `.name.name`.
    mutating func members() throws(SyntaxError) -> [NameSyntax] {
        var members: [NameSyntax] = []
        while kind == .dot {
            advance()
            members.append(try name("the name of a result"))
        }
        return members
    }

    /// Reads `[a, b]`, or `[i]: layer`.
    private mutating func listOrLabel() throws(SyntaxError) -> ExpressionSyntax {
        let start = token.start
        let isNextIndex =
            kindAhead() == .name && lexed.text(of: lexed.tokens[index + 1]) == "_"
            && kindAhead(2) == .rightBracket
        if isNextIndex {
            let component = try pathIndex()
            guard kind == .colon else {
                throw SyntaxError(
                    "index-needs-label", "'[_]' is the next index and stands only in a label", at: range(from: start))
            }
            return try labelled(.path(PathSyntax(head: nil, components: [component], range: range(from: start))))
        }
        let elements = try list(closedBy: .rightBracket, of: "the list") {
            (parser) throws(SyntaxError) in try parser.expression()
        }
        let place = range(from: start)
        guard kind == .colon else { return ExpressionSyntax(form: .list(elements), range: place) }
        guard elements.count == 1, let element = elements.first, previousIsNoTrailingComma else {
            throw SyntaxError(
                "label-needs-index", "a label in brackets holds one index", at: place, help: "write '[i]: layer(…)'")
        }
        let path = PathSyntax(head: nil, components: [.index(element, place)], range: place)
        return try labelled(.path(path))
    }

    /// Whether the bracket just closed has no comma before it.
    private var previousIsNoTrailingComma: Bool { index < 2 || lexed.tokens[index - 2].kind != .comma }

    /// Reads the layer behind a label; the next token is the colon.
    private mutating func labelled(_ label: LabelSyntax) throws(SyntaxError) -> ExpressionSyntax {
        advance()
        let layer = try layer("a layer behind the label '\(label.range.text)'")
        return ExpressionSyntax(form: .labelled(label, layer), range: range(from: label.range.start))
    }

    private mutating func pathOrCall() throws(SyntaxError) -> ExpressionSyntax {
        let path = try path()
        if kind == .colon { return try labelled(.path(path)) }
        checkIndices(path)
        guard kind == .leftParenthesis else { return ExpressionSyntax(form: .path(path), range: path.range) }
        let layer = try layer(at: path)
        return ExpressionSyntax(form: .call(layer), range: layer.range)
    }
}
