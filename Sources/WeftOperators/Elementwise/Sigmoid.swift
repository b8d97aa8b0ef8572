package import WeftGraph
import WeftTensors

extension Op {
    /// 1 / (1 + exp(−x)). ONNX `Sigmoid`.
    package struct Sigmoid: UnaryFormula {
        package static let signature = Signature.unary("sigmoid")

        package init() {}

        package func value(_ x: Double) -> Double {
            Maths.sigmoid(x)
        }

        package static let examples = [
            OperatorExample("some values", Sigmoid(), [.f32([-1, 0, 2])], gives: [.f32([0.2689414, 0.5, 0.8807971])]),
            OperatorExample("far from zero", Sigmoid(), [.f32([-1000, 1000])], gives: [.f32([0, 1])]),
            OperatorExample("rank 0", Sigmoid(), [.f32([0], [])], gives: [.f32([0.5], [])]),
            OperatorExample("not for integers", Sigmoid(), [.i32([1])], refusedWith: "element-type-mismatch"),
        ]
    }
}
