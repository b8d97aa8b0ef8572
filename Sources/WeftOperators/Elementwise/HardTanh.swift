package import WeftDiagnostics
package import WeftGraph
import WeftTensors

extension Op {
    /// x held between two numbers. torch.nn.Hardtanh; ONNX `Clip`.
    package struct HardTanh: UnaryFormula {
        package var min: Double = -1
        package var max: Double = 1

        package static let signature = Signature.unary("hard_tanh")
        package static let attributes: [AttributeField<HardTanh>] = [
            AttributeField("min", \.min), AttributeField("max", \.max),
        ]

        package init() {}

        package init(min: Double = -1, max: Double = 1) {
            self.min = min
            self.max = max
        }

        package func checkAttributes() throws(Diagnostic) {
            if !(min <= max) {
                throw Diagnostic("bad-attribute", "the lowest value, min, must not be above the highest, max")
            }
        }

        package func value(_ x: Double) -> Double {
            Maths.minimum(Maths.maximum(x, min), max)
        }

        package static let examples = [
            OperatorExample("some values", HardTanh(), [.f32([-2, 0.5, 2])], gives: [.f32([-1, 0.5, 1])]),
            OperatorExample("relu6", HardTanh(min: 0, max: 6), [.f32([-2, 3, 9])], gives: [.f32([0, 3, 6])]),
            OperatorExample(
                "an attribute without meaning", HardTanh(min: 1, max: -1), [.f32([1])], refusedWith: "bad-attribute"),
        ]
    }
}
