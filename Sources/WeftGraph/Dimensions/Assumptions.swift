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
        guard difference.terms.count == 1, difference.terms[0].factors.count == 1,
            case .symbol(let symbol) = difference.terms[0].factors[0]
        else { return }
        let coefficient = difference.terms[0].coefficient
        if coefficient > 0 {
            let bound = -(difference.constant.flooredQuotient(coefficient))
            lowest[symbol] = max(lowest(of: symbol), bound)
        } else {
            let bound = difference.constant.flooredQuotient(-coefficient)
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
            guard let constant = rest.value.map({ -$0 }) ?? negated.value, (0..<modulus).contains(constant) else {
                continue
            }
            let multiple = Symbol("\(symbol.name)/\(modulus)", symbol.kind)
            lowest[multiple] = -((-(lowest(of: symbol) - constant)).flooredQuotient(modulus))
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

    private func lowest(of symbol: Symbol) -> Int {
        lowest[symbol] ?? (symbol.kind == .input ? 1 : 0)
    }
}

extension Assumptions {
    /// Whether two sizes are equal for all sizes of the symbols.
    package func equal(_ left: Dimension, _ right: Dimension) -> Verdict {
        if left == right { return .proved }
        let difference = (left - right).substituting(replacements)
        if let value = difference.value { return value == 0 ? .proved : .refuted }
        if let low = lowerBound(difference), low > 0 { return .refuted }
        if let high = upperBound(difference), high < 0 { return .refuted }
        return .undecided
    }

    /// Whether a size is at least another for all sizes of the symbols.
    package func atLeast(_ left: Dimension, _ right: Dimension) -> Verdict {
        let difference = (left - right).substituting(replacements)
        if let low = lowerBound(difference), low >= 0 { return .proved }
        if let high = upperBound(difference), high < 0 { return .refuted }
        return .undecided
    }

    /// The expression with promised sizes replaced by what was promised, so that equal things look equal.
    package func normalized(_ dimension: Dimension) -> Dimension {
        dimension.substituting(replacements)
    }

    /// A number that the expression is never below, if one is seen.
    package func lowerBound(_ dimension: Dimension) -> Int? {
        bound(dimension, low: true)
    }

    /// A number that the expression is never above, if one is seen.
    package func upperBound(_ dimension: Dimension) -> Int? {
        bound(dimension, low: false)
    }

    private func bound(_ dimension: Dimension, low: Bool) -> Int? {
        var sum = dimension.constant
        for term in dimension.terms {
            guard let product = productBound(term.factors, low: (term.coefficient > 0) == low) else { return nil }
            let (scaled, overflow) = product.multipliedReportingOverflow(by: term.coefficient)
            let (next, overflowed) = sum.addingReportingOverflow(scaled)
            if overflow || overflowed { return nil }
            sum = next
        }
        return sum
    }

    /// A bound of a product; only products of factors that are never below 0 are understood.
    private func productBound(_ factors: [Dimension.Factor], low: Bool) -> Int? {
        if factors.count == 1 { return factorBound(factors[0], low: low) }
        var product = 1
        for factor in factors {
            guard let least = factorBound(factor, low: true), least >= 0 else { return nil }
            guard let value = low ? least : factorBound(factor, low: false) else { return nil }
            let (next, overflow) = product.multipliedReportingOverflow(by: value)
            if overflow { return nil }
            product = next
        }
        return product
    }

    private func factorBound(_ factor: Dimension.Factor, low: Bool) -> Int? {
        switch factor {
        case .symbol(let symbol):
            return low ? lowest(of: symbol) : highest[symbol]
        case .floorDivision(let numerator, let divisor):
            guard let value = divisor.value, value > 0 else {
                let least = bound(numerator, low: true)
                return low && least.map { $0 >= 0 } == true && (bound(divisor, low: true) ?? 0) > 0 ? 0 : nil
            }
            return bound(numerator, low: low)?.flooredQuotient(value)
        case .minimum(let a, let b):
            let (first, second) = (bound(a, low: low), bound(b, low: low))
            if low { return first.flatMap { first in second.map { min(first, $0) } } }
            return [first, second].compactMap { $0 }.min()
        case .maximum(let a, let b):
            let (first, second) = (bound(a, low: low), bound(b, low: low))
            if !low { return first.flatMap { first in second.map { max(first, $0) } } }
            return [first, second].compactMap { $0 }.max()
        case .overflow:
            return nil
        }
    }
}
