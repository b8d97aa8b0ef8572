import WeftGraph

/// Of sums of products those that may be the largest: any other is proved to be no larger than one of these, for all
/// sizes.
struct LargestSums {
    /// The sums that are left, first the one that is largest for large sizes.
    private(set) var all: [ProductSum] = []
    private let assumptions: Assumptions
    /// Known ratios of two factors.
    private var ratios: [[Dimension]: Ratio?] = [:]

    /// The size that stands for a large one where an order is needed, and proofs do not depend on it.
    private static let large = 1 << 12
    /// How many sums the others are compared with; one that none of these covers is kept.
    private static let mostCompared = 32

    init(_ sums: [ProductSum], _ assumptions: Assumptions) {
        self.assumptions = assumptions
        let symbols = sums.reduce(into: Set<Symbol>()) { $0.formUnion($1.symbols) }
        let binding = Dictionary(uniqueKeysWithValues: symbols.map { ($0, LargestSums.large) })
        let sorted = sums.map { ($0, $0.evaluated(binding) ?? .max) }.sorted {
            $0.1 != $1.1 ? $0.1 > $1.1 : $0.0.description < $1.0.description
        }
        for (sum, _) in sorted {
            let isCovered = all.prefix(LargestSums.mostCompared).contains { covers($0, sum) }
            if !isCovered { all.append(sum) }
        }
    }

    /// Whether a sum is at least another for all sizes, as far as can be seen: each product that the other has more of is
    /// paid for by products that are no smaller.
    private mutating func covers(_ large: ProductSum, _ small: ProductSum) -> Bool {
        var spare: [ProductSum.Product: Int] = [:]
        var missing: [ProductSum.Product: Int] = small.terms
        for (product, coefficient) in large.terms {
            let difference = coefficient - (missing.removeValue(forKey: product) ?? 0)
            if difference > 0 { spare[product] = difference } else if difference < 0 { missing[product] = -difference }
        }
        if missing.isEmpty { return true }
        // A product below 0 pays for nothing; sizes in bytes have none.
        guard !spare.isEmpty, missing.values.allSatisfy({ $0 > 0 }) else { return false }
        let payers = spare.keys.sorted(by: LargestSums.isBefore)
        for product in missing.keys.sorted(by: LargestSums.isBefore).reversed() {
            var rest = missing[product] ?? 0
            for payer in payers where rest > 0 {
                guard let have = spare[payer], have > 0 else { continue }
                guard let ratio = ratio(payer, product) else { continue }
                let (needed, overflow) = rest.multipliedReportingOverflow(by: ratio.below)
                guard !overflow else { return false }
                let taken = min(have, (needed - 1) / ratio.above + 1)
                spare[payer] = have - taken
                // What is taken is at most what is needed, rounded up, so that nothing overflows for long.
                let (paid, tooMuch) = taken.multipliedReportingOverflow(by: ratio.above)
                rest -= tooMuch ? rest : min(rest, paid / ratio.below)
            }
            if rest > 0 { return false }
        }
        return true
    }

    /// Products of fewer factors first.
    private static func isBefore(_ left: ProductSum.Product, _ right: ProductSum.Product) -> Bool {
        left.count != right.count ? left.count < right.count : left.lexicographicallyPrecedes(right)
    }

    /// A ratio that a product is known to have to another at least; nil when none is.
    private mutating func ratio(_ large: ProductSum.Product, _ small: ProductSum.Product) -> Ratio? {
        var left = large
        var ratio = Ratio(above: 1, below: 1)
        for factor in small.filter({ !large.contains($0) }) {
            var found: Ratio?
            for (index, candidate) in left.enumerated() where !small.contains(candidate) {
                found = known(candidate, factor)
                if found != nil {
                    left.remove(at: index)
                    break
                }
            }
            guard let found else { return nil }
            ratio = ratio.times(found)
        }
        for factor in small { left.firstIndex(of: factor).map { _ = left.remove(at: $0) } }
        for factor in left {
            guard let lowest = lowest(factor) else { return nil }
            ratio = ratio.times(Ratio(above: min(lowest, Ratio.largest), below: 1))
        }
        return ratio.below <= Ratio.largest ? ratio : nil
    }

    /// A number from 1 on that a factor is never below.
    private func lowest(_ factor: Dimension) -> Int? {
        if let bound = assumptions.lowerBound(factor), bound >= 1 { return bound }
        return assumptions.atLeast(factor, 1) == .proved ? 1 : nil
    }

    /// A ratio that a factor is known to have to another at least: about that for large sizes, or nil.
    private mutating func known(_ large: Dimension, _ small: Dimension) -> Ratio? {
        if let ratio = ratios[[large, small]] { return ratio }
        let symbols = large.symbols.union(small.symbols)
        let binding = Dictionary(uniqueKeysWithValues: symbols.map { ($0, LargestSums.large) })
        var ratio: Ratio?
        if let first = large.evaluated(binding), let second = small.evaluated(binding), first > 0, second > 0 {
            // Divisions that leave a rest may take a little more.
            let inverse = (second - 1) / first + 1
            let candidates =
                first >= second
                ? [Ratio(above: first / second, below: 1), Ratio(above: 1, below: 1)]
                : [Ratio(above: 1, below: inverse), Ratio(above: 1, below: inverse + 1)]
            ratio = candidates.first {
                max($0.above, $0.below) <= Ratio.largest
                    && assumptions.atLeast(large * Dimension($0.below), small * Dimension($0.above)) == .proved
            }
        }
        ratios[[large, small]] = .some(ratio)
        return ratio
    }
}

/// A fraction above 0.
private struct Ratio {
    let above: Int
    let below: Int

    /// Larger numbers are not followed.
    static let largest = 1 << 20

    /// The product, or something smaller where its numerator would be too large.
    func times(_ other: Ratio) -> Ratio {
        guard below <= Ratio.largest, other.below <= Ratio.largest else {
            return Ratio(above: 1, below: Ratio.largest + 1)
        }
        return Ratio(above: min(above * other.above, Ratio.largest), below: below * other.below)
    }
}
