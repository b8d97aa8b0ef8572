package import WeftGraph
package import WeftTensors

extension Op {
    /// The smaller of a and b; NaN if either is. ONNX `Min` of two tensors.
    package struct Minimum: BinaryFormula {
        package static let signature = Signature.binary("minimum", commutative: true)

        package init() {}

        package func value(_ a: Double, _ b: Double) -> Double {
            Maths.minimum(a, b)
        }

        package func value(_ a: Int64, _ b: Int64, _ type: ElementType) -> Int64 {
            a ^ type.orderBias < b ^ type.orderBias ? a : b
        }

        package func value(_ a: Dimension, _ b: Dimension, _ assumptions: Assumptions) -> Dimension? {
            Dimension.minimum(a, b)
        }

        package static let examples = [
            OperatorExample("floats", Minimum(), [.f32([1, -2]), .f32([0], [])], gives: [.f32([0, -2])]),
            OperatorExample("integers", Minimum(), [.i32([1, 5]), .i32([3, 3])], gives: [.i32([1, 3])]),
        ]
    }
}
