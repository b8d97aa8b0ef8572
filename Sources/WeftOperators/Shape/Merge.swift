package import WeftDiagnostics
package import WeftGraph
import WeftTensors

extension Op {
    /// An axis and the one after it joined into one. ONNX `Reshape`.
    package struct Merge: ViewOperator {
        package var axis: Int?

        package static let signature = Signature.view("merge", keepsOrder: true)
        package static let attributes: [AttributeField<Merge>] = [
            AttributeField("axis", \.axis)
        ]

        package init() {}

        package init(axis: Int) {
            self.axis = axis
        }

        package func shape(_ x: Fact, _ inference: inout Inference) throws(Diagnostic) -> [Dimension] {
            let axis = try x.requiredAxis(axis)
            guard axis + 1 < x.rank else {
                throw Diagnostic(
                    "bad-axis", "axis \(axis) of x has no axis after it to be merged with", labels: [x.label("x")],
                    help: "merge(axis) joins axis and axis + 1")
            }
            return x.shape[..<axis] + [x.shape[axis] * x.shape[axis + 1]] + x.shape[(axis + 2)...]
        }

        package func view(_ sizes: [Int], _ evaluation: Evaluation) throws(Diagnostic) -> StridedView {
            let axis = axis.resolvedAxis(sizes.count)
            let (joined, overflow) = sizes[axis].multipliedReportingOverflow(by: sizes[axis + 1])
            if overflow { throw Diagnostic("size-too-large", "the sizes \(sizes) are too large to be merged") }
            return StridedView(reshapingTo: sizes[..<axis] + [joined] + sizes[(axis + 2)...])
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            reshapedFields(operands, results)
        }

        package static let examples = [
            OperatorExample(
                "the first two", Merge(axis: 0), [.f32([1, 2, 3, 4, 5, 6], [2, 3])], gives: [.f32([1, 2, 3, 4, 5, 6])]),
            OperatorExample(
                "from the end", Merge(axis: -2), [.f32([1, 2, 3, 4], [1, 2, 2])], gives: [.f32([1, 2, 3, 4], [1, 4])]),
            OperatorExample(
                "nothing after it", Merge(axis: 1), [.f32([1, 2, 3, 4, 5, 6], [2, 3])], refusedWith: "bad-axis"),
            OperatorExample(
                "no axis named", Merge(), [.f32([1, 2, 3, 4, 5, 6], [2, 3])], refusedWith: "missing-axis"),
        ]
    }
}
