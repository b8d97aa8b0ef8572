package import WeftGraph
import WeftTensors

extension Op {
    /// x · Φ(x) with the normal distribution function Φ (Hendrycks and Gimpel 2016). ONNX `Gelu`.
    ///
    /// `approximate: "tanh"` is 0.5 · x · (1 + tanh(√(2/π) · (x + 0.044715 · x³))).
    package struct Gelu: UnaryFormula {
        /// How Φ is computed.
        package enum Approximation: String, CaseIterable, AttributeValue {
            case exact = "none"
            case tanh
        }

        package var approximate = Approximation.exact

        package static let signature = Signature.unary("gelu")
        package static let attributes: [AttributeField<Gelu>] = [AttributeField("approximate", \.approximate)]

        package init() {}

        package init(approximate: Approximation) {
            self.approximate = approximate
        }

        package func value(_ x: Double) -> Double {
            switch approximate {
            case .exact: 0.5 * x * (1 + Maths.erf(x * 0.5.squareRoot()))
            case .tanh: 0.5 * x * (1 + Maths.tanh((2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)))
            }
        }

        package static let examples = [
            OperatorExample("exact", Gelu(), [.f32([-1, 0, 2])], gives: [.f32([-0.1586553, 0, 1.9544997])]),
            OperatorExample(
                "by tanh", Gelu(approximate: .tanh), [.f32([-1, 0, 2])], gives: [.f32([-0.1588080, 0, 1.9545977])]),
            OperatorExample("not for integers", Gelu(), [.i32([1])], refusedWith: "element-type-mismatch"),
        ]
    }
}
