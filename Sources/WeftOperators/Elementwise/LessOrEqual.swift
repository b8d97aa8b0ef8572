package import WeftGraph
import WeftTensors

extension Op {
    /// Whether a is not above b. ONNX `LessOrEqual`.
    package struct LessOrEqual: ComparisonFormula {
        package static let signature = Signature.binary("less_or_equal")
        package static let accepts = ElementClass.number

        package init() {}

        package func value(_ a: Double, _ b: Double) -> Bool { a <= b }

        package func value(_ a: Int64, _ b: Int64) -> Bool { a <= b }

        package func verdict(_ a: Dimension, _ b: Dimension, _ assumptions: Assumptions) -> Assumptions.Verdict {
            assumptions.atLeast(b, a)
        }

        package static let examples = [
            OperatorExample(
                "floats", LessOrEqual(), [.f32([1, 2, .nan]), .f32([1], [])], gives: [.bools([true, false, false])]),
            OperatorExample(
                "integers", LessOrEqual(), [.i32([1, 2, 3]), .i32([2, 2, 2])], gives: [.bools([true, true, false])]),
        ]
    }
}
