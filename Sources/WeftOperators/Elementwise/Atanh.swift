package import WeftGraph
import WeftTensors

extension Op {
    /// The number whose hyperbolic tangent is x; NaN beyond 1. ONNX `Atanh`.
    package struct Atanh: UnaryFormula {
        package static let signature = Signature.unary("atanh")

        package init() {}

        package func value(_ x: Double) -> Double {
            Maths.atanh(x)
        }

        package static let examples = [
            OperatorExample(
                "some values", Atanh(), [.f32([0, 0.5, -0.9])], gives: [.f32([0, 0.5493061, -1.4722195])]),
            OperatorExample("at 1 and beyond", Atanh(), [.f32([1, 2])], gives: [.f32([.infinity, .nan])]),
            OperatorExample("not for integers", Atanh(), [.i32([1])], refusedWith: "element-type-mismatch"),
        ]
    }
}
