package import WeftGraph
import WeftTensors

extension Op {
    /// The error function. ONNX `Erf`.
    package struct Erf: UnaryFormula {
        package static let signature = Signature.unary("erf")

        package init() {}

        package func value(_ x: Double) -> Double {
            Maths.erf(x)
        }

        package static let examples = [
            OperatorExample("some values", Erf(), [.f32([-1, 0, 0.5])], gives: [.f32([-0.8427008, 0, 0.5204999])]),
            OperatorExample("empty, of rank 2", Erf(), [.f32([], [2, 0])], gives: [.f32([], [2, 0])]),
            OperatorExample("not for truth values", Erf(), [.bools([true])], refusedWith: "element-type-mismatch"),
        ]
    }
}
