/// The floating-point formats below 32 bits, by their parameters, converted in software.
///
/// `Float16` is not available on every platform, and the others on none.
struct SmallFloat {
    let exponentBits: Int
    let mantissaBits: Int
    /// What the highest exponent means.
    let special: Special

    enum Special {
        /// As in IEEE 754: infinities and NaN.
        case ieee
        /// No infinities; only an all-ones mantissa is NaN (E4M3).
        case nanOnly
        /// Neither (E2M1).
        case none
    }

    static let f16 = SmallFloat(exponentBits: 5, mantissaBits: 10, special: .ieee)
    static let bf16 = SmallFloat(exponentBits: 8, mantissaBits: 7, special: .ieee)
    static let f8e4m3 = SmallFloat(exponentBits: 4, mantissaBits: 3, special: .nanOnly)
    static let f8e5m2 = SmallFloat(exponentBits: 5, mantissaBits: 2, special: .ieee)
    static let f4e2m1 = SmallFloat(exponentBits: 2, mantissaBits: 1, special: .none)

    private var bias: Int { (1 << (exponentBits - 1)) - 1 }
    private var mantissaMask: Int { (1 << mantissaBits) - 1 }
    private var topExponent: Int { (1 << exponentBits) - 1 }
    private var signBit: Int { 1 << (exponentBits + mantissaBits) }

    /// The value of a bit pattern, exactly.
    func value(ofBits bits: Int) -> Double {
        let negative = bits & signBit != 0
        let exponent = (bits >> mantissaBits) & topExponent
        let mantissa = bits & mantissaMask
        let magnitude: Double
        if exponent == topExponent, special == .ieee {
            magnitude = mantissa == 0 ? .infinity : .nan
        } else if exponent == topExponent, special == .nanOnly, mantissa == mantissaMask {
            magnitude = .nan
        } else if exponent == 0 {
            magnitude = scaled(Double(mantissa), by: 1 - bias - mantissaBits)
        } else {
            magnitude = scaled(Double(mantissa | (mantissaMask + 1)), by: exponent - bias - mantissaBits)
        }
        return negative ? -magnitude : magnitude
    }

    /// The bit pattern nearest to a value, ties to even; too large is infinity, or the largest where there is none.
    func bits(of value: Double) -> Int {
        let sign = value.sign == .minus ? signBit : 0
        if value.isNaN { return special == .none ? sign : nanBits }
        let magnitude = value.magnitude
        if magnitude == 0 { return sign }
        if magnitude.isInfinite { return sign | overflowBits }
        let exponent = max(Int(magnitude.exponent), 1 - bias)
        let units = scaled(magnitude, by: mantissaBits - exponent).rounded(.toNearestOrEven)
        // A carry out of the mantissa moves into the exponent by itself.
        let pattern = ((exponent + bias - 1) << mantissaBits) + Int(units)
        return sign | (pattern > largestBits ? overflowBits : pattern)
    }

    private var nanBits: Int {
        special == .ieee ? (topExponent << mantissaBits) | (1 << (mantissaBits - 1)) : signBit - 1
    }

    private var largestBits: Int {
        switch special {
        case .ieee: (topExponent << mantissaBits) - 1
        case .nanOnly: signBit - 2
        case .none: signBit - 1
        }
    }

    private var overflowBits: Int {
        switch special {
        case .ieee: topExponent << mantissaBits
        case .nanOnly: signBit - 1
        case .none: largestBits
        }
    }

    private func scaled(_ value: Double, by exponent: Int) -> Double {
        Double(sign: .plus, exponent: exponent, significand: value)
    }
}

extension ElementType {
    /// The format of a floating-point type below 32 bits.
    var smallFloat: SmallFloat? {
        switch self {
        case .f16: .f16
        case .bf16: .bf16
        case .f8e4m3: .f8e4m3
        case .f8e5m2: .f8e5m2
        case .f4e2m1: .f4e2m1
        default: nil
        }
    }
}
