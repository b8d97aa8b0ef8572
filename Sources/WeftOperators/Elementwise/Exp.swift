package import WeftGraph
import WeftTensors

extension Op {
    /// The exponential function. ONNX `Exp`.
    package struct Exp: UnaryFormula {
        package static let signature = Signature.unary("exp")

        package init() {}

        package func value(_ x: Double) -> Double {
            Maths.exp(x)
        }

        package static let examples = [
            OperatorExample("some values", Exp(), [.f32([0, 1, -1])], gives: [.f32([1, 2.7182818, 0.3678794])]),
            OperatorExample("too large", Exp(), [.f32([1000])], gives: [.f32([.infinity])]),
            OperatorExample("rank 0", Exp(), [.f32([0], [])], gives: [.f32([1], [])]),
            OperatorExample("not for integers", Exp(), [.i32([1])], refusedWith: "element-type-mismatch"),
        ]
    }
}
