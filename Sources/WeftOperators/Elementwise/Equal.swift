package import WeftGraph
import WeftTensors

extension Op {
    /// Whether a is b; NaN is equal to nothing. ONNX `Equal`.
    package struct Equal: ComparisonFormula {
        package static let signature = Signature.binary("equal", commutative: true)
        package static let accepts = ElementClass.comparable

        package init() {}

        package func value(_ a: Double, _ b: Double) -> Bool { a == b }

        package func value(_ a: Int64, _ b: Int64) -> Bool { a == b }

        package func verdict(_ a: Dimension, _ b: Dimension, _ assumptions: Assumptions) -> Assumptions.Verdict {
            assumptions.equal(a, b)
        }

        package static let examples = [
            OperatorExample(
                "floats", Equal(), [.f32([1, 2, .nan]), .f32([1, 3, .nan])], gives: [.bools([true, false, false])]),
            OperatorExample(
                "truth values", Equal(), [.bools([true, false]), .bools([true], [])], gives: [.bools([true, false])]),
            OperatorExample(
                "element types that differ", Equal(), [.i32([1]), .i64([1])], refusedWith: "element-type-mismatch"),
        ]
    }
}
