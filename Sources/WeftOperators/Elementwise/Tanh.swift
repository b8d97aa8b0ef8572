package import WeftGraph
import WeftTensors

extension Op {
    /// The hyperbolic tangent. ONNX `Tanh`.
    package struct Tanh: UnaryFormula {
        package static let signature = Signature.unary("tanh")

        package init() {}

        package func value(_ x: Double) -> Double {
            Maths.tanh(x)
        }

        package static let examples = [
            OperatorExample("some values", Tanh(), [.f32([-1, 0, 0.5])], gives: [.f32([-0.7615942, 0, 0.4621172])]),
            OperatorExample("rank 0", Tanh(), [.f32([0], [])], gives: [.f32([0], [])]),
            OperatorExample("not for integers", Tanh(), [.i32([1])], refusedWith: "element-type-mismatch"),
        ]
    }
}
