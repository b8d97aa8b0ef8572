package import WeftDiagnostics
package import WeftGraph
import WeftTensors

extension Op {
    /// An axis parted into several, of which one size may be −1: what is left for it. torch.unflatten; ONNX `Reshape`.
    package struct Unmerge: ViewOperator {
        package var axis: Int?
        package var sizes: [Dimension] = []

        package static let signature = Signature.view("unmerge", keepsOrder: true)
        package static let attributes: [AttributeField<Unmerge>] = [
            AttributeField("axis", \.axis), AttributeField("sizes", \.sizes),
        ]

        package init() {}

        package init(axis: Int?, sizes: [Dimension]) {
            self.axis = axis
            self.sizes = sizes
        }

        package func shape(_ x: Fact, _ inference: inout Inference) throws(Diagnostic) -> [Dimension] {
            let axis = try x.requiredAxis(axis)
            let parts = try inference.filled(
                sizes, x.shape[axis], "the size of axis \(axis) is", labels: [x.label("x")])
            return x.shape[..<axis] + parts + x.shape[(axis + 1)...]
        }

        package func view(_ sizes: [Int], _ evaluation: Evaluation) throws(Diagnostic) -> StridedView {
            let axis = axis.resolvedAxis(sizes.count)
            let parts = try evaluation.filled(self.sizes, sizes[axis])
            return StridedView(reshapingTo: sizes[..<axis] + parts + sizes[(axis + 1)...])
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            reshapedFields(operands, results)
        }

        package static let examples = [
            OperatorExample(
                "heads", Unmerge(axis: -1, sizes: [2, -1]), [.f32([1, 2, 3, 4], [1, 4])],
                gives: [.f32([1, 2, 3, 4], [1, 2, 2])]),
            OperatorExample(
                "the only axis", Unmerge(axis: nil, sizes: [2, 3]), [.f32([1, 2, 3, 4, 5, 6])],
                gives: [.f32([1, 2, 3, 4, 5, 6], [2, 3])]),
            OperatorExample(
                "another product", Unmerge(axis: 1, sizes: [2, 2]), [.f32([1, 2, 3, 4, 5, 6], [2, 3])],
                refusedWith: "reshape-mismatch"),
        ]
    }
}
