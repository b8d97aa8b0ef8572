package import WeftGraph
package import WeftTensors

extension Op {
    /// a · b; integers wrap. ONNX `Mul`.
    package struct Multiply: BinaryFormula {
        package static let signature = Signature.binary("multiply", commutative: true)

        package init() {}

        package func value(_ a: Double, _ b: Double) -> Double {
            a * b
        }

        package func value(_ a: Int64, _ b: Int64, _ type: ElementType) -> Int64 {
            a &* b
        }

        package func value(_ a: Dimension, _ b: Dimension, _ assumptions: Assumptions) -> Dimension? {
            a * b
        }

        package static let examples = [
            OperatorExample(
                "gates for each channel", Multiply(), [.f32([1, 2, 3, 4], [1, 2, 2]), .f32([10, 0], [2, 1])],
                gives: [.f32([10, 20, 0, 0], [1, 2, 2])]),
            OperatorExample("empty", Multiply(), [.f32([], [0, 3]), .f32([1, 2, 3])], gives: [.f32([], [0, 3])]),
        ]
    }
}
