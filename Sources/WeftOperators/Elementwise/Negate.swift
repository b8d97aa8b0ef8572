package import WeftGraph
package import WeftTensors

extension Op {
    /// −x; integers wrap as two's complement does. ONNX `Neg`.
    package struct Negate: UnaryNumberFormula {
        package static let signature = Signature.unary("negate")

        package init() {}

        package func value(_ x: Double) -> Double {
            -x
        }

        package func value(_ x: Int64, _ type: ElementType) -> Int64 {
            0 &- x
        }

        package func value(_ x: Dimension, _ assumptions: Assumptions) -> Dimension? {
            0 - x
        }

        package static let examples = [
            OperatorExample("floats", Negate(), [.f32([-1.5, 0, 2])], gives: [.f32([1.5, 0, -2])]),
            OperatorExample("unsigned integers wrap", Negate(), [.u8([1, 0])], gives: [.u8([255, 0])]),
        ]
    }
}
