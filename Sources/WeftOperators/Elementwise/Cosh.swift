package import WeftGraph
import WeftTensors

extension Op {
    /// The hyperbolic cosine. ONNX `Cosh`.
    package struct Cosh: UnaryFormula {
        package static let signature = Signature.unary("cosh")

        package init() {}

        package func value(_ x: Double) -> Double {
            Maths.cosh(x)
        }

        package static let examples = [
            OperatorExample("some values", Cosh(), [.f32([0, 1, -2])], gives: [.f32([1, 1.5430806, 3.7621957])]),
            OperatorExample("at infinity", Cosh(), [.f32([-.infinity])], gives: [.f32([.infinity])]),
            OperatorExample("not for integers", Cosh(), [.i32([1])], refusedWith: "element-type-mismatch"),
        ]
    }
}
