/// Which sizes a graph accepts.
///
/// All conditions on one size alone are solved together: where the sizes that meet them form a progression, it is given
/// (`H % 16 == 0`, `W >= 75`), else the conditions as they are, which are decided for every size all the same.
package struct Validity {
    /// Conditions that say plainly which sizes are accepted, size by size, and then how sizes hang on one another.
    package let solved: [Condition]
    /// Conditions that tie several sizes to one another by products or divisions, or repeat after too long a period: which
    /// sizes meet them is not worked out, and is checked when sizes are bound.
    package let undecided: [Condition]

    package init(_ graph: Graph) {
        var alone: [Symbol: [Condition]] = [:]
        var tied: [Condition] = []
        for condition in graph.conditions.map(\.reduced) {
            if let symbol = condition.onlySymbol {
                alone[symbol, default: []].append(condition)
            } else {
                tied.append(condition)
            }
        }
        var solved: [Condition] = []
        var undecided: [Condition] = []
        let inputs = graph.inputSymbols
        let others = alone.keys.filter { !inputs.contains($0) }.sorted { $0.name < $1.name }
        for symbol in inputs + others {
            guard let own = alone[symbol] else { continue }
            if let conditions = PeriodicConditions(own) {
                solved += Condition.solved(own, conditions, for: symbol) ?? Condition.strongest(own)
            } else {
                undecided += Condition.strongest(own)
            }
        }
        let simplest = Condition.strongest(tied)
        self.solved = solved + simplest.filter(\.isPlain)
        self.undecided = undecided + simplest.filter { !$0.isPlain }
    }

    /// Sizes that meet all conditions, found by trying small ones; nil when there are none among those.
    package static func example(_ conditions: [Condition]) -> [(size: Symbol, value: Int)]? {
        let symbols = Set(conditions.flatMap { $0.left.symbols.union($0.right.symbols) }).sorted { $0.name < $1.name }
        return SmallSizes(symbols).first { binding in conditions.allSatisfy { $0.holds(binding) == true } }
            .map { binding in symbols.map { ($0, binding[$0] ?? 0) } }
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
    static func solved(_ conditions: [Condition], _ periodic: PeriodicConditions, for symbol: Symbol) -> [Condition]? {
        guard let short = periodic.solution.conditions(on: symbol) else { return nil }
        return short.map { left, relation, right in
            let plain = Condition(left, relation, right)
            let cause =
                conditions.last { $0.description == plain.description } ?? conditions.last { $0.relation == relation }
            return Condition(
                left, relation, right, isPromise: cause?.isPromise ?? false, reason: cause?.reason ?? "",
                at: cause?.range)
        }
    }

    /// Each condition once; of `H >= 5` and `H >= 29` the second.
    static func strongest(_ conditions: [Condition]) -> [Condition] {
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
