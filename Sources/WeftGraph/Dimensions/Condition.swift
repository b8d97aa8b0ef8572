public import WeftDiagnostics

/// Something that sizes must satisfy: a promise of the author, or what an operator needs and could not be proved.
public struct Condition: Sendable {
    /// How the two sides are related.
    public enum Relation: Int, Sendable {
        case equal
        case atLeast
    }

    /// The left side.
    public let left: Dimension
    /// How the two sides are related.
    public let relation: Relation
    /// The right side.
    public let right: Dimension
    /// Whether the author promised it (`where`), so that it may be used in proofs.
    public let isPromise: Bool
    /// Why it must hold, one phrase.
    public let reason: String
    /// Where it comes from.
    public let range: SourceRange?

    /// Makes a condition.
    public init(
        _ left: Dimension, _ relation: Relation, _ right: Dimension, isPromise: Bool = false, reason: String = "",
        at range: SourceRange? = nil
    ) {
        self.left = left
        self.relation = relation
        self.right = right
        self.isPromise = isPromise
        self.reason = reason
        self.range = range
    }

    /// Whether it holds for given sizes; nil when a side cannot be computed.
    public func holds(_ binding: [Symbol: Int]) -> Bool? {
        guard let a = left.evaluated(binding), let b = right.evaluated(binding) else { return nil }
        return relation == .equal ? a == b : a >= b
    }
}

extension Condition {
    /// What makes two conditions the same: the sides of an equation may be swapped.
    struct Key: Hashable {
        let left: Dimension
        let relation: Relation
        let right: Dimension
        let isPromise: Bool
    }

    var key: Key {
        let swaps = relation == .equal && right < left
        return Key(
            left: swaps ? right : left, relation: relation, right: swaps ? left : right, isPromise: isPromise)
    }
}

extension Condition: CustomStringConvertible {
    /// The condition in the language's notation: `H % 32 == 0`, `W >= 7`.
    public var description: String {
        let difference = left - right
        if relation == .equal, let (size, modulus) = difference.asRemainder {
            let shift = size.constant.flooredRemainder(modulus)
            let bare = size - Dimension(size.constant)
            return "\(bare.terms.count == 1 ? "\(bare)" : "(\(bare))") % \(modulus) == \((modulus - shift) % modulus)"
        }
        if relation == .atLeast, difference.terms.count == 1, difference.terms[0].coefficient > 0 {
            // c·x + k ≥ 0 is x ≥ ⌈−k / c⌉ for a whole x.
            let term = difference.terms[0]
            let bare = Dimension(constant: 0, terms: [.init(coefficient: 1, factors: term.factors)])
            let bound = difference.constant.flooredQuotient(term.coefficient).negated
            if case .floorDivision(let numerator, let divisor) = term.factors[0], term.factors.count == 1 {
                return Condition(numerator, .atLeast, Dimension(bound) * divisor).description
            }
            return "\(bare) >= \(bound)"
        }
        if relation == .equal, left.value != nil { return "\(right) == \(left)" }
        return "\(left) \(relation == .equal ? "==" : ">=") \(right)"
    }
}

extension Dimension {
    /// `x` and `k` when this is `±(x - k·floor(x / k))`, the remainder of a division by a constant.
    fileprivate var asRemainder: (Dimension, Int)? {
        for term in terms {
            guard term.factors.count == 1, case .floorDivision(let numerator, let divisor) = term.factors[0],
                let modulus = divisor.value
            else { continue }
            let remainder = numerator - Dimension(factor: term.factors[0]) * divisor
            // Common factors may have been cancelled inside the division.
            guard term.coefficient.magnitude % UInt(modulus) == 0 else { continue }
            let scale = term.coefficient / modulus
            if self == remainder * Dimension(-scale) { return (numerator, modulus) }
        }
        return nil
    }
}
