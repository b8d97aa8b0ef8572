import WeftDiagnostics

extension TokenParser {
    /// Reads an expression.
    mutating func expression() throws(SyntaxError) -> ExpressionSyntax {
        let outer = height
        height = 0
        let result = kind == .if ? try conditional() : try pipeline()
        height += 1
        try checkHeight(at: result.range)
        height = max(outer, height)
        return result
    }

    /// Reads `if condition then value else value`.
    private mutating func conditional() throws(SyntaxError) -> ExpressionSyntax {
        try enter()
        defer { leave() }
        let start = token.start
        advance()
        let condition = try expression()
        try expect(
            .then, "'then' behind the condition", help: "a choice of values is 'if condition then value else value'")
        let then = try expression()
        try expect(.else, "'else' behind the first value", help: "a choice of values always has two")
        let otherwise = try expression()
        return ExpressionSyntax(
            form: .conditional(condition, then: then, otherwise: otherwise), range: range(from: start))
    }

    /// Reads `value |> label: layer |> …`.
    private mutating func pipeline() throws(SyntaxError) -> ExpressionSyntax {
        let start = token.start
        let value = try operators(from: .or)
        guard kind == .pipe else { return value }
        var stages: [StageSyntax] = []
        while kind == .pipe {
            advance()
            stages.append(try stage())
        }
        if let sign = kind.binaryOperator {
            throw SyntaxError(
                "pipe-needs-parentheses",
                "'|>' binds less than '\(sign.rawValue)', so a pipeline before it needs parentheses",
                at: range(of: token), labels: ["this would belong to the last layer alone"],
                help: "write '(… |> …) \(sign.rawValue) …', or bind the pipeline to a name first")
        }
        return ExpressionSyntax(form: .pipeline(value, stages), range: range(from: start))
    }

    /// Reads operands and the operators between them that bind at least as tightly as a level.
    mutating func operators(from level: Precedence) throws(SyntaxError) -> ExpressionSyntax {
        let outer = height
        height = 0
        let start = token.start
        var left = kind == .not && level <= .not ? try negation() : try unary()
        while let sign = kind.binaryOperator, sign.precedence >= level, sign != .power {
            let leftHeight = height
            height = 0
            let place = range(of: token)
            advance()
            let right = try operators(from: sign.precedence.next)
            height = max(leftHeight, height) + 1
            left = ExpressionSyntax(form: .binary(sign, left, right), range: range(from: start))
            try checkHeight(at: place)
            try checkChain(sign)
        }
        height = max(outer, height)
        return left
    }

    /// Checks that no further comparison follows a comparison, and no range a range.
    private func checkChain(_ sign: BinaryOperator) throws(SyntaxError) {
        guard let next = kind.binaryOperator, next.precedence == sign.precedence else { return }
        switch sign.precedence {
        case .comparison:
            throw SyntaxError(
                "comparison-chain", "comparisons do not chain: '\(next.rawValue)' follows '\(sign.rawValue)'",
                at: range(of: token), help: "write 'a \(sign.rawValue) b and b \(next.rawValue) c'")
        case .range:
            throw SyntaxError(
                "range-chain", "a range has two ends, and '\(next.rawValue)' follows '\(sign.rawValue)'",
                at: range(of: token))
        default: return
        }
    }

    private mutating func negation() throws(SyntaxError) -> ExpressionSyntax {
        try enter()
        defer { leave() }
        let start = token.start
        advance()
        let operand = kind == .not ? try negation() : try operators(from: .comparison)
        height += 1
        return ExpressionSyntax(form: .unary(.not, operand), range: range(from: start))
    }

    /// Reads an operand with the `-` before it and the power behind it.
    private mutating func unary() throws(SyntaxError) -> ExpressionSyntax {
        let start = token.start
        if kind == .minus {
            try enter()
            defer { leave() }
            if let smallest = smallestInteger() { return smallest }
            advance()
            let operand = try unary()
            height += 1
            return ExpressionSyntax(form: .unary(.negate, operand), range: range(from: start))
        }
        let base = try primary()
        guard kind == .doubleStar else { return base }
        try enter()
        defer { leave() }
        advance()
        let baseHeight = height
        let exponent = try unary()
        height = max(baseHeight, height) + 1
        return ExpressionSyntax(form: .binary(.power, base, exponent), range: range(from: start))
    }

    /// Reads the one integer whose digits alone would be too large: its sign belongs to it.
    private mutating func smallestInteger() -> ExpressionSyntax? {
        guard kindAhead() == .integer, kindAhead(2) != .doubleStar else { return nil }
        let start = token.start
        let digits = lexed.text(of: lexed.tokens[index + 1]).filter { $0 != "_" }
        guard UInt(digits) == Int.min.magnitude else { return nil }
        advance()
        advance()
        return ExpressionSyntax(form: .integer(Int.min), range: range(from: start))
    }
}
