/// How a parameter gets its first values; each depends on the seed and the parameter's full name alone.
package enum Initializer: Sendable, Equatable {
    /// All the same number.
    case constant(Double)
    /// Evenly between two bounds.
    case uniform(low: Double, high: Double)
    case normal(mean: Double, deviation: Double)
    /// Evenly between ±√(6 / ((1 + a²) · fan in)) (He et al. 2015).
    case kaimingUniform(a: Double)
    /// Normal with deviation √(2 / fan), where the fan is that of the inputs or of the outputs (He et al. 2015).
    case kaimingNormal(fanOut: Bool)
    /// Evenly between ±√(6 / (fan in + fan out)) (Glorot and Bengio 2010).
    case xavierUniform
    /// Normal with deviation √(2 / (fan in + fan out)) (Glorot and Bengio 2010).
    case xavierNormal
    /// Rows or columns orthogonal, times the gain (Saxe et al. 2014).
    case orthogonal(gain: Double)
    /// These numbers, in C order.
    case values([Double])
}
