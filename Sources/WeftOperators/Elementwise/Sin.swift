package import WeftGraph
import WeftTensors

extension Op {
    /// The sine of an angle in radians. ONNX `Sin`.
    package struct Sin: UnaryFormula {
        package static let signature = Signature.unary("sin")

        package init() {}

        package func value(_ x: Double) -> Double {
            Maths.sin(x)
        }

        package static let examples = [
            OperatorExample("some values", Sin(), [.f32([0, 1, -2])], gives: [.f32([0, 0.8414710, -0.9092974])]),
            OperatorExample("empty, of rank 2", Sin(), [.f32([], [2, 0])], gives: [.f32([], [2, 0])]),
            OperatorExample("not for truth values", Sin(), [.bools([true])], refusedWith: "element-type-mismatch"),
        ]
    }
}
