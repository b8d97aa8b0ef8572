import WeftGraph

/// Of sums of products those that may be the largest: any other is proved to be no larger than one of these, for all
/// sizes.
struct LargestSums {
    /// The sums that are left, first the one that is largest for large sizes.
    private(set) var all: [ProductSum] = []
    private let assumptions: Assumptions
    /// Known ratios of two factors.
    private var ratios: [[Dimension]: Int] = [:]

    /// The size that stands for a large one where an order is needed, and proofs do not depend on it.
    private static let large = 1 << 12
    /// How many sums the others are compared with; one that none of these covers is kept.
    private static let mostCompared = 32
    private static let largestRatio = 1 << 20

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
                let ratio = ratio(payer, product)
                guard ratio > 0 else { continue }
                let taken = min(have, (rest - 1) / ratio + 1)
                spare[payer] = have - taken
                let (paid, overflow) = taken.multipliedReportingOverflow(by: ratio)
                rest -= overflow ? rest : min(rest, paid)
            }
            if rest > 0 { return false }
        }
        return true
    }

    /// Products of fewer factors first.
    private static func isBefore(_ left: ProductSum.Product, _ right: ProductSum.Product) -> Bool {
        left.count != right.count ? left.count < right.count : left.lexicographicallyPrecedes(right)
    }

    /// A number of times that a product is known to be as large as another; 0 when nothing is known.
    private mutating func ratio(_ large: ProductSum.Product, _ small: ProductSum.Product) -> Int {
        var left = large
        var ratio = 1
        for factor in small.filter({ !large.contains($0) }) {
            var found = 0
            for (index, candidate) in left.enumerated() where !small.contains(candidate) {
                found = known(candidate, factor)
                if found > 0 {
                    left.remove(at: index)
                    break
                }
            }
            guard found > 0 else { return 0 }
            ratio = min(ratio * found, LargestSums.largestRatio)
        }
        for factor in small { left.firstIndex(of: factor).map { _ = left.remove(at: $0) } }
        for factor in left where assumptions.atLeast(factor, 1) != .proved { return 0 }
        return ratio
    }

    /// A number of times that a factor is known to be as large as another: as for large sizes, or once, or 0.
    private mutating func known(_ large: Dimension, _ small: Dimension) -> Int {
        if let ratio = ratios[[large, small]] { return ratio }
        let symbols = large.symbols.union(small.symbols)
        let binding = Dictionary(uniqueKeysWithValues: symbols.map { ($0, LargestSums.large) })
        var ratio = 0
        if let first = large.evaluated(binding), let second = small.evaluated(binding), second > 0, first >= second {
            let candidates = [min(first / second, LargestSums.largestRatio), 1]
            ratio = candidates.first { assumptions.atLeast(large, small * Dimension($0)) == .proved } ?? 0
        }
        ratios[[large, small]] = ratio
        return ratio
    }
}
