import WeftDiagnostics
package import WeftGraph
package import WeftTensors

/// The first values of parameters, as torch.nn.init computes them from fans.
package enum ParameterInitializer {
    /// A parameter's first values; the random ones depend on the seed and the full name alone (`NumberStream`).
    ///
    /// The fan in is the product of all sizes but the first, the fan out that of all but the second (torch's rule for
    /// `[out, in / groups, kernel…]`); with fewer than two axes both are the number of elements. Integer types take
    /// whole numbers, rounded towards zero. `values` are repeated from the first when there are too few; the elaborator
    /// refuses such. The number of elements must be one that a size can be.
    package static func tensor(
        name: String, type: ElementType, sizes: [Int], initializer: Initializer, seed: UInt64
    ) -> Tensor {
        let count = sizes.elementCount ?? 0
        let numbers = NumberStream(seed: seed, name: name)
        let fans = Fans(sizes)
        func uniform(_ low: Double, _ high: Double) -> [Double] {
            numbers.uniform(count).map { low + (high - low) * $0 }
        }
        func normal(_ mean: Double, _ deviation: Double) -> [Double] {
            numbers.normal(count).map { mean + deviation * $0 }
        }
        let values: [Double]
        switch initializer {
        case .constant(let value): values = [Double](repeating: value, count: count)
        case .uniform(let low, let high): values = uniform(low, high)
        case .normal(let mean, let deviation): values = normal(mean, deviation)
        case .kaimingUniform(let a):
            let bound = (6 / ((1 + a * a) * fans.input)).squareRoot()
            values = uniform(-bound, bound)
        case .kaimingNormal(let fanOut): values = normal(0, (2 / (fanOut ? fans.output : fans.input)).squareRoot())
        case .xavierUniform:
            let bound = (6 / (fans.input + fans.output)).squareRoot()
            values = uniform(-bound, bound)
        case .xavierNormal: values = normal(0, (2 / (fans.input + fans.output)).squareRoot())
        case .orthogonal(let gain):
            let rows = sizes.first ?? 1
            let matrix = OrthogonalMatrix(rows: rows, columns: rows == 0 ? 0 : count / rows, numbers.normal(count))
            values = matrix.values.map { gain * $0 }
        case .values(let given):
            values = given.isEmpty ? [Double](repeating: 0, count: count) : (0..<count).map { given[$0 % given.count] }
        }
        return packed(values, type, sizes)
    }

    private static func packed(_ values: [Double], _ type: ElementType, _ sizes: [Int]) -> Tensor {
        if type.isFloat { return PlainTensor(rounding: values, type, shape: sizes).tensor }
        return PlainTensor(wrapping: values.map { Int64(clampingReal: $0) }, type, shape: sizes).tensor
    }
}

/// How many numbers go into an output of a layer, and from how many outputs one is read.
private struct Fans {
    let input: Double
    let output: Double

    init(_ sizes: [Int]) {
        let reals = sizes.map { Double($0) }
        // A parameter without elements has no numbers that a fan of 1 could disturb.
        guard reals.count >= 2 else {
            input = max(reals.first ?? 1, 1)
            output = input
            return
        }
        let kernel = reals[2...].reduce(1, *)
        input = max(reals[1] * kernel, 1)
        output = max(reals[0] * kernel, 1)
    }
}
