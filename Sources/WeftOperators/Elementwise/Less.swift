package import WeftGraph
import WeftTensors

extension Op {
    /// Whether a is below b. ONNX `Less`.
    package struct Less: ComparisonFormula {
        package static let signature = Signature.binary("less")
        package static let accepts = ElementClass.number

        package init() {}

        package func value(_ a: Double, _ b: Double) -> Bool { a < b }

        package func value(_ a: Int64, _ b: Int64) -> Bool { a < b }

        package func verdict(_ a: Dimension, _ b: Dimension, _ assumptions: Assumptions) -> Assumptions.Verdict {
            assumptions.atLeast(b, a + 1)
        }

        package static let examples = [
            OperatorExample(
                "floats", Less(), [.f32([1, 2, .nan]), .f32([2], [])], gives: [.bools([true, false, false])]),
            OperatorExample(
                "not for truth values", Less(), [.bools([true]), .bools([true])], refusedWith: "element-type-mismatch"),
        ]
    }
}
