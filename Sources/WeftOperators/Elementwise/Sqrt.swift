package import WeftGraph
import WeftTensors

extension Op {
    /// The square root; NaN below 0. ONNX `Sqrt`.
    package struct Sqrt: UnaryFormula {
        package static let signature = Signature.unary("sqrt")

        package init() {}

        package func value(_ x: Double) -> Double {
            x.squareRoot()
        }

        package static let examples = [
            OperatorExample("some values", Sqrt(), [.f32([0, 2, 9])], gives: [.f32([0, 1.4142136, 3])]),
            OperatorExample("rank 0", Sqrt(), [.f32([0], [])], gives: [.f32([0], [])]),
            OperatorExample("not for integers", Sqrt(), [.i32([1])], refusedWith: "element-type-mismatch"),
        ]
    }
}
