package import WeftGraph
import WeftTensors

extension Op {
    /// x where x ≥ 0, slope · x elsewhere (Maas et al. 2013). ONNX `LeakyRelu`, whose attribute is `alpha`.
    package struct LeakyRelu: UnaryFormula {
        package var slope: Double = 0.01

        package static let signature = Signature.unary("leaky_relu")
        package static let attributes: [AttributeField<LeakyRelu>] = [
            AttributeField("slope", \.slope)
        ]

        package init() {}

        package init(slope: Double = 0.01) {
            self.slope = slope
        }

        package func value(_ x: Double) -> Double {
            x < 0 ? slope * x : x
        }

        package static let examples = [
            OperatorExample("default slope", LeakyRelu(), [.f32([-2, 0, 3])], gives: [.f32([-0.02, 0, 3])]),
            OperatorExample("another slope", LeakyRelu(slope: 0.5), [.f32([-2])], gives: [.f32([-1])]),
        ]
    }
}
