package import WeftGraph
import WeftTensors

extension Op {
    /// Whether a is above b. ONNX `Greater`.
    package struct Greater: ComparisonFormula {
        package static let signature = Signature.binary("greater")
        package static let accepts = ElementClass.number

        package init() {}

        package func value(_ a: Double, _ b: Double) -> Bool { a > b }

        package func value(_ a: Int64, _ b: Int64) -> Bool { a > b }

        package func verdict(_ a: Dimension, _ b: Dimension, _ assumptions: Assumptions) -> Assumptions.Verdict {
            assumptions.atLeast(a, b + 1)
        }

        package static let examples = [
            OperatorExample(
                "floats", Greater(), [.f32([1, 3, .nan]), .f32([2], [])], gives: [.bools([false, true, false])]),
            OperatorExample(
                "unsigned integers", Greater(), [.u8([200, 1]), .u8([100], [])], gives: [.bools([true, false])]),
        ]
    }
}
