package import WeftGraph
import WeftTensors

extension Op {
    /// The hyperbolic sine. ONNX `Sinh`.
    package struct Sinh: UnaryFormula {
        package static let signature = Signature.unary("sinh")

        package init() {}

        package func value(_ x: Double) -> Double {
            Maths.sinh(x)
        }

        package static let examples = [
            OperatorExample("some values", Sinh(), [.f32([0, 1, -2])], gives: [.f32([0, 1.1752012, -3.6268604])]),
            OperatorExample("at infinity", Sinh(), [.f32([-.infinity])], gives: [.f32([-.infinity])]),
            OperatorExample("not for integers", Sinh(), [.i32([1])], refusedWith: "element-type-mismatch"),
        ]
    }
}
