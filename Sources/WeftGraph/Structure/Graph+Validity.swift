extension Graph {
    /// The symbols of the input sizes, in the order in which the inputs name them.
    public var inputSymbols: [Symbol] {
        var result: [Symbol] = []
        for input in inputTypes {
            for size in input.type.shape {
                for symbol in size.symbols.sorted(by: { $0.name < $1.name }) where !result.contains(symbol) {
                    result.append(symbol)
                }
            }
        }
        return result
    }

    /// What sizes must satisfy, each thing once and in its strongest form.
    ///
    /// All conditions on one size alone are solved together: where the sizes that meet them form a progression, it is
    /// given (`H % 16 == 0`, `W >= 75`), else the conditions as they are. Those that tie sizes to one another follow.
    public var validity: [Condition] {
        var alone: [Symbol: [Condition]] = [:]
        var tied: [Condition] = []
        for condition in conditions {
            if let symbol = condition.onlySymbol {
                alone[symbol, default: []].append(condition)
            } else {
                tied.append(condition)
            }
        }
        var result: [Condition] = []
        for symbol in inputSymbols {
            guard let own = alone.removeValue(forKey: symbol) else { continue }
            result += Condition.solved(own, for: symbol) ?? Condition.strongest(own)
        }
        let others = alone.sorted { $0.key.name < $1.key.name }.flatMap(\.value)
        return result + Condition.strongest(others + tied)
    }
}

extension Condition {
    /// The symbol, when both sides together have exactly one.
    package var onlySymbol: Symbol? {
        let symbols = left.symbols.union(right.symbols)
        return symbols.count == 1 ? symbols.first : nil
    }

    /// Conditions on one size in their shortest form. Each comes with the reason and the place of the last of the given
    /// ones without which more sizes would do.
    fileprivate static func solved(_ conditions: [Condition], for symbol: Symbol) -> [Condition]? {
        guard let short = PeriodicConditions(conditions)?.solution.conditions(on: symbol) else { return nil }
        return short.map { left, relation, right in
            let plain = Condition(left, relation, right)
            let cause = conditions.last { $0.description == plain.description } ?? conditions.last { $0.relation == relation }
            return Condition(
                left, relation, right, isPromise: cause?.isPromise ?? false, reason: cause?.reason ?? "", at: cause?.range)
        }
    }

    /// Each condition once; of `H >= 5` and `H >= 29` the second.
    fileprivate static func strongest(_ conditions: [Condition]) -> [Condition] {
        var result: [Condition] = []
        var places: [Dimension: Int] = [:]
        var seen: Set<String> = []
        for condition in conditions {
            guard condition.relation == .atLeast, let (size, bound) = condition.lowerBound else {
                if seen.insert(condition.description).inserted { result.append(condition) }
                continue
            }
            if let place = places[size] {
                if let (_, known) = result[place].lowerBound, known < bound { result[place] = condition }
            } else {
                places[size] = result.count
                result.append(condition)
            }
        }
        return result
    }

    /// For `x >= k` with one expression `x` and a number `k`: both; divisions by constants are undone.
    fileprivate var lowerBound: (Dimension, Int)? {
        let difference = left - right
        guard difference.terms.count == 1, difference.terms[0].coefficient > 0 else { return nil }
        let term = difference.terms[0]
        let bound = difference.constant.flooredQuotient(term.coefficient).negated
        if term.factors.count == 1, case .floorDivision(let numerator, let divisor) = term.factors[0],
            let value = divisor.value
        {
            let (product, overflow) = bound.multipliedReportingOverflow(by: value)
            return overflow ? nil : Condition(numerator, .atLeast, Dimension(product)).lowerBound
        }
        return (Dimension(constant: 0, terms: [.init(coefficient: 1, factors: term.factors)]), bound)
    }
}
