import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension ElaborationRun {
    mutating func evaluate(_ sign: UnaryOperator, _ operand: ExpressionSyntax) throws(Problem) -> LanguageValue {
        let value = try evaluate(operand).single
        switch (sign, value) {
        case (.negate, .size(let dimension)): return .size(dimension * -1)
        case (.negate, .real(let number)): return .real(-number)
        case (.negate, .tensor(let tensor)):
            return .tensor(try add(operation("negate"), [tensor], at: operand.range)[0])
        case (.not, .bool(let truth)): return .bool(!truth)
        case (.not, .tensor(let tensor)):
            return .tensor(try add(operation("not"), [tensor], at: operand.range)[0])
        case (_, .failed): throw .reported
        default:
            throw .diagnostic(
                Diagnostic(
                    "wrong-kind-of-value", "'\(sign.rawValue)' does not apply to \(value.kindName)", at: operand.range))
        }
    }

    mutating func evaluate(
        _ sign: BinaryOperator, _ leftSyntax: ExpressionSyntax, _ rightSyntax: ExpressionSyntax, _ range: SourceRange
    ) throws(Problem) -> LanguageValue {
        let left = try evaluate(leftSyntax).single
        if case .bool(let truth) = left {
            if sign == .and, !truth { return .bool(false) }
            if sign == .or, truth { return .bool(true) }
        }
        let right = try evaluate(rightSyntax).single
        switch (left, right) {
        case (.failed, _), (_, .failed): throw .reported
        case (.tensor, _), (_, .tensor):
            return try tensorArithmetic(sign, left, right, leftSyntax.range, rightSyntax.range, range)
        case (.size(let a), .size(let b)): return try sizeArithmetic(sign, a, b, range)
        case (.list(let a), .list(let b)) where sign == .add:
            return try list(a + b, at: range)
        case (.list(let a), .size(let b)) where sign == .multiply:
            guard let times = b.value, times >= 0, a.isEmpty || times <= options.budgets.listElements / a.count else {
                throw .diagnostic(
                    Diagnostic("list-too-long", "a list cannot be repeated \(b) times", at: range))
            }
            return try list(
                a.isEmpty ? [] : Array([[LanguageValue]](repeating: a, count: times).joined()), at: range)
        case (.string(let a), .string(let b)):
            if sign == .equal { return .bool(a == b) }
            if sign == .notEqual { return .bool(a != b) }
            if sign == .add { return try string(a + b, at: range) }
        case (.bool(let a), .bool(let b)):
            switch sign {
            case .and: return .bool(a && b)
            case .or: return .bool(a || b)
            case .equal: return .bool(a == b)
            case .notEqual: return .bool(a != b)
            default: break
            }
        case (.none, _), (_, .none):
            var bothNone = false
            if case .none = left, case .none = right { bothNone = true }
            if sign == .equal { return .bool(bothNone) }
            if sign == .notEqual { return .bool(!bothNone) }
        default:
            if let a = realNumber(left), let b = realNumber(right) { return try realArithmetic(sign, a, b, range) }
        }
        throw .diagnostic(
            Diagnostic(
                "wrong-kind-of-value",
                "'\(sign.rawValue)' does not apply to \(left.kindName) and \(right.kindName)", at: range))
    }

    /// A known number as a real.
    func realNumber(_ value: LanguageValue) -> Double? {
        switch value.single {
        case .size(let dimension): dimension.value.map { Double($0) }
        case .real(let number): number
        default: nil
        }
    }

    private func realArithmetic(
        _ sign: BinaryOperator, _ a: Double, _ b: Double, _ range: SourceRange
    ) throws(Problem) -> LanguageValue {
        switch sign {
        case .add: return .real(a + b)
        case .subtract: return .real(a - b)
        case .multiply: return .real(a * b)
        case .divide where b == 0, .remainder where b == 0:
            throw .diagnostic(Diagnostic("division-by-zero", "a number is divided by zero", at: range))
        case .divide: return .real(a / b)
        case .remainder: return .real(a - (a / b).rounded(.down) * b)
        case .power: return .real(Maths.pow(a, b))
        case .equal: return .bool(a == b)
        case .notEqual: return .bool(a != b)
        case .less: return .bool(a < b)
        case .lessOrEqual: return .bool(a <= b)
        case .greater: return .bool(a > b)
        case .greaterOrEqual: return .bool(a >= b)
        case .and, .or, .halfOpenRange, .closedRange:
            throw .diagnostic(
                Diagnostic("wrong-kind-of-value", "'\(sign.rawValue)' does not apply to numbers", at: range))
        }
    }

    private mutating func sizeArithmetic(
        _ sign: BinaryOperator, _ a: Dimension, _ b: Dimension, _ range: SourceRange
    ) throws(Problem) -> LanguageValue {
        let result: Dimension
        let size = sign == .multiply ? (a.terms.count + 1) * (b.terms.count + 1) : a.terms.count + b.terms.count
        try countWork(size / 16)
        switch sign {
        case .add: result = a + b
        case .subtract: result = a - b
        case .multiply: result = a * b
        case .divide: return try quotient(a, b, range)
        case .remainder: result = try divisor(b, range, a.remainder(by: b))
        case .power: return try power(a, b, range)
        case .halfOpenRange: return .range(a, b - 1)
        case .closedRange: return .range(a, b)
        case .and, .or:
            throw .diagnostic(
                Diagnostic("wrong-kind-of-value", "'\(sign.rawValue)' does not apply to numbers", at: range))
        default: return .bool(try compare(sign, a, b, range))
        }
        guard !result.isOverflow else {
            throw .diagnostic(Diagnostic("size-too-large", "a size is larger than can be held", at: range))
        }
        return .size(result)
    }

    private func divisor(
        _ divisor: Dimension, _ range: SourceRange, _ result: @autoclosure () -> Dimension
    ) throws(Problem) -> Dimension {
        if let value = divisor.value, value <= 0 {
            throw .diagnostic(
                Diagnostic("division-by-zero", "a size is divided by \(value)", at: range, help: "divide by 1 or more"))
        }
        return result()
    }

    /// `/` is exact: a free size is divided on the condition that it goes in without rest.
    private mutating func quotient(
        _ a: Dimension, _ b: Dimension, _ range: SourceRange
    ) throws(Problem) -> LanguageValue {
        if let x = a.value, let y = b.value {
            guard y != 0 else {
                throw .diagnostic(Diagnostic("division-by-zero", "a number is divided by zero", at: range))
            }
            return x.isMultiple(of: y) ? .size(Dimension(x / y)) : .real(Double(x) / Double(y))
        }
        let result = try divisor(b, range, a.floorDivided(by: b))
        switch assumptions.equal(result * b, a) {
        case .proved: break
        case .refuted:
            throw .diagnostic(
                Diagnostic(
                    "inexact-division", "\(a) does not divide by \(b) without rest", at: range,
                    help: "round with floor(\(a) / \(b)) or ceil(\(a) / \(b))"))
        case .undecided:
            addCondition(Condition(a, .equal, result * b, reason: "/ is exact", at: userRange(range)))
        }
        return .size(result)
    }

    private mutating func power(_ a: Dimension, _ b: Dimension, _ range: SourceRange) throws(Problem) -> LanguageValue {
        guard let exponent = b.value, exponent <= 1024 else {
            throw .diagnostic(Diagnostic("bad-exponent", "an exponent must be a known number up to 1024", at: range))
        }
        if exponent < 0 {
            guard let base = a.value else {
                throw .diagnostic(Diagnostic("bad-exponent", "a size has no negative power", at: range))
            }
            return .real(Maths.pow(Double(base), Double(exponent)))
        }
        var result: Dimension = 1
        for _ in 0..<exponent {
            try countWork(result.terms.count * a.terms.count / 16)
            result = result * a
            if result.isOverflow {
                throw .diagnostic(Diagnostic("size-too-large", "a size is larger than can be held", at: range))
            }
        }
        return .size(result)
    }

    private mutating func compare(
        _ sign: BinaryOperator, _ a: Dimension, _ b: Dimension, _ range: SourceRange
    ) throws(Problem) -> Bool {
        let verdict: Assumptions.Verdict
        switch sign {
        case .equal, .notEqual: verdict = assumptions.equal(a, b)
        case .greaterOrEqual, .less: verdict = assumptions.atLeast(a, b)
        default: verdict = assumptions.atLeast(b, a)
        }
        let negated = sign == .notEqual || sign == .less || sign == .greater
        switch verdict {
        case .proved: return !negated
        case .refuted: return negated
        case .undecided:
            throw .diagnostic(
                Diagnostic(
                    "choice-on-free-size", "this cannot be decided for every size", at: range,
                    labels: ["\(a) \(sign.rawValue) \(b)"],
                    help: "promise it with a where clause, or bind the size with -D"))
        }
    }

    /// Leaves something for the sizes to satisfy; known at once to the model's own graph.
    mutating func addCondition(_ condition: Condition) {
        levels[0].builder.addCondition(condition)
        guard condition.isPromise else { return }
        for index in levels.indices.dropFirst() { levels[index].builder.assumptions.add(condition) }
    }

    private mutating func tensorArithmetic(
        _ sign: BinaryOperator, _ left: LanguageValue, _ right: LanguageValue, _ leftRange: SourceRange,
        _ rightRange: SourceRange, _ range: SourceRange
    ) throws(Problem) -> LanguageValue {
        guard let name = sign.operatorName else {
            throw .diagnostic(
                Diagnostic("wrong-kind-of-value", "'\(sign.rawValue)' does not apply to tensors", at: range))
        }
        let a: TensorValue
        let b: TensorValue
        switch (left, right) {
        case (.tensor(let x), .tensor(let y)): (a, b) = (x, y)
        case (.tensor(let x), _): (a, b) = (x, try number(right, like: fact(x).type, beside: [x], at: rightRange))
        case (_, .tensor(let y)): (a, b) = (try number(left, like: fact(y).type, beside: [y], at: leftRange), y)
        default: throw .reported
        }
        return .tensor(try add(operation(name), [a, b], at: range)[0])
    }
}

extension BinaryOperator {
    /// The operator that computes it on tensors.
    fileprivate var operatorName: String? {
        switch self {
        case .add: "add"
        case .subtract: "subtract"
        case .multiply: "multiply"
        case .divide: "divide"
        case .remainder: "remainder"
        case .power: "power"
        case .equal: "equal"
        case .notEqual: "not_equal"
        case .less: "less"
        case .lessOrEqual: "less_or_equal"
        case .greater: "greater"
        case .greaterOrEqual: "greater_or_equal"
        case .and: "and"
        case .or: "or"
        case .halfOpenRange, .closedRange: nil
        }
    }
}
