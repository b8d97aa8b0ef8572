package import WeftGraph
import WeftTensors

extension Op {
    /// The cosine of an angle in radians. ONNX `Cos`.
    package struct Cos: UnaryFormula {
        package static let signature = Signature.unary("cos")

        package init() {}

        package func value(_ x: Double) -> Double {
            Maths.cos(x)
        }

        package static let examples = [
            OperatorExample("some values", Cos(), [.f32([0, 1, -2])], gives: [.f32([1, 0.5403023, -0.4161468])]),
            OperatorExample("empty, of rank 2", Cos(), [.f32([], [2, 0])], gives: [.f32([], [2, 0])]),
            OperatorExample("not for truth values", Cos(), [.bools([true])], refusedWith: "element-type-mismatch"),
        ]
    }
}
