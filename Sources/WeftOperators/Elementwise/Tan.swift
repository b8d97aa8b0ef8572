package import WeftGraph
import WeftTensors

extension Op {
    /// The tangent of an angle in radians. ONNX `Tan`.
    package struct Tan: UnaryFormula {
        package static let signature = Signature.unary("tan")

        package init() {}

        package func value(_ x: Double) -> Double {
            Maths.tan(x)
        }

        package static let examples = [
            OperatorExample("some values", Tan(), [.f32([0, 1, -2])], gives: [.f32([0, 1.5574077, 2.1850399])]),
            OperatorExample("no limit", Tan(), [.f32([.infinity])], gives: [.f32([.nan])]),
            OperatorExample("not for integers", Tan(), [.i32([1])], refusedWith: "element-type-mismatch"),
        ]
    }
}
