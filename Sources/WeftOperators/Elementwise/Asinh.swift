package import WeftGraph
import WeftTensors

extension Op {
    /// The number whose hyperbolic sine is x. ONNX `Asinh`.
    package struct Asinh: UnaryFormula {
        package static let signature = Signature.unary("asinh")

        package init() {}

        package func value(_ x: Double) -> Double {
            Maths.asinh(x)
        }

        package static let examples = [
            OperatorExample("some values", Asinh(), [.f32([0, 1, -2])], gives: [.f32([0, 0.8813736, -1.4436355])]),
            OperatorExample("at infinity", Asinh(), [.f32([-.infinity])], gives: [.f32([-.infinity])]),
            OperatorExample("not for integers", Asinh(), [.i32([1])], refusedWith: "element-type-mismatch"),
        ]
    }
}
