extension Assumptions {
    /// The values of an expression of one symbol, exactly: those for each residue of a period, and by how much all of
    /// them grow from one period to the next.
    struct Periodic {
        let values: [Int]
        let growth: Int

        /// Whether the expression is 0 for every size, or for none; nil when it is for some.
        var isZero: Bool? {
            if growth == 0 {
                if values.allSatisfy({ $0 == 0 }) { return true }
                return values.contains(0) ? nil : false
            }
            // v + growth · t is 0 for a whole t of at least 0.
            let meets = values.contains { value in
                let (times, rest) = value.magnitude.quotientAndRemainder(dividingBy: growth.magnitude)
                return rest == 0 && (times == 0 || (value < 0) == (growth > 0))
            }
            return meets ? nil : false
        }

        /// Whether the expression is at least 0 for every size, or for none; nil when it is for some.
        var isNotNegative: Bool? {
            if growth >= 0, values.allSatisfy({ $0 >= 0 }) { return true }
            if growth <= 0, values.allSatisfy({ $0 < 0 }) { return false }
            return nil
        }
    }

    /// How long a period may be in a proof; there may be one for each node.
    static let longestPeriod = 1024

    /// The values of an expression that has one symbol and, besides sums, divisions by constants alone.
    func periodic(_ dimension: Dimension, longest: Int = Assumptions.longestPeriod) -> Periodic? {
        guard let symbol = dimension.onlySymbol, let period = dimension.period, period <= longest else { return nil }
        let first = lowest(of: symbol)
        var count = period
        if let last = highest(of: symbol) {
            // A range shorter than the period holds all there is.
            guard last >= first else { return nil }
            let (length, overflow) = last.subtractingReportingOverflow(first)
            if !overflow, length < period { count = length + 1 }
        }
        let (end, overflow) = first.addingReportingOverflow(period)
        guard !overflow else { return nil }
        var values: [Int] = []
        for size in first..<(first + count) {
            guard let value = dimension.evaluated([symbol: size]) else { return nil }
            values.append(value)
        }
        if count < period { return Periodic(values: values, growth: 0) }
        guard let next = dimension.evaluated([symbol: end]) else { return nil }
        let (growth, overflowed) = next.subtractingReportingOverflow(values[0])
        return overflowed ? nil : Periodic(values: values, growth: growth)
    }
}

extension Dimension {
    /// The symbol, when there is exactly one.
    fileprivate var onlySymbol: Symbol? {
        let symbols = symbols
        return symbols.count == 1 ? symbols.first : nil
    }

    /// After how many sizes the expression repeats but for a constant step; nil when it is not of that form.
    fileprivate var period: Int? {
        var result = 1
        for term in terms {
            guard term.factors.count == 1 else { return nil }
            switch term.factors[0] {
            case .symbol: continue
            case .floorDivision(let numerator, let divisor):
                guard let value = divisor.value, let inner = numerator.period else { return nil }
                let (product, overflow) = inner.multipliedReportingOverflow(by: value)
                guard !overflow else { return nil }
                let multiple = result / greatestCommonDivisor(result, product)
                let (next, overflowed) = multiple.multipliedReportingOverflow(by: product)
                guard !overflowed else { return nil }
                result = next
            default: return nil
            }
        }
        return result
    }
}
