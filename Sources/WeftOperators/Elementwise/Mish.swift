package import WeftGraph
import WeftTensors

extension Op {
    /// x · tanh(softplus(x)) (Misra 2019). ONNX `Mish`.
    package struct Mish: UnaryFormula {
        package static let signature = Signature.unary("mish")

        package init() {}

        package func value(_ x: Double) -> Double {
            x * Maths.tanh(Maths.softplus(x))
        }

        package static let examples = [
            OperatorExample("some values", Mish(), [.f32([-1, 0, 2])], gives: [.f32([-0.3034015, 0, 1.9439590])]),
            OperatorExample("empty, of rank 2", Mish(), [.f32([], [2, 0])], gives: [.f32([], [2, 0])]),
            OperatorExample("not for truth values", Mish(), [.bools([true])], refusedWith: "element-type-mismatch"),
        ]
    }
}
