package import WeftGraph
import WeftTensors

extension Op {
    /// x · relu6(x + 3) / 6 (Howard et al. 2019, MobileNetV3). ONNX `HardSwish`.
    package struct HardSwish: UnaryFormula {
        package static let signature = Signature.unary("hard_swish")

        package init() {}

        package func value(_ x: Double) -> Double {
            x * Maths.maximum(0, Maths.minimum(6, x + 3)) / 6
        }

        package static let examples = [
            OperatorExample(
                "some values", HardSwish(), [.f32([-4, -1, 0, 1, 4])], gives: [.f32([0, -0.3333333, 0, 0.6666667, 4])]),
            OperatorExample("empty, of rank 2", HardSwish(), [.f32([], [2, 0])], gives: [.f32([], [2, 0])]),
            OperatorExample(
                "not for truth values", HardSwish(), [.bools([true])], refusedWith: "element-type-mismatch"),
        ]
    }
}
