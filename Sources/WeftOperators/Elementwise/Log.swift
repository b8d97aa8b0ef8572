package import WeftGraph
import WeftTensors

extension Op {
    /// The natural logarithm; NaN below 0. ONNX `Log`.
    package struct Log: UnaryFormula {
        package static let signature = Signature.unary("log")

        package init() {}

        package func value(_ x: Double) -> Double {
            Maths.log(x)
        }

        package static let examples = [
            OperatorExample("some values", Log(), [.f32([1, 10, 0])], gives: [.f32([0, 2.3025851, -.infinity])]),
            OperatorExample("rank 0", Log(), [.f32([0], [])], gives: [.f32([-.infinity], [])]),
            OperatorExample("not for integers", Log(), [.i32([1])], refusedWith: "element-type-mismatch"),
        ]
    }
}
