package import WeftGraph
package import WeftTensors

extension Op {
    /// The larger of a and b; NaN if either is. ONNX `Max` of two tensors.
    package struct Maximum: BinaryFormula {
        package static let signature = Signature.binary("maximum", commutative: true)

        package init() {}

        package func value(_ a: Double, _ b: Double) -> Double {
            Maths.maximum(a, b)
        }

        package func value(_ a: Int64, _ b: Int64, _ type: ElementType) -> Int64 {
            a ^ type.orderBias > b ^ type.orderBias ? a : b
        }

        package func value(_ a: Dimension, _ b: Dimension, _ assumptions: Assumptions) -> Dimension? {
            Dimension.maximum(a, b)
        }

        package static let examples = [
            OperatorExample("floats", Maximum(), [.f32([1, -2]), .f32([0], [])], gives: [.f32([1, 0])]),
            OperatorExample("integers", Maximum(), [.i32([1, 5]), .i32([3, 3])], gives: [.i32([3, 5])]),
        ]
    }
}
