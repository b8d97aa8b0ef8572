package import WeftGraph
import WeftTensors

extension Op {
    /// The angle from −π/2 to π/2 whose sine is x; NaN beyond 1. ONNX `Asin`.
    package struct Asin: UnaryFormula {
        package static let signature = Signature.unary("asin")

        package init() {}

        package func value(_ x: Double) -> Double {
            Maths.asin(x)
        }

        package static let examples = [
            OperatorExample("some values", Asin(), [.f32([0, 1, -0.5])], gives: [.f32([0, 1.5707963, -0.5235988])]),
            OperatorExample("beyond 1", Asin(), [.f32([1.5, -2])], gives: [.f32([.nan, .nan])]),
            OperatorExample("not for integers", Asin(), [.i32([1])], refusedWith: "element-type-mismatch"),
        ]
    }
}
