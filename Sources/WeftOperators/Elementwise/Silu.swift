package import WeftGraph
import WeftTensors

extension Op {
    /// x · sigmoid(x), also called swish (Elfwing et al. 2018). ONNX `Swish` with alpha 1.
    package struct Silu: UnaryFormula {
        package static let signature = Signature.unary("silu")

        package init() {}

        package func value(_ x: Double) -> Double {
            x * Maths.sigmoid(x)
        }

        package static let examples = [
            OperatorExample("some values", Silu(), [.f32([-1, 0, 2])], gives: [.f32([-0.2689414, 0, 1.7615942])]),
            OperatorExample("far below zero", Silu(), [.f32([-1000])], gives: [.f32([0])]),
        ]
    }
}
