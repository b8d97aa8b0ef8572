extension Dimension.Factor: Comparable {
    /// Symbols first, then divisions, minima and maxima; a fixed order for canonical forms and printing.
    package static func < (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.symbol(let a), .symbol(let b)): a < b
        case (.floorDivision(let a, let b), .floorDivision(let c, let d)),
            (.minimum(let a, let b), .minimum(let c, let d)), (.maximum(let a, let b), .maximum(let c, let d)):
            a == c ? b < d : a < c
        default: left.rank < right.rank
        }
    }

    private var rank: Int {
        switch self {
        case .symbol: 0
        case .floorDivision: 1
        case .minimum: 2
        case .maximum: 3
        case .overflow: 4
        }
    }
}

extension Dimension: Comparable {
    /// A fixed order of expressions, not of the sizes they stand for.
    public static func < (left: Dimension, right: Dimension) -> Bool {
        if left.terms.count != right.terms.count { return left.terms.count < right.terms.count }
        for (a, b) in zip(left.terms, right.terms) where a != b {
            if a.factors != b.factors { return a.factors.lexicographicallyPrecedes(b.factors) }
            return a.coefficient < b.coefficient
        }
        return left.constant < right.constant
    }
}
