package import WeftGraph
import WeftTensors

extension Op {
    /// Whether a is not b; NaN is equal to nothing. ONNX `Not` of `Equal`.
    package struct NotEqual: ComparisonFormula {
        package static let signature = Signature.binary("not_equal", commutative: true)
        package static let accepts = ElementClass.comparable

        package init() {}

        package func value(_ a: Double, _ b: Double) -> Bool { a != b }

        package func value(_ a: Int64, _ b: Int64) -> Bool { a != b }

        package func verdict(_ a: Dimension, _ b: Dimension, _ assumptions: Assumptions) -> Assumptions.Verdict {
            assumptions.equal(a, b).opposite
        }

        package static let examples = [
            OperatorExample(
                "floats", NotEqual(), [.f32([1, 2, .nan]), .f32([1, 3, .nan])], gives: [.bools([false, true, true])]),
            OperatorExample(
                "one or the other of truth values", NotEqual(), [.bools([true, false]), .bools([true], [])],
                gives: [.bools([false, true])]),
        ]
    }
}
