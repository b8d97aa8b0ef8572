package import WeftGraph
import WeftTensors

extension Op {
    /// The angle from 0 to π whose cosine is x; NaN beyond 1. ONNX `Acos`.
    package struct Acos: UnaryFormula {
        package static let signature = Signature.unary("acos")

        package init() {}

        package func value(_ x: Double) -> Double {
            Maths.acos(x)
        }

        package static let examples = [
            OperatorExample("some values", Acos(), [.f32([1, 0, -0.5])], gives: [.f32([0, 1.5707963, 2.0943951])]),
            OperatorExample("beyond 1", Acos(), [.f32([1.5, -2])], gives: [.f32([.nan, .nan])]),
            OperatorExample("not for integers", Acos(), [.i32([1])], refusedWith: "element-type-mismatch"),
        ]
    }
}
