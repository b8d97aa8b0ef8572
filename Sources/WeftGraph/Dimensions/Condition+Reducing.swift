extension Condition {
    /// The same condition without what all its terms have in common: a number, and input sizes, which are at least 1.
    /// `N * T == 20 * N` is `T == 20`.
    package var reduced: Condition {
        let difference = left - right
        guard !difference.isOverflow, !difference.terms.isEmpty else { return self }
        var plain = difference
        if plain.constant == 0, let common = plain.commonSizes, !common.isEmpty { plain = plain.without(common) }
        if let factor = plain.commonNumber, factor > 1 { plain = plain.floorDivided(by: Dimension(factor)) }
        guard plain != difference else { return self }
        let negative = plain.terms.filter { $0.coefficient < 0 }
        let taken = Dimension(constant: min(plain.constant, 0), terms: negative) * -1
        return Condition(plain + taken, relation, taken, isPromise: isPromise, reason: reason, at: range)
    }

    /// Whether it says how one size follows from others, or which of two sums of sizes is the larger: nothing is left to
    /// solve then.
    var isPlain: Bool {
        let difference = left - right
        let isLinear = difference.terms.allSatisfy { term in
            if term.factors.count == 1, case .symbol = term.factors[0] { true } else { false }
        }
        return isLinear && (relation == .atLeast || difference.terms.contains { $0.coefficient.magnitude == 1 })
    }
}

extension Dimension {
    /// Input sizes that all terms are products with.
    fileprivate var commonSizes: [Factor]? {
        guard var common = terms.first?.factors else { return nil }
        common.removeAll { factor in
            if case .symbol(let symbol) = factor { symbol.kind != .input } else { true }
        }
        for term in terms.dropFirst() {
            var left = term.factors
            common = common.filter { factor in
                guard let place = left.firstIndex(of: factor) else { return false }
                left.remove(at: place)
                return true
            }
        }
        return common
    }

    fileprivate func without(_ sizes: [Factor]) -> Dimension {
        terms.reduce(0) { sum, term in
            var factors = term.factors
            for size in sizes {
                if let place = factors.firstIndex(of: size) { factors.remove(at: place) }
            }
            let product = factors.isEmpty ? 1 : Dimension(constant: 0, terms: [Term(coefficient: 1, factors: factors)])
            return sum + product * Dimension(term.coefficient)
        }
    }

    /// The largest number that divides the coefficients and the constant.
    fileprivate var commonNumber: Int? {
        guard !terms.isEmpty else { return nil }
        let numbers = terms.map(\.coefficient) + [constant]
        guard numbers.allSatisfy({ $0 != .min }) else { return nil }
        return numbers.reduce(0) { greatestCommonDivisor($0, abs($1)) }
    }
}
