import WeftDiagnostics

/// What stands before the body of a declaration.
struct DeclarationHeader {
    let name: NameSyntax
    let parameters: [ParameterSyntax]
    let results: [ResultSyntax]
    let promises: [ExpressionSyntax]
}

extension TokenParser {
    /// Reads a declaration up to its body; the next token is its first word.
    mutating func signature(_ kind: DeclarationSyntax.Kind) throws(SyntaxError) -> DeclarationHeader {
        advance()
        let name = try name("the name of the \(kind.rawValue)")
        guard self.kind == .leftParenthesis else {
            throw unexpected(
                "'(' and the parameters of '\(name.text)'", help: "a declaration without parameters has '()'")
        }
        let parameters = try list(closedBy: .rightParenthesis, of: "the parameters of '\(name.text)'") {
            (parser) throws(SyntaxError) in try parser.parameter()
        }
        let results = try results(of: name)
        let promises = try promises()
        guard self.kind == .leftBrace else { throw unexpectedAfterSignature(of: name, results, promises) }
        return DeclarationHeader(name: name, parameters: parameters, results: results, promises: promises)
    }

    private mutating func parameter() throws(SyntaxError) -> ParameterSyntax {
        let name = try name("the name of a parameter")
        let outerName = kind == .stringStart ? try string() : nil
        guard kind == .colon else {
            throw unexpected(
                "':' and the type of the parameter '\(name.text)'",
                help: "every parameter has a type: '\(name.text): f32[N, C]' or '\(name.text): int = 1'")
        }
        advance()
        let type = try type()
        var value: ExpressionSyntax?
        if kind == .equals {
            advance()
            value = try expression()
        }
        return ParameterSyntax(
            name: name, outerName: outerName, type: type, defaultValue: value, range: range(from: name.range.start))
    }

    private mutating func results(of name: NameSyntax) throws(SyntaxError) -> [ResultSyntax] {
        guard kind == .arrow else { return [] }
        advance()
        guard kind == .leftParenthesis else {
            throw unexpected(
                "'(' and the results of '\(name.text)'", help: "results stand in parentheses: '-> (y: f32[N, C])'")
        }
        return try list(closedBy: .rightParenthesis, of: "the results of '\(name.text)'", trailingComma: false) {
            (parser) throws(SyntaxError) in try parser.result()
        }
    }

    private mutating func result() throws(SyntaxError) -> ResultSyntax {
        let isType = kind == .name && kindAhead() == .leftBracket
        let name = try name("the name of a result")
        if isType {
            throw unexpected(
                "':', ',' or ')' behind the result '\(name.text)'",
                help: "a result has a name before its type: 'y: \(name.text)[…]'")
        }
        let outerName = kind == .stringStart ? try string() : nil
        var type: TypeSyntax?
        if kind == .colon {
            advance()
            type = try self.type()
        }
        return ResultSyntax(name: name, outerName: outerName, type: type, range: range(from: name.range.start))
    }

    private mutating func promises() throws(SyntaxError) -> [ExpressionSyntax] {
        guard kind == .where else { return [] }
        var promises: [ExpressionSyntax] = []
        repeat {
            advance()
            promises.append(try expression())
        } while kind == .comma
        return promises
    }

    private func unexpectedAfterSignature(
        of name: NameSyntax, _ results: [ResultSyntax], _ promises: [ExpressionSyntax]
    ) -> SyntaxError {
        switch kind {
        case .leftParenthesis where results.isEmpty && promises.isEmpty:
            return unexpected("'->' before the results of '\(name.text)'", code: "missing-arrow")
        case .equals, .colon, .greaterOrEqual, .greater, .minus:
            return unexpected(
                "'->', 'where' or '{' after the parameters of '\(name.text)'",
                help: "results are written '-> (y: f32[N, C])'")
        default:
            return unexpected("'{' to begin the body of '\(name.text)'", code: "missing-body")
        }
    }
}
