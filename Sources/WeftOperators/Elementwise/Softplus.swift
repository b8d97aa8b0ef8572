package import WeftDiagnostics
package import WeftGraph
import WeftTensors

extension Op {
    /// log(1 + exp(beta · x)) / beta, and x itself where beta · x > threshold. torch.nn.Softplus; ONNX `Softplus` has beta 1
    /// and no threshold.
    package struct Softplus: UnaryFormula {
        package var beta: Double = 1
        package var threshold: Double = 20

        package static let signature = Signature.unary("softplus")
        package static let attributes: [AttributeField<Softplus>] = [
            AttributeField("beta", \.beta), AttributeField("threshold", \.threshold),
        ]

        package init() {}

        package init(beta: Double = 1, threshold: Double = 20) {
            self.beta = beta
            self.threshold = threshold
        }

        package func checkAttributes() throws(Diagnostic) {
            if beta == 0 || !beta.isFinite {
                throw Diagnostic("bad-attribute", "softplus divides by beta, which must be a number other than 0")
            }
        }

        package func value(_ x: Double) -> Double {
            x * beta > threshold ? x : Maths.softplus(x * beta) / beta
        }

        package static let examples = [
            OperatorExample(
                "some values", Softplus(), [.f32([-1, 0, 30])], gives: [.f32([0.3132617, 0.6931472, 30])]),
            OperatorExample("beta 2", Softplus(beta: 2), [.f32([0.5])], gives: [.f32([0.6566308])]),
            OperatorExample(
                "an attribute without meaning", Softplus(beta: 0), [.f32([1])], refusedWith: "bad-attribute"),
        ]
    }
}
