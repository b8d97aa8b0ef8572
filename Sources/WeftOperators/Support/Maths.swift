#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The functions of the C library that formulas use, in one place for all platforms.
package enum Maths {
    @inline(__always) static func exp(_ x: Double) -> Double { platformExp(x) }
    @inline(__always) package static func expm1(_ x: Double) -> Double { platformExpm1(x) }
    @inline(__always) package static func log(_ x: Double) -> Double { platformLog(x) }
    @inline(__always) package static func log1p(_ x: Double) -> Double { platformLog1p(x) }
    @inline(__always) static func tanh(_ x: Double) -> Double { platformTanh(x) }
    @inline(__always) static func erf(_ x: Double) -> Double { platformErf(x) }
    @inline(__always) static func sin(_ x: Double) -> Double { platformSin(x) }
    @inline(__always) static func cos(_ x: Double) -> Double { platformCos(x) }
    @inline(__always) static func tan(_ x: Double) -> Double { platformTan(x) }
    @inline(__always) static func asin(_ x: Double) -> Double { platformAsin(x) }
    @inline(__always) static func acos(_ x: Double) -> Double { platformAcos(x) }
    @inline(__always) static func atan(_ x: Double) -> Double { platformAtan(x) }
    @inline(__always) static func sinh(_ x: Double) -> Double { platformSinh(x) }
    @inline(__always) static func cosh(_ x: Double) -> Double { platformCosh(x) }
    @inline(__always) static func asinh(_ x: Double) -> Double { platformAsinh(x) }
    @inline(__always) static func acosh(_ x: Double) -> Double { platformAcosh(x) }
    @inline(__always) static func atanh(_ x: Double) -> Double { platformAtanh(x) }
    package static func pow(_ x: Double, _ y: Double) -> Double { platformPow(x, y) }

    /// The logistic function, without overflow on either side.
    @inline(__always) static func sigmoid(_ x: Double) -> Double {
        if x >= 0 { return 1 / (1 + exp(-x)) }
        let small = exp(x)
        return small / (1 + small)
    }

    /// log(1 + exp(x)), without overflow.
    @inline(__always) static func softplus(_ x: Double) -> Double {
        x > 0 ? x + log1p(exp(-x)) : log1p(exp(x))
    }

    /// The larger number; NaN if either is.
    @inline(__always) static func maximum(_ a: Double, _ b: Double) -> Double {
        a > b || a.isNaN ? a : b
    }

    /// The smaller number; NaN if either is.
    @inline(__always) static func minimum(_ a: Double, _ b: Double) -> Double {
        a < b || a.isNaN ? a : b
    }
}

// Inside the type above the bare names would mean its own functions.
@inline(__always) private func platformExp(_ x: Double) -> Double { exp(x) }
@inline(__always) private func platformExpm1(_ x: Double) -> Double { expm1(x) }
@inline(__always) private func platformLog(_ x: Double) -> Double { log(x) }
@inline(__always) private func platformLog1p(_ x: Double) -> Double { log1p(x) }
@inline(__always) private func platformTanh(_ x: Double) -> Double { tanh(x) }
@inline(__always) private func platformErf(_ x: Double) -> Double { erf(x) }
@inline(__always) private func platformSin(_ x: Double) -> Double { sin(x) }
@inline(__always) private func platformCos(_ x: Double) -> Double { cos(x) }
@inline(__always) private func platformTan(_ x: Double) -> Double { tan(x) }
@inline(__always) private func platformAsin(_ x: Double) -> Double { asin(x) }
@inline(__always) private func platformAcos(_ x: Double) -> Double { acos(x) }
@inline(__always) private func platformAtan(_ x: Double) -> Double { atan(x) }
@inline(__always) private func platformSinh(_ x: Double) -> Double { sinh(x) }
@inline(__always) private func platformCosh(_ x: Double) -> Double { cosh(x) }
@inline(__always) private func platformAsinh(_ x: Double) -> Double { asinh(x) }
@inline(__always) private func platformAcosh(_ x: Double) -> Double { acosh(x) }
@inline(__always) private func platformAtanh(_ x: Double) -> Double { atanh(x) }
@inline(__always) private func platformPow(_ x: Double, _ y: Double) -> Double { pow(x, y) }
