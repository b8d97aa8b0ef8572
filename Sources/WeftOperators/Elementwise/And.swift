package import WeftGraph
package import WeftTensors

extension Op {
    /// Whether both are true. ONNX `And`.
    package struct And: BinaryFormula {
        package static let signature = Signature.binary("and", commutative: true)
        package static let accepts = ElementClass.bool

        package init() {}

        package func value(_ a: Double, _ b: Double) -> Double {
            a * b
        }

        package func value(_ a: Int64, _ b: Int64, _ type: ElementType) -> Int64 {
            a & b
        }

        package func value(_ a: Dimension, _ b: Dimension, _ assumptions: Assumptions) -> Dimension? {
            a * b
        }

        package static let examples = [
            OperatorExample(
                "the four cases", And(), [.bools([false, false, true, true]), .bools([false, true, false, true])],
                gives: [.bools([false, false, false, true])]),
            OperatorExample("not for numbers", And(), [.i32([1]), .i32([1])], refusedWith: "element-type-mismatch"),
        ]
    }
}
