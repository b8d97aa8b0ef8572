extension Graph {
    /// Sizes that the author's promises allow and a condition refuses.
    package struct WeakPromise: Sendable {
        /// The condition that does not follow from the promises.
        package let condition: Condition
        /// The promises about its sizes.
        package let promises: [Condition]
        /// The smallest sizes found that keep the promises and break the condition.
        package let sizes: [Symbol: Int]
        /// What would have to be promised instead.
        package let needed: [Condition]
    }

    /// Conditions that the author's promises ought to cover and do not: those whose sizes all have a promise. Each comes
    /// with a counter-example; sizes without any promise are left to the conditions of validity.
    ///
    /// A condition on one size is decided exactly. For one that ties several, small sizes are tried; where none breaks it,
    /// it stays among what is not decided.
    package var weakPromises: [WeakPromise] {
        let promises = conditions.filter(\.isPromise)
        guard !promises.isEmpty else { return [] }
        let promised = Set(promises.flatMap { $0.left.symbols.union($0.right.symbols) })
        var result: [WeakPromise] = []
        var covered: Set<Set<Symbol>> = []
        for condition in conditions.map(\.reduced) where !condition.isPromise {
            let symbols = condition.left.symbols.union(condition.right.symbols)
            // One counter-example for the same sizes is enough; the first node that fails is the one to look at.
            guard !symbols.isEmpty, symbols.isSubset(of: promised), !covered.contains(symbols) else { continue }
            let about = promises.filter { $0.left.symbols.union($0.right.symbols).isSubset(of: symbols) }
            guard let sizes = Graph.counterExample(to: condition, symbols, keeping: about) else { continue }
            covered.insert(symbols)
            let needed = validity.filter { $0.left.symbols.union($0.right.symbols) == symbols }
            result.append(WeakPromise(condition: condition, promises: about, sizes: sizes, needed: needed))
        }
        return result
    }

    private static func counterExample(
        to condition: Condition, _ symbols: Set<Symbol>, keeping promises: [Condition]
    ) -> [Symbol: Int]? {
        if symbols.count == 1, let symbol = symbols.first, let periodic = PeriodicConditions(promises + [condition]) {
            let size = periodic.repeating.first { size in
                condition.holds([symbol: size]) == false && promises.allSatisfy { $0.holds([symbol: size]) == true }
            }
            return size.map { [symbol: $0] }
        }
        return SmallSizes(symbols.sorted { $0.name < $1.name }).first { binding in
            condition.holds(binding) == false && promises.allSatisfy { $0.holds(binding) == true }
        }
    }
}
