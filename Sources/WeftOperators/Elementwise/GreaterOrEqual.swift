package import WeftGraph
import WeftTensors

extension Op {
    /// Whether a is not below b. ONNX `GreaterOrEqual`.
    package struct GreaterOrEqual: ComparisonFormula {
        package static let signature = Signature.binary("greater_or_equal")
        package static let accepts = ElementClass.number

        package init() {}

        package func value(_ a: Double, _ b: Double) -> Bool { a >= b }

        package func value(_ a: Int64, _ b: Int64) -> Bool { a >= b }

        package func verdict(_ a: Dimension, _ b: Dimension, _ assumptions: Assumptions) -> Assumptions.Verdict {
            assumptions.atLeast(a, b)
        }

        package static let examples = [
            OperatorExample(
                "floats", GreaterOrEqual(), [.f32([1, 2, .nan]), .f32([2], [])], gives: [.bools([false, true, false])]),
            OperatorExample(
                "a column and a row", GreaterOrEqual(), [.i32([1, 2], [2, 1]), .i32([1, 2])],
                gives: [.bools([true, false, true, true], [2, 2])]),
        ]
    }
}
