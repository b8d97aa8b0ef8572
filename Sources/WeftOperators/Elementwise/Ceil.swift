package import WeftGraph
import WeftTensors

extension Op {
    /// The smallest whole number not below x. ONNX `Ceil`.
    package struct Ceil: UnaryFormula {
        package static let signature = Signature.unary("ceil")

        package init() {}

        package func value(_ x: Double) -> Double {
            x.rounded(.up)
        }

        package static let examples = [
            OperatorExample("some values", Ceil(), [.f32([-1.5, 1.5, 2])], gives: [.f32([-1, 2, 2])]),
            OperatorExample("empty, of rank 2", Ceil(), [.f32([], [2, 0])], gives: [.f32([], [2, 0])]),
            OperatorExample("not for truth values", Ceil(), [.bools([true])], refusedWith: "element-type-mismatch"),
        ]
    }
}
