extension Dimension {
    /// The size for given symbols; nil when a symbol is not bound, a divisor is not above 0, or the result too large.
    public func evaluated(_ binding: [Symbol: Int]) -> Int? {
        var sum = constant
        for term in terms {
            var product = term.coefficient
            for factor in term.factors {
                guard let value = factor.evaluated(binding) else { return nil }
                let (next, overflow) = product.multipliedReportingOverflow(by: value)
                if overflow { return nil }
                product = next
            }
            let (next, overflow) = sum.addingReportingOverflow(product)
            if overflow { return nil }
            sum = next
        }
        return sum
    }

    /// The expression with symbols replaced, in canonical form again.
    package func substituting(_ replacements: [Symbol: Dimension]) -> Dimension {
        if terms.isEmpty || replacements.isEmpty { return self }
        var sum = Dimension(constant)
        for term in terms {
            var product = Dimension(term.coefficient)
            for factor in term.factors { product = product * factor.substituting(replacements) }
            sum = sum + product
        }
        return sum
    }
}

extension Dimension.Factor {
    fileprivate func evaluated(_ binding: [Symbol: Int]) -> Int? {
        switch self {
        case .symbol(let symbol): return binding[symbol]
        case .floorDivision(let numerator, let divisor):
            guard let a = numerator.evaluated(binding), let b = divisor.evaluated(binding), b > 0 else { return nil }
            return a.flooredQuotient(b)
        case .minimum(let left, let right):
            guard let a = left.evaluated(binding), let b = right.evaluated(binding) else { return nil }
            return min(a, b)
        case .maximum(let left, let right):
            guard let a = left.evaluated(binding), let b = right.evaluated(binding) else { return nil }
            return max(a, b)
        case .overflow: return nil
        }
    }

    fileprivate func substituting(_ replacements: [Symbol: Dimension]) -> Dimension {
        switch self {
        case .symbol(let symbol): replacements[symbol] ?? Dimension(symbol)
        case .floorDivision(let a, let b):
            a.substituting(replacements).floorDivided(by: b.substituting(replacements))
        case .minimum(let a, let b): .minimum(a.substituting(replacements), b.substituting(replacements))
        case .maximum(let a, let b): .maximum(a.substituting(replacements), b.substituting(replacements))
        case .overflow: .overflow
        }
    }
}
