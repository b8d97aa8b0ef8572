import WeftDiagnostics

extension TokenParser {
    /// Reads a type.
    mutating func type() throws(SyntaxError) -> TypeSyntax {
        let start = token.start
        var kinds = [try typeKind()]
        while kind == .bar {
            advance()
            kinds.append(try typeKind())
        }
        var values: ExpressionSyntax?
        if kind == .in {
            advance()
            values = try operators(from: .range)
        }
        return TypeSyntax(kinds: kinds, values: values, range: range(from: start))
    }

    private mutating func typeKind() throws(SyntaxError) -> KindSyntax {
        let start = token.start
        let form: KindSyntax.Form
        switch kind {
        case .name:
            let name = try name("a type")
            form = .named(name, dimensions: kind == .leftBracket ? try dimensions(of: name) : nil)
        case .leftBracket:
            form = .list(try elementType())
        default:
            throw unexpected("a type", help: kind == .none ? "an optional type has '?' behind it: 'f32[N, C]?'" : nil)
        }
        let isOptional = kind == .question
        if isOptional { advance() }
        return KindSyntax(form: form, isOptional: isOptional, range: range(from: start))
    }

    /// Reads `[int]`.
    private mutating func elementType() throws(SyntaxError) -> TypeSyntax {
        try enter()
        defer { leave() }
        let open = token
        openBracket()
        let element = try type()
        guard kind == .rightBracket else { throw unclosed(open, .rightBracket, of: "the type of a list", comma: false) }
        closeBracket()
        return element
    }

    private mutating func dimensions(of name: NameSyntax) throws(SyntaxError) -> [DimensionSyntax] {
        guard kindAhead() != .rightBracket else {
            openBracket()
            closeBracket()
            return []
        }
        return try list(closedBy: .rightBracket, of: "the dimensions of '\(name.text)'", trailingComma: false) {
            (parser) throws(SyntaxError) in try parser.dimension()
        }
    }

    private mutating func dimension() throws(SyntaxError) -> DimensionSyntax {
        if kind == .dots {
            let place = range(of: token)
            advance()
            return .run(place)
        }
        if isAtWord("_"), kindAhead() == .comma || kindAhead() == .rightBracket {
            let place = range(of: token)
            advance()
            return .unnamed(place)
        }
        return .size(try operators(from: .sum))
    }
}
