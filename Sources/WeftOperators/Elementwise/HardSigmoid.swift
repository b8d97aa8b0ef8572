package import WeftGraph
import WeftTensors

extension Op {
    /// max(0, min(1, alpha · x + beta)); with the defaults relu6(x + 3) / 6 as torch.nn.Hardsigmoid has it.
    /// ONNX `HardSigmoid`, whose default alpha is 0.2.
    package struct HardSigmoid: UnaryFormula {
        package var alpha: Double = 1.0 / 6
        package var beta: Double = 0.5

        package static let signature = Signature.unary("hard_sigmoid")
        package static let attributes: [AttributeField<HardSigmoid>] = [
            AttributeField("alpha", \.alpha), AttributeField("beta", \.beta),
        ]

        package init() {}

        package init(alpha: Double = 1.0 / 6, beta: Double = 0.5) {
            self.alpha = alpha
            self.beta = beta
        }

        package func value(_ x: Double) -> Double {
            Maths.maximum(0, Maths.minimum(1, alpha * x + beta))
        }

        package static let examples = [
            OperatorExample(
                "some values", HardSigmoid(), [.f32([-4, 0, 1, 4])], gives: [.f32([0, 0.5, 0.6666667, 1])]),
            OperatorExample("Keras's slope", HardSigmoid(alpha: 0.2), [.f32([1])], gives: [.f32([0.7])]),
        ]
    }
}
