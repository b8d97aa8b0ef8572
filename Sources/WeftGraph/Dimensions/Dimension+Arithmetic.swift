extension Dimension {
    /// The sum.
    public static func + (left: Dimension, right: Dimension) -> Dimension {
        let (constant, overflow) = left.constant.addingReportingOverflow(right.constant)
        if overflow || left.isOverflow || right.isOverflow { return .overflow }
        if left.terms.isEmpty { return Dimension(constant: constant, terms: right.terms) }
        if right.terms.isEmpty { return Dimension(constant: constant, terms: left.terms) }
        guard let terms = merge(left.terms, right.terms) else { return .overflow }
        return Dimension(constant: constant, terms: terms).orOverflow
    }

    /// The difference.
    public static func - (left: Dimension, right: Dimension) -> Dimension {
        left + right * -1
    }

    /// The product.
    public static func * (left: Dimension, right: Dimension) -> Dimension {
        if let factor = right.value { return left.scaled(by: factor) }
        if let factor = left.value { return right.scaled(by: factor) }
        if left.isOverflow || right.isOverflow { return .overflow }
        var result = right.scaled(by: left.constant)
        for term in left.terms {
            result = result + right.multiplied(by: term)
        }
        return result
    }

    /// The quotient rounded towards −∞; overflow when the divisor is known to be 0 or below.
    public func floorDivided(by divisor: Dimension) -> Dimension {
        guard let divisor = divisor.value else {
            if isOverflow || divisor.isOverflow { return .overflow }
            if self == divisor { return 1 }
            if value == 0 { return 0 }
            if let exact = exactQuotient(by: divisor) { return exact }
            return Dimension(factor: .floorDivision(self, divisor)).orOverflow
        }
        return floorDivided(by: divisor)
    }

    /// The quotient rounded towards +∞.
    public func ceilDivided(by divisor: Dimension) -> Dimension {
        (self + divisor - 1).floorDivided(by: divisor)
    }

    /// What is left by floor division: between 0 and the divisor.
    public func remainder(by divisor: Dimension) -> Dimension {
        self - floorDivided(by: divisor) * divisor
    }

    /// The smaller of the two.
    public static func minimum(_ left: Dimension, _ right: Dimension) -> Dimension {
        if let difference = (left - right).value { return difference <= 0 ? left : right }
        if left.isOverflow || right.isOverflow { return .overflow }
        return Dimension(factor: left < right ? .minimum(left, right) : .minimum(right, left)).orOverflow
    }

    /// The larger of the two.
    public static func maximum(_ left: Dimension, _ right: Dimension) -> Dimension {
        if let difference = (left - right).value { return difference >= 0 ? left : right }
        if left.isOverflow || right.isOverflow { return .overflow }
        return Dimension(factor: left < right ? .maximum(left, right) : .maximum(right, left)).orOverflow
    }

    private func scaled(by factor: Int) -> Dimension {
        if factor == 0 { return isOverflow ? .overflow : 0 }
        if factor == 1 { return self }
        let (scaledConstant, overflow) = constant.multipliedReportingOverflow(by: factor)
        if overflow { return .overflow }
        var scaledTerms = terms
        for index in scaledTerms.indices {
            let (product, overflow) = scaledTerms[index].coefficient.multipliedReportingOverflow(by: factor)
            if overflow { return .overflow }
            scaledTerms[index].coefficient = product
        }
        return Dimension(constant: scaledConstant, terms: scaledTerms)
    }

    private func multiplied(by term: Term) -> Dimension {
        var result = constant == 0 ? 0 : Dimension(constant: 0, terms: [term]).scaled(by: constant)
        for other in terms {
            let (coefficient, overflow) = term.coefficient.multipliedReportingOverflow(by: other.coefficient)
            if overflow { return .overflow }
            let factors = (term.factors + other.factors).sorted()
            result = result + Dimension(constant: 0, terms: [Term(coefficient: coefficient, factors: factors)])
        }
        return result
    }

    /// Both lists, sorted, with the coefficients of equal products added; nil on overflow.
    private static func merge(_ left: [Term], _ right: [Term]) -> [Term]? {
        var result: [Term] = []
        var i = 0
        var j = 0
        while i < left.count, j < right.count {
            if left[i].factors == right[j].factors {
                let (sum, overflow) = left[i].coefficient.addingReportingOverflow(right[j].coefficient)
                if overflow { return nil }
                if sum != 0 { result.append(Term(coefficient: sum, factors: left[i].factors)) }
                i += 1
                j += 1
            } else if left[i].factors.lexicographicallyPrecedes(right[j].factors) {
                result.append(left[i])
                i += 1
            } else {
                result.append(right[j])
                j += 1
            }
        }
        return result + left[i...] + right[j...]
    }

    /// This, or overflow when it has outgrown its bound.
    private var orOverflow: Dimension {
        terms.count > 1 || !terms.allSatisfy({ $0.factors.count == 1 }) || isDivision
            ? (complexity > Dimension.largestComplexity ? .overflow : self) : self
    }

    private var isDivision: Bool {
        guard case .symbol? = terms.first?.factors.first else { return true }
        return false
    }
}

