package import WeftGraph
import WeftTensors

extension Op {
    /// The angle from −π/2 to π/2 whose tangent is x. ONNX `Atan`.
    package struct Atan: UnaryFormula {
        package static let signature = Signature.unary("atan")

        package init() {}

        package func value(_ x: Double) -> Double {
            Maths.atan(x)
        }

        package static let examples = [
            OperatorExample("some values", Atan(), [.f32([0, 1, -2])], gives: [.f32([0, 0.7853982, -1.1071487])]),
            OperatorExample("at infinity", Atan(), [.f32([.infinity])], gives: [.f32([1.5707963])]),
            OperatorExample("not for integers", Atan(), [.i32([1])], refusedWith: "element-type-mismatch"),
        ]
    }
}
