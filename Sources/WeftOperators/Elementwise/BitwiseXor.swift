package import WeftGraph
package import WeftTensors

extension Op {
    /// The bits that exactly one of both integers has. ONNX `BitwiseXor`.
    package struct BitwiseXor: BinaryFormula {
        package static let signature = Signature.binary("bitwise_xor", commutative: true)
        package static let accepts = ElementClass.integer

        package init() {}

        package func value(_ a: Double, _ b: Double) -> Double {
            .nan
        }

        package func value(_ a: Int64, _ b: Int64, _ type: ElementType) -> Int64 {
            a ^ b
        }

        package func value(_ a: Dimension, _ b: Dimension, _ assumptions: Assumptions) -> Dimension? {
            a.value.flatMap { left in b.value.map { Dimension(left ^ $0) } }
        }

        package static let examples = [
            OperatorExample(
                "integers", BitwiseXor(), [.i32([12, 5, -1]), .i32([10, 3, -4])], gives: [.i32([6, 6, 3])]),
            OperatorExample(
                "not for truth values", BitwiseXor(), [.bools([true]), .bools([true])],
                refusedWith: "element-type-mismatch"),
        ]
    }
}
