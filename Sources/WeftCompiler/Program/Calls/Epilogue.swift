package import WeftDiagnostics

/// A function that kernels apply in registers.
package enum Activation: Sendable, Hashable {
    case none, relu, sigmoid, tanh, silu, gelu, hardSwish
    case clamp(Float, Float)
    case leakyRelu(Float)
    /// clamp(factor · x + summand, 0, 1)
    case hardSigmoid(factor: Float, summand: Float)
}

/// What a product or a convolution does with its sums while they are in the cache.
///
/// Views have five axes: four of rows (batch, depth, height, width) and the columns.
package struct Epilogue<Size: Sendable & Hashable>: Sendable {
    /// One number for each column.
    package var bias: View<Size>?
    package var residual: View<Size>?
    package var activation = Activation.none
    /// A program instead of all that: the sums are its first operands, these follow.
    package var program: ScalarProgram?
    package var operands: [View<Size>] = []
    /// How many of the operands are sums.
    package var sums = 1

    package init() {}

    package var reads: [View<Size>] {
        guard let program else { return [bias, residual].compactMap { $0 } }
        let stored = Set(program.stores.map(\.operand))
        return operands.indices.filter { !stored.contains($0 + sums) || program.loads($0 + sums) }.map { operands[$0] }
    }

    func writes(_ out: View<Size>?) -> [View<Size>] {
        guard let program else { return [out].compactMap { $0 } }
        return program.stores.map { operands[$0.operand - sums] }
    }

    package func map<Other>(_ transform: (Size) throws(Diagnostic) -> Other) throws(Diagnostic) -> Epilogue<Other> {
        var result = Epilogue<Other>()
        if let bias { result.bias = try bias.map(transform) }
        if let residual { result.residual = try residual.map(transform) }
        for operand in operands { result.operands.append(try operand.map(transform)) }
        result.activation = activation
        result.program = program
        result.sums = sums
        return result
    }
}

extension ScalarProgram {
    /// Whether an operand is read.
    func loads(_ operand: Int) -> Bool { lines.contains(.load(operand: operand)) }
}
