package import WeftGraph
import WeftTensors

extension Op {
    /// scale · (x where x > 0, alpha · (exp(x) − 1) elsewhere), with the constants under which activations normalise
    /// themselves (Klambauer et al. 2017). ONNX `Selu` with its default attributes.
    package struct Selu: UnaryFormula {
        package static let signature = Signature.unary("selu")

        package init() {}

        package func value(_ x: Double) -> Double {
            1.0507009873554804934193349852946 * (x > 0 ? x : 1.6732632423543772848170429916717 * Maths.expm1(x))
        }

        package static let examples = [
            OperatorExample(
                "below and above zero", Selu(), [.f32([-1, 0, 1])], gives: [.f32([-1.1113307, 0, 1.0507010])]),
            OperatorExample("empty, of rank 2", Selu(), [.f32([], [2, 0])], gives: [.f32([], [2, 0])]),
            OperatorExample("not for truth values", Selu(), [.bools([true])], refusedWith: "element-type-mismatch"),
        ]
    }
}
