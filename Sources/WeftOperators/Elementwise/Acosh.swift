package import WeftGraph
import WeftTensors

extension Op {
    /// The number of at least 0 whose hyperbolic cosine is x; NaN below 1. ONNX `Acosh`.
    package struct Acosh: UnaryFormula {
        package static let signature = Signature.unary("acosh")

        package init() {}

        package func value(_ x: Double) -> Double {
            Maths.acosh(x)
        }

        package static let examples = [
            OperatorExample("some values", Acosh(), [.f32([1, 2, 10])], gives: [.f32([0, 1.3169579, 2.9932228])]),
            OperatorExample("below 1", Acosh(), [.f32([0.5])], gives: [.f32([.nan])]),
            OperatorExample("not for integers", Acosh(), [.i32([1])], refusedWith: "element-type-mismatch"),
        ]
    }
}
