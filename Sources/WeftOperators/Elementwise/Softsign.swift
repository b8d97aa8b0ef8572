package import WeftGraph
import WeftTensors

extension Op {
    /// x / (1 + |x|). ONNX `Softsign`.
    package struct Softsign: UnaryFormula {
        package static let signature = Signature.unary("softsign")

        package init() {}

        package func value(_ x: Double) -> Double {
            x / (1 + x.magnitude)
        }

        package static let examples = [
            OperatorExample("some values", Softsign(), [.f32([-1, 0, 3])], gives: [.f32([-0.5, 0, 0.75])]),
            OperatorExample("empty, of rank 2", Softsign(), [.f32([], [2, 0])], gives: [.f32([], [2, 0])]),
            OperatorExample("not for truth values", Softsign(), [.bools([true])], refusedWith: "element-type-mismatch"),
        ]
    }
}
