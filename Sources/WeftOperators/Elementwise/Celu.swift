package import WeftDiagnostics
package import WeftGraph
import WeftTensors

extension Op {
    /// max(0, x) + min(0, alpha · (exp(x / alpha) − 1)) (Barron 2017). ONNX `Celu`.
    package struct Celu: UnaryFormula {
        package var alpha: Double = 1

        package static let signature = Signature.unary("celu")
        package static let attributes: [AttributeField<Celu>] = [
            AttributeField("alpha", \.alpha)
        ]

        package init() {}

        package init(alpha: Double = 1) {
            self.alpha = alpha
        }

        package func checkAttributes() throws(Diagnostic) {
            if alpha == 0 || !alpha.isFinite {
                throw Diagnostic("bad-attribute", "celu divides by alpha, which must be a number other than 0")
            }
        }

        package func value(_ x: Double) -> Double {
            x > 0 ? x : alpha * Maths.expm1(x / alpha)
        }

        package static let examples = [
            OperatorExample("alpha 2", Celu(alpha: 2), [.f32([-1, 0, 2])], gives: [.f32([-0.7869387, 0, 2])]),
            OperatorExample("an attribute without meaning", Celu(alpha: 0), [.f32([1])], refusedWith: "bad-attribute"),
        ]
    }
}
