extension Graph {
    /// What sizes must satisfy, each thing once and in its strongest form: of `H >= 5` and `H >= 29` the second.
    public var validity: [Condition] {
        var result: [Condition] = []
        var places: [Dimension: Int] = [:]
        for condition in conditions {
            guard condition.relation == .atLeast, let (size, bound) = condition.lowerBound else {
                if !result.contains(where: { "\($0)" == "\(condition)" }) { result.append(condition) }
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
}

extension Condition {
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
