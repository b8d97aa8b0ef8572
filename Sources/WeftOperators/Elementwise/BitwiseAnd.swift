package import WeftGraph
package import WeftTensors

extension Op {
    /// The bits that both integers have. ONNX `BitwiseAnd`.
    package struct BitwiseAnd: BinaryFormula {
        package static let signature = Signature.binary("bitwise_and", commutative: true)
        package static let accepts = ElementClass.integer

        package init() {}

        package func value(_ a: Double, _ b: Double) -> Double {
            .nan
        }

        package func value(_ a: Int64, _ b: Int64, _ type: ElementType) -> Int64 {
            a & b
        }

        package func value(_ a: Dimension, _ b: Dimension, _ assumptions: Assumptions) -> Dimension? {
            a.value.flatMap { left in b.value.map { Dimension(left & $0) } }
        }

        package static let examples = [
            OperatorExample(
                "integers", BitwiseAnd(), [.i32([12, 5, -1]), .i32([10, 3, -4])], gives: [.i32([8, 1, -4])]),
            OperatorExample(
                "not for truth values", BitwiseAnd(), [.bools([true]), .bools([true])],
                refusedWith: "element-type-mismatch"),
        ]
    }
}
