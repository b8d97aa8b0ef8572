import WeftDiagnostics
import WeftGraph
import WeftTensors

extension Inference {
    /// Checks an optional zero point, which has the type of its tensor and broadcasts to its shape.
    mutating func zeroPoint(_ index: Int, _ name: String, of x: Fact, _ xName: String) throws(Diagnostic) {
        guard let zero = optional(index) else { return }
        try zero.requireSameElementType(as: x, name, xName)
        try requireBroadcast(zero, name, to: x, xName)
    }

    /// Needs an operand to broadcast to the shape of another.
    private mutating func requireBroadcast(
        _ fact: Fact, _ name: String, to x: Fact, _ xName: String
    ) throws(Diagnostic) {
        let labels = [x.label(xName), fact.label(name)]
        guard fact.rank <= x.rank else {
            throw Diagnostic("zero-point-mismatch", "\(name) has more axes than \(xName)", labels: labels)
        }
        for (size, target) in zip(fact.shape, x.shape.suffix(fact.rank)) where size.value != 1 {
            try requireSize(
                size, target, "\(name) must broadcast to the shape of \(xName)", code: "zero-point-mismatch",
                labels: labels)
        }
    }
}

extension PlainTensor {
    /// The integers less their zero point, as `i32`.
    func less(_ zero: PlainTensor?) -> PlainTensor {
        guard let zeros = zero?.broadcast(to: shape).integers else {
            return PlainTensor(wrapping: integers, .i32, shape: shape)
        }
        return PlainTensor(wrapping: zip(integers, zeros).map { $0 &- $1 }, .i32, shape: shape)
    }
}
