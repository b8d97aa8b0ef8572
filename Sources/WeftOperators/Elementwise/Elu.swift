package import WeftGraph
import WeftTensors

extension Op {
    /// x where x > 0, alpha · (exp(x) − 1) elsewhere (Clevert et al. 2016). ONNX `Elu`.
    package struct Elu: UnaryFormula {
        package var alpha: Double = 1

        package static let signature = Signature.unary("elu")
        package static let attributes: [AttributeField<Elu>] = [
            AttributeField("alpha", \.alpha)
        ]

        package init() {}

        package init(alpha: Double = 1) {
            self.alpha = alpha
        }

        package func value(_ x: Double) -> Double {
            x > 0 ? x : alpha * Maths.expm1(x)
        }

        package static let examples = [
            OperatorExample("below and above zero", Elu(), [.f32([-1, 0, 2])], gives: [.f32([-0.6321206, 0, 2])]),
            OperatorExample("empty", Elu(), [.f32([])], gives: [.f32([])]),
        ]
    }
}
