extension Assumptions {
    /// A number that the expression is never below, if one is seen.
    package func lowerBound(_ dimension: Dimension) -> Int? {
        let plain = bound(dimension, low: true)
        guard dimension.terms.count > 1 else { return plain }
        let others = [
            bound(shifted(dimension), low: true), relaxedBound(dimension, low: true), chosenBound(dimension, low: true),
        ]
        return ([plain] + others).compactMap { $0 }.max()
    }

    /// A number that the expression is never above, if one is seen.
    package func upperBound(_ dimension: Dimension) -> Int? {
        let plain = bound(dimension, low: false)
        guard dimension.terms.count > 1 else { return plain }
        let others = [
            bound(shifted(dimension), low: false), relaxedBound(dimension, low: false),
            chosenBound(dimension, low: false),
        ]
        return ([plain] + others).compactMap { $0 }.min()
    }

    /// The expression in what each symbol is above its lowest size, so that `N * T - N` is seen to be 0 or more.
    private func shifted(_ dimension: Dimension) -> Dimension {
        var replacements: [Symbol: Dimension] = [:]
        for symbol in dimension.symbols where highest(of: symbol) == nil && lowest(of: symbol) != 0 {
            replacements[symbol] = Dimension(Symbol("\(symbol.name) above", .data)) + Dimension(lowest(of: symbol))
        }
        return dimension.substituting(replacements)
    }

    /// How many divisions are put in terms of what they divide, one within the other.
    private static let deepestRelaxation = 3

    /// A bound found by writing `k * floor(n / k)` as `n - r`, with a rest `r` from 0 to `k - 1`.
    private func relaxedBound(_ dimension: Dimension, low: Bool, depth: Int = 0) -> Int? {
        guard depth < Assumptions.deepestRelaxation, dimension.terms.count > 1 else { return nil }
        var best: Int?
        for term in dimension.terms.prefix(8) {
            guard term.factors.count == 1, case .floorDivision(let numerator, let divisor) = term.factors[0],
                let value = divisor.value
            else { continue }
            let rest = dimension - Dimension(constant: 0, terms: [term])
            guard !rest.symbols.isDisjoint(with: numerator.symbols) else { continue }
            let (slack, overflow) = term.coefficient.multipliedReportingOverflow(by: value - 1)
            if overflow { continue }
            let takesRest = (term.coefficient > 0) == low
            let scaled =
                rest * Dimension(value) + numerator * Dimension(term.coefficient) - Dimension(takesRest ? slack : 0)
            let found = [bound(scaled, low: low), relaxedBound(scaled, low: low, depth: depth + 1)].compactMap { $0 }
            guard let edge = low ? found.max() : found.min() else { continue }
            let candidate = low ? edge.ceiledQuotient(value) : edge.flooredQuotient(value)
            best = best.map { low ? max($0, candidate) : min($0, candidate) } ?? candidate
        }
        return best
    }

    /// A bound found by writing one of the two for a maximum, which is no less than either, or for a minimum.
    private func chosenBound(_ dimension: Dimension, low: Bool) -> Int? {
        var best: Int?
        for term in dimension.terms.prefix(8) where term.factors.count == 1 {
            let isRaised = (term.coefficient > 0) == low
            let sides: [Dimension]
            switch term.factors[0] {
            case .maximum(let a, let b) where isRaised: sides = [a, b]
            case .minimum(let a, let b) where !isRaised: sides = [a, b]
            default: continue
            }
            let rest = dimension - Dimension(constant: 0, terms: [term])
            for side in sides where !rest.symbols.isDisjoint(with: side.symbols) {
                guard let found = bound(rest + side * Dimension(term.coefficient), low: low) else { continue }
                best = best.map { low ? max($0, found) : min($0, found) } ?? found
            }
        }
        return best
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
            return low ? lowest(of: symbol) : highest(of: symbol)
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
