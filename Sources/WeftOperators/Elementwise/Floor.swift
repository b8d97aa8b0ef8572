package import WeftGraph
import WeftTensors

extension Op {
    /// The largest whole number not above x. ONNX `Floor`.
    package struct Floor: UnaryFormula {
        package static let signature = Signature.unary("floor")

        package init() {}

        package func value(_ x: Double) -> Double {
            x.rounded(.down)
        }

        package static let examples = [
            OperatorExample("some values", Floor(), [.f32([-1.5, 1.5, 2])], gives: [.f32([-2, 1, 2])]),
            OperatorExample("empty, of rank 2", Floor(), [.f32([], [2, 0])], gives: [.f32([], [2, 0])]),
            OperatorExample("not for truth values", Floor(), [.bools([true])], refusedWith: "element-type-mismatch"),
        ]
    }
}
