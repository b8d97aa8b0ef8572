package import WeftGraph
package import WeftTensors

extension Op {
    /// Whether exactly one of both is true. ONNX `Xor`.
    package struct Xor: BinaryFormula {
        package static let signature = Signature.binary("xor", commutative: true)
        package static let accepts = ElementClass.bool

        package init() {}

        package func value(_ a: Double, _ b: Double) -> Double {
            a == b ? 0 : 1
        }

        package func value(_ a: Int64, _ b: Int64, _ type: ElementType) -> Int64 {
            a ^ b
        }

        package func value(_ a: Dimension, _ b: Dimension, _ assumptions: Assumptions) -> Dimension? {
            a + b - a * b * 2
        }

        package static let examples = [
            OperatorExample(
                "the four cases", Xor(), [.bools([false, false, true, true]), .bools([false, true, false, true])],
                gives: [.bools([false, true, true, false])]),
            OperatorExample("not for numbers", Xor(), [.i32([1]), .i32([1])], refusedWith: "element-type-mismatch"),
        ]
    }
}
