import WeftDiagnostics
import WeftGraph

extension Int64 {
    /// The quotient rounded towards −∞; the lowest number divided by −1 wraps. The divisor is not 0.
    func dividedDown(by divisor: Int64) -> Int64 {
        let quotient = dividedReportingOverflow(by: divisor).partialValue
        return remainderDown(by: divisor) == self &- quotient &* divisor ? quotient : quotient &- 1
    }

    /// What is left by the quotient rounded towards −∞, with the sign of the divisor, which is not 0.
    func remainderDown(by divisor: Int64) -> Int64 {
        let rest = remainderReportingOverflow(dividingBy: divisor).partialValue
        return rest != 0 && (rest < 0) != (divisor < 0) ? rest &+ divisor : rest
    }

    /// The power, wrapping around; 1 where the exponent is 0.
    func wrappingPower(_ exponent: UInt64) -> Int64 {
        var (result, base, rest): (Int64, Int64, UInt64) = (1, self, exponent)
        while rest > 0 {
            if rest & 1 == 1 { result = result &* base }
            base = base &* base
            rest >>= 1
        }
        return result
    }
}

extension Double {
    /// What is left by the quotient rounded towards −∞, with the sign of the divisor; NaN when that is 0.
    func remainderDown(by divisor: Double) -> Double {
        let rest = truncatingRemainder(dividingBy: divisor)
        return rest != 0 && (rest < 0) != (divisor < 0) ? rest + divisor : rest
    }
}

extension Dimension {
    /// The quotient rounded towards −∞ by a size that is known to be above 0; nil by any other.
    func dividedDown(by divisor: Dimension, _ assumptions: Assumptions) -> Dimension? {
        assumptions.atLeast(divisor, 1) == .proved ? floorDivided(by: divisor) : nil
    }
}

extension Assumptions.Verdict {
    /// What is known of the opposite.
    var opposite: Assumptions.Verdict {
        switch self {
        case .proved: .refuted
        case .refuted: .proved
        case .undecided: .undecided
        }
    }
}

extension [Int64] {
    /// Refuses divisors of which one is 0.
    func requireNoZero() throws(Diagnostic) {
        if let position = firstIndex(of: 0) {
            throw Diagnostic(
                "division-by-zero", "an integer cannot be divided by 0, as at position \(position)",
                help: "integers have no infinity; cast(b, f32) divides as floats do")
        }
    }
}
