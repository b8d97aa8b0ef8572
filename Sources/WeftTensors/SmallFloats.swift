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
        /// No infinities; NaN in the place of negative zero, and the exponent's bias is one larger (FNUZ).
        case nanIsNegativeZero
        /// Neither (E2M1).
        case none
    }

    static let f16 = SmallFloat(exponentBits: 5, mantissaBits: 10, special: .ieee)
    static let bf16 = SmallFloat(exponentBits: 8, mantissaBits: 7, special: .ieee)
    static let f8e4m3 = SmallFloat(exponentBits: 4, mantissaBits: 3, special: .nanOnly)
    static let f8e5m2 = SmallFloat(exponentBits: 5, mantissaBits: 2, special: .ieee)
    static let f8e4m3fnuz = SmallFloat(exponentBits: 4, mantissaBits: 3, special: .nanIsNegativeZero)
    static let f8e5m2fnuz = SmallFloat(exponentBits: 5, mantissaBits: 2, special: .nanIsNegativeZero)
    static let f4e2m1 = SmallFloat(exponentBits: 2, mantissaBits: 1, special: .none)

    private var bias: Int { (1 << (exponentBits - 1)) - (special == .nanIsNegativeZero ? 0 : 1) }
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
        } else if exponent == topExponent && special == .nanOnly && mantissa == mantissaMask
            || special == .nanIsNegativeZero && bits == signBit
        {
            magnitude = .nan
        } else if exponent == 0 {
            magnitude = scaled(Double(mantissa), by: 1 - bias - mantissaBits)
        } else {
            magnitude = scaled(Double(mantissa | (mantissaMask + 1)), by: exponent - bias - mantissaBits)
        }
        return negative ? -magnitude : magnitude
    }

    /// The bit pattern nearest to a value, ties to even; too large is infinity, NaN where there is none, or the largest
    /// where there is neither.
    func bits(of value: Double) -> Int {
        if value.isNaN { return special == .none ? (value.sign == .minus ? signBit : 0) : nanBits }
        let pattern = magnitudeBits(of: value.magnitude)
        if special == .nanIsNegativeZero && (pattern == 0 || pattern == nanBits) { return pattern }
        return value.sign == .minus ? signBit | pattern : pattern
    }

    private func magnitudeBits(of magnitude: Double) -> Int {
        if magnitude == 0 { return 0 }
        if magnitude.isInfinite { return overflowBits }
        let exponent = max(Int(magnitude.exponent), 1 - bias)
        let units = scaled(magnitude, by: mantissaBits - exponent).rounded(.toNearestOrEven)
        // A carry out of the mantissa moves into the exponent by itself.
        let pattern = ((exponent + bias - 1) << mantissaBits) + Int(units)
        return pattern > largestBits ? overflowBits : pattern
    }

    private var nanBits: Int {
        switch special {
        case .ieee: (topExponent << mantissaBits) | (1 << (mantissaBits - 1))
        case .nanOnly, .none: signBit - 1
        case .nanIsNegativeZero: signBit
        }
    }

    private var largestBits: Int {
        switch special {
        case .ieee: (topExponent << mantissaBits) - 1
        case .nanOnly: signBit - 2
        case .nanIsNegativeZero, .none: signBit - 1
        }
    }

    private var overflowBits: Int {
        switch special {
        case .ieee: topExponent << mantissaBits
        case .nanOnly, .nanIsNegativeZero: nanBits
        case .none: largestBits
        }
    }

    /// The largest finite value.
    var largest: Double { value(ofBits: largestBits) }

    private func scaled(_ value: Double, by exponent: Int) -> Double {
        Double(sign: .plus, exponent: exponent, significand: value)
    }
}

/// E8M0 of the OCP Microscaling formats (2023): the powers of two from −127 to 127, and NaN; neither sign nor zero.
enum PowerOfTwoFormat {
    static func value(ofBits bits: Int) -> Double {
        bits == 255 ? .nan : Double(sign: .plus, exponent: bits - 127, significand: 1)
    }

    /// The bit pattern of the nearest power, a tie going to the larger; what has no magnitude to round is NaN.
    static func bits(of value: Double) -> Int {
        if value.isNaN || value.isInfinite || value < 0 { return 255 }
        if value < 0x1p-127 { return 0 }
        let exponent = Int(value.exponent) + (value.significand >= 1.5 ? 1 : 0)
        return exponent > 127 ? 255 : exponent + 127
    }
}

extension ElementType {
    /// The format of a floating-point type below 32 bits; nil for E8M0, which has no mantissa.
    var smallFloat: SmallFloat? {
        switch self {
        case .f16: .f16
        case .bf16: .bf16
        case .f8e4m3: .f8e4m3
        case .f8e5m2: .f8e5m2
        case .f8e4m3fnuz: .f8e4m3fnuz
        case .f8e5m2fnuz: .f8e5m2fnuz
        case .f4e2m1: .f4e2m1
        default: nil
        }
    }

    /// The largest finite value of a floating-point type.
    package var largestFinite: Double {
        switch self {
        case .f32: Double(Float.greatestFiniteMagnitude)
        case .f8e8m0: 0x1p127
        default: smallFloat?.largest ?? .greatestFiniteMagnitude
        }
    }
}
