import WeftDiagnostics
import WeftGraph

extension ElaborationRun {
    /// A `where` clause: the author's promise in a model, what the caller must give in a block.
    mutating func require(
        _ promise: ExpressionSyntax, asPromise: Bool, at callRange: SourceRange
    ) throws(Problem) {
        switch promise.form {
        case .binary(.and, let left, let right):
            try require(left, asPromise: asPromise, at: callRange)
            try require(right, asPromise: asPromise, at: callRange)
        case .group(let inner, let members) where members.isEmpty:
            try require(inner, asPromise: asPromise, at: callRange)
        case .call(let layer) where layer.path.head?.text == "streams":
            diagnostics.report(
                Diagnostic(
                    "streams-not-proved", severity: .warning,
                    "the promise '\(promise.range.text)' is not proved; the model runs on whole sequences",
                    at: promise.range))
        case .binary(let sign, let left, let right) where sign.isComparison:
            try require(sign, left, right, promise, asPromise: asPromise, at: callRange)
        default:
            guard try evaluateBool(promise) else { throw .diagnostic(broken(promise, callRange, values(promise))) }
        }
    }

    private mutating func require(
        _ sign: BinaryOperator, _ left: ExpressionSyntax, _ right: ExpressionSyntax, _ promise: ExpressionSyntax,
        asPromise: Bool, at callRange: SourceRange
    ) throws(Problem) {
        let a = try evaluate(left).single
        let b = try evaluate(right).single
        guard case .size(let x) = a, case .size(let y) = b else {
            guard try evaluateBool(promise) else { throw .diagnostic(broken(promise, callRange, values(promise))) }
            return
        }
        let text = promise.range.text
        let place = asPromise ? promise.range : userRange(callRange)
        func condition(_ p: Dimension, _ relation: Condition.Relation, _ q: Dimension) -> Condition {
            Condition(p, relation, q, isPromise: asPromise, reason: "promised: \(text)", at: place)
        }
        let needed: Condition
        let verdict: Assumptions.Verdict
        switch sign {
        case .equal: (needed, verdict) = (condition(x, .equal, y), assumptions.equal(x, y))
        case .greaterOrEqual: (needed, verdict) = (condition(x, .atLeast, y), assumptions.atLeast(x, y))
        case .greater: (needed, verdict) = (condition(x, .atLeast, y + 1), assumptions.atLeast(x, y + 1))
        case .lessOrEqual: (needed, verdict) = (condition(y, .atLeast, x), assumptions.atLeast(y, x))
        case .less: (needed, verdict) = (condition(y, .atLeast, x + 1), assumptions.atLeast(y, x + 1))
        default:
            switch assumptions.equal(x, y) {
            case .refuted: return
            case .proved: throw .diagnostic(broken(promise, callRange, values(promise)))
            case .undecided:
                throw .diagnostic(
                    Diagnostic(
                        "promise-not-understood", "a promise compares sizes with ==, >=, >, <= or <", at: promise.range)
                )
            }
        }
        switch verdict {
        case .proved: return
        case .refuted: throw .diagnostic(broken(promise, callRange, values(promise)))
        case .undecided: addCondition(needed)
        }
    }

    /// What the names in a promise stand for.
    private func values(_ promise: ExpressionSyntax) -> [String] {
        var labels: [String] = []
        for name in promise.names {
            guard let binding = frame.bindings[name] else { continue }
            let label = "\(name) is \(describe(binding.value))"
            if label != "\(name) is \(name)", !labels.contains(label) { labels.append(label) }
        }
        return labels
    }

    private func broken(_ promise: ExpressionSyntax, _ callRange: SourceRange, _ labels: [String]) -> Diagnostic {
        let isModel = frames.count == 1
        return Diagnostic(
            "promise-broken",
            isModel
                ? "the promise '\(promise.range.text)' does not hold" : "'\(promise.range.text)' does not hold here",
            at: isModel ? promise.range : userRange(callRange), labels: labels,
            notes: isModel ? [] : [.init("\(frame.declaration.syntax.name.text) needs it", at: promise.range)])
    }
}

extension BinaryOperator {
    fileprivate var isComparison: Bool {
        switch self {
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
        default: false
        }
    }
}

extension ExpressionSyntax {
    /// The names in a sum, a comparison or their like, in order.
    fileprivate var names: [String] {
        switch form {
        case .path(let path): path.head.map { [$0.text] } ?? []
        case .unary(_, let operand): operand.names
        case .binary(_, let left, let right): left.names + right.names
        case .group(let inner, _): inner.names
        case .call(let layer): (layer.arguments ?? []).flatMap(\.value.names)
        default: []
        }
    }
}
