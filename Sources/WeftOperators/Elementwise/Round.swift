package import WeftGraph
import WeftTensors

extension Op {
    /// The nearest whole number, the even one of two. ONNX `Round`.
    package struct Round: UnaryFormula {
        package static let signature = Signature.unary("round")

        package init() {}

        package func value(_ x: Double) -> Double {
            x.rounded(.toNearestOrEven)
        }

        package static let examples = [
            OperatorExample(
                "ties go to even", Round(), [.f32([0.5, 1.5, 2.5, -0.5, -1.6])], gives: [.f32([0, 2, 2, 0, -2])]),
            OperatorExample("empty, of rank 2", Round(), [.f32([], [2, 0])], gives: [.f32([], [2, 0])]),
            OperatorExample("not for truth values", Round(), [.bools([true])], refusedWith: "element-type-mismatch"),
        ]
    }
}