extension Dimension {
    /// Division by a constant: whole multiples leave the quotient, common factors cancel, nested divisions join.
    private func floorDivided(by divisor: Int) -> Dimension {
        guard divisor > 0, !isOverflow else { return .overflow }
        if divisor == 1 { return self }
        var whole = Dimension(constant.flooredQuotient(divisor))
        var rest = constant.flooredRemainder(divisor)
        var restTerms: [Term] = []
        for term in terms {
            let quotient = term.coefficient.flooredQuotient(divisor)
            let remainder = term.coefficient.flooredRemainder(divisor)
            if quotient != 0 {
                whole = whole + Dimension(constant: 0, terms: [Term(coefficient: quotient, factors: term.factors)])
            }
            if remainder != 0 { restTerms.append(Term(coefficient: remainder, factors: term.factors)) }
        }
        if restTerms.isEmpty { return whole }
        var divisor = divisor
        let common = restTerms.reduce(divisor) { greatestCommonDivisor($0, $1.coefficient) }
        if common > 1 {
            divisor /= common
            rest = rest.flooredQuotient(common)
            for index in restTerms.indices { restTerms[index].coefficient /= common }
            if divisor == 1 { return whole + Dimension(constant: rest, terms: restTerms) }
        }
        if restTerms.count == 1, restTerms[0].coefficient == 1, restTerms[0].factors.count == 1,
            case .floorDivision(let numerator, let inner) = restTerms[0].factors[0], let innerValue = inner.value
        {
            let (product, overflow) = innerValue.multipliedReportingOverflow(by: divisor)
            if overflow { return .overflow }
            return whole + (numerator + Dimension(rest) * inner).floorDivided(by: product)
        }
        let numerator = Dimension(constant: rest, terms: restTerms)
        return (whole + Dimension(factor: .floorDivision(numerator, Dimension(divisor))))
    }

    /// The quotient by a product of symbols, when every term has that product in it.
    private func exactQuotient(by divisor: Dimension) -> Dimension? {
        guard divisor.constant == 0, divisor.terms.count == 1, constant == 0 else { return nil }
        let divisorTerm = divisor.terms[0]
        guard divisorTerm.coefficient > 0 else { return nil }
        var result: Dimension = 0
        for term in terms {
            guard term.coefficient % divisorTerm.coefficient == 0 else { return nil }
            var factors = term.factors
            for factor in divisorTerm.factors {
                guard let index = factors.firstIndex(of: factor) else { return nil }
                factors.remove(at: index)
            }
            let coefficient = term.coefficient / divisorTerm.coefficient
            result =
                result
                + (factors.isEmpty
                    ? Dimension(coefficient)
                    : Dimension(constant: 0, terms: [Term(coefficient: coefficient, factors: factors)]))
        }
        return result
    }
}

extension Int {
    /// The quotient rounded towards −∞; the divisor is above 0.
    func flooredQuotient(_ divisor: Int) -> Int {
        self / divisor - (self % divisor < 0 ? 1 : 0)
    }

    /// The quotient rounded towards +∞; the divisor is above 0.
    func ceiledQuotient(_ divisor: Int) -> Int {
        self / divisor + (self % divisor > 0 ? 1 : 0)
    }

    /// The negative, or the largest number for the one that has none.
    var negated: Int { self == .min ? .max : -self }

    /// The difference, or the number nearest to it that can be held.
    func clampedSubtracting(_ other: Int) -> Int {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? (other < 0 ? .max : .min) : difference
    }

    /// What is left by the floored quotient.
    func flooredRemainder(_ divisor: Int) -> Int {
        let remainder = self % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}

/// The largest number that divides both; neither may be below 0.
package func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
    var (a, b) = (first, second)
    while b != 0 { (a, b) = (b, a % b) }
    return a
}
