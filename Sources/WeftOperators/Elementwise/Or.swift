package import WeftGraph
package import WeftTensors

extension Op {
    /// Whether either is true. ONNX `Or`.
    package struct Or: BinaryFormula {
        package static let signature = Signature.binary("or", commutative: true)
        package static let accepts = ElementClass.bool

        package init() {}

        package func value(_ a: Double, _ b: Double) -> Double {
            Maths.maximum(a, b)
        }

        package func value(_ a: Int64, _ b: Int64, _ type: ElementType) -> Int64 {
            a | b
        }

        package func value(_ a: Dimension, _ b: Dimension, _ assumptions: Assumptions) -> Dimension? {
            a + b - a * b
        }

        package static let examples = [
            OperatorExample(
                "the four cases", Or(), [.bools([false, false, true, true]), .bools([false, true, false, true])],
                gives: [.bools([false, true, true, true])]),
            OperatorExample("not for numbers", Or(), [.f32([1]), .f32([1])], refusedWith: "element-type-mismatch"),
        ]
    }
}
