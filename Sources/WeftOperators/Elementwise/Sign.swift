package import WeftGraph
package import WeftTensors

extension Op {
    /// −1 below 0, 1 above 0, and 0 for 0; NaN stays NaN. ONNX `Sign`.
    package struct Sign: UnaryNumberFormula {
        package static let signature = Signature.unary("sign")

        package init() {}

        package func value(_ x: Double) -> Double {
            x > 0 ? 1 : x < 0 ? -1 : x
        }

        package func value(_ x: Int64, _ type: ElementType) -> Int64 {
            x == 0 ? 0 : type.isSigned && x < 0 ? -1 : 1
        }

        package func value(_ x: Dimension, _ assumptions: Assumptions) -> Dimension? {
            x.value.map { Dimension($0.signum()) }
        }

        package static let examples = [
            OperatorExample("floats", Sign(), [.f32([-1.5, 0, 2])], gives: [.f32([-1, 0, 1])]),
            OperatorExample("integers", Sign(), [.i64([-3, 0, 2])], gives: [.i64([-1, 0, 1])]),
        ]
    }
}
