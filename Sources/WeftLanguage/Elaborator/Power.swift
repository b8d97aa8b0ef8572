import WeftOperators

/// Powers of numbers that are known while a spec is elaborated.
enum Power {
    static func real(_ base: Double, _ exponent: Double) -> Double { Maths.pow(base, exponent) }
}
