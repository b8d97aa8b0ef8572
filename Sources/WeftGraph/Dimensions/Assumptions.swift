/// What is known of the symbols: from 1 on for input sizes, from 0 on for data sizes, and what the author promised.
package struct Assumptions: Sendable {
    /// What a proof comes to. Out of means is *undecided*, never proved.
    package enum Verdict: Sendable {
        case proved, refuted, undecided
    }

    private var lowest: [Symbol: Int] = [:]
    private var highest: [Symbol: Int] = [:]
    /// Symbols in terms of others that have no promise: `H` is `32 * h` when `H % 32 == 0` was promised.
    private var replacements: [Symbol: Dimension] = [:]

    package init() {}

    /// What the promises among conditions say.
    package init(_ conditions: [Condition]) {
        for condition in conditions where condition.isPromise { add(condition) }
    }

    /// Takes a promise; one that has no form that proofs can use is only checked when sizes are bound.
    package mutating func add(_ promise: Condition) {
        let difference = (promise.left - promise.right).substituting(replacements)
        switch promise.relation {
        case .atLeast: addBound(difference)
        case .equal: addEquation(difference)
        }
    }

    private mutating func addBound(_ difference: Dimension) {
        guard difference.terms.count == 1, difference.terms[0].factors.count == 1 else { return }
        let coefficient = difference.terms[0].coefficient
        if case .floorDivision(let numerator, let divisor) = difference.terms[0].factors[0] {
            // c · ⌊n / d⌋ + k ≥ 0 is n ≥ ⌈−k / c⌉ · d for a whole quotient.
            guard coefficient > 0, let divisor = divisor.value, divisor > 0 else { return }
            let bound = difference.constant.flooredQuotient(coefficient).negated
            return addBound(numerator - Dimension(bound) * Dimension(divisor))
        }
        guard case .symbol(let symbol) = difference.terms[0].factors[0] else { return }
        if coefficient > 0 {
            let bound = difference.constant.flooredQuotient(coefficient).negated
            lowest[symbol] = max(lowest(of: symbol), bound)
        } else {
            let bound = difference.constant.flooredQuotient(coefficient.negated)
            highest[symbol] = min(highest[symbol] ?? bound, bound)
        }
    }

    private mutating func addEquation(_ difference: Dimension) {
        for term in difference.terms {
            guard term.factors.count == 1, case .floorDivision(let numerator, let divisor) = term.factors[0],
                let modulus = divisor.value, numerator.terms.count == 1, numerator.terms[0].coefficient == 1,
                numerator.terms[0].factors.count == 1, case .symbol(let symbol) = numerator.terms[0].factors[0]
            else { continue }
            let remainder = Dimension(symbol).remainder(by: Dimension(modulus))
            let rest = difference - remainder
            let negated = difference + remainder
            guard let constant = rest.value.map(\.negated) ?? negated.value, (0..<modulus).contains(constant) else {
                continue
            }
            let multiple = Symbol("\(symbol.name)/\(modulus)", symbol.kind)
            lowest[multiple] = (lowest(of: symbol).clampedSubtracting(constant)).ceiledQuotient(modulus)
            replace(symbol, with: Dimension(multiple) * Dimension(modulus) + Dimension(constant))
            return
        }
        for term in difference.terms where term.factors.count == 1 && term.coefficient.magnitude == 1 {
            guard case .symbol(let symbol) = term.factors[0] else { continue }
            let rest = difference - Dimension(constant: 0, terms: [term])
            guard !rest.symbols.contains(symbol) else { continue }
            replace(symbol, with: rest * Dimension(-term.coefficient))
            return
        }
    }

    private mutating func replace(_ symbol: Symbol, with dimension: Dimension) {
        for (key, value) in replacements { replacements[key] = value.substituting([symbol: dimension]) }
        replacements[symbol] = dimension
    }

    func lowest(of symbol: Symbol) -> Int {
        lowest[symbol] ?? (symbol.kind == .input ? 1 : 0)
    }

    func highest(of symbol: Symbol) -> Int? { highest[symbol] }
}

extension Assumptions {
    /// Whether two sizes are equal for all sizes of the symbols.
    package func equal(_ left: Dimension, _ right: Dimension) -> Verdict {
        if left == right { return .proved }
        let difference = (left - right).substituting(replacements)
        if let value = difference.value { return value == 0 ? .proved : .refuted }
        if let low = lowerBound(difference), low > 0 { return .refuted }
        if let high = upperBound(difference), high < 0 { return .refuted }
        return verdict(periodic(difference)?.isZero)
    }

    private func verdict(_ answer: Bool?) -> Verdict {
        answer.map { $0 ? .proved : .refuted } ?? .undecided
    }

    /// Whether a size is at least another for all sizes of the symbols.
    package func atLeast(_ left: Dimension, _ right: Dimension) -> Verdict {
        let difference = (left - right).substituting(replacements)
        if let low = lowerBound(difference), low >= 0 { return .proved }
        if let high = upperBound(difference), high < 0 { return .refuted }
        return verdict(periodic(difference)?.isNotNegative)
    }
}
