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

    /// What sizes must satisfy, each thing once and in its strongest form; those that are not decided come last.
    public var validity: [Condition] {
        let validity = Validity(self)
        return validity.solved + validity.undecided
    }

    /// Conditions on one size that no size meets, as few of them as will do; nil when every size has its values.
    package var contradiction: (size: Symbol, conditions: [Condition])? {
        for symbol in inputSymbols {
            let own = conditions.map(\.reduced).filter { $0.onlySymbol == symbol }
            guard own.count > 0, PeriodicConditions(own)?.solution.isEmpty == true else { continue }
            for (index, condition) in own.enumerated() {
                for other in own.prefix(index) + [condition]
                where PeriodicConditions([other, condition])?.solution.isEmpty == true {
                    return (symbol, other.key == condition.key ? [condition] : [other, condition])
                }
            }
            return (symbol, own)
        }
        return nil
    }
}

extension Condition {
    /// Whether it ties two free sizes to one another or to a number, without having been promised: right as it stands,
    /// and rarely meant.
    package var tiesSizes: Bool {
        guard relation == .equal, !isPromise else { return false }
        let difference = left - right
        let symbols = difference.terms.compactMap { term -> Symbol? in
            guard term.factors.count == 1, abs(term.coefficient) == 1, case .symbol(let symbol) = term.factors[0],
                symbol.kind == .input
            else { return nil }
            return symbol
        }
        guard symbols.count == difference.terms.count else { return false }
        return symbols.count == 1
            || (symbols.count == 2 && difference.constant == 0
                && difference.terms[0].coefficient == -difference.terms[1].coefficient)
    }
}
