package import WeftDiagnostics
package import WeftGraph
import WeftTensors

extension Op {
    /// x without some axes of size 1. ONNX `Squeeze`; the axes must be named, as which sizes are 1 may hang on the input.
    package struct Squeeze: ViewOperator {
        package var axis: [Int] = []

        package static let signature = Signature.view("squeeze", keepsOrder: true)
        package static let attributes: [AttributeField<Squeeze>] = [
            AttributeField("axis", \.axis)
        ]

        package init() {}

        package init(axis: [Int]) {
            self.axis = axis
        }

        package func shape(_ x: Fact, _ inference: inout Inference) throws(Diagnostic) -> [Dimension] {
            if axis.isEmpty {
                throw Diagnostic(
                    "missing-axis", "the axes to remove must be named", labels: [x.label("x")], help: "write axis=…")
            }
            let axes = try x.axes(axis)
            for axis in axes {
                try inference.require(x.shape[axis], equals: 1, "an axis that is removed must have size 1") {
                    Diagnostic(
                        "squeeze-mismatch", "axis \(axis) of x has size \(x.shape[axis]), not 1, and cannot be removed",
                        labels: [x.label("x")], help: "take(…) picks one position of a larger axis")
                }
            }
            return x.shape.indices.filter { !axes.contains($0) }.map { x.shape[$0] }
        }

        package func view(_ sizes: [Int], _ evaluation: Evaluation) throws(Diagnostic) -> StridedView {
            let axes = axis.map { $0.resolvedAxis(sizes.count) }
            return StridedView(reshapingTo: sizes.indices.filter { !axes.contains($0) }.map { sizes[$0] })
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            reshapedFields(operands, results)
        }

        package static let examples = [
            OperatorExample(
                "from the end", Squeeze(axis: [-1, 0]), [.f32([1, 2], [1, 2, 1])], gives: [.f32([1, 2])]),
            OperatorExample("to rank 0", Squeeze(axis: [0]), [.i32([3])], gives: [.i32([3], [])]),
            OperatorExample("a larger axis", Squeeze(axis: [0]), [.f32([1, 2])], refusedWith: "squeeze-mismatch"),
        ]
    }
}
