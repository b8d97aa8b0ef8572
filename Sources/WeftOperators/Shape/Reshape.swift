package import WeftDiagnostics
package import WeftGraph
import WeftTensors

extension Op {
    /// The same elements in the same order under other sizes, of which one may be −1: what is left for it. ONNX `Reshape`.
    package struct Reshape: ViewOperator {
        package var sizes: [Dimension] = []

        package static let signature = Signature.view("reshape", keepsOrder: true)
        package static let attributes: [AttributeField<Reshape>] = [
            AttributeField("sizes", \.sizes)
        ]

        package init() {}

        package init(sizes: [Dimension]) {
            self.sizes = sizes
        }

        package func shape(_ x: Fact, _ inference: inout Inference) throws(Diagnostic) -> [Dimension] {
            try inference.filled(sizes, x.type.elementCount, "the number of elements is", labels: [x.label("x")])
        }

        package func view(_ sizes: [Int], _ evaluation: Evaluation) throws(Diagnostic) -> StridedView {
            let count = try sizes.counted().elementCount ?? 0
            return StridedView(reshapingTo: try evaluation.filled(self.sizes, count))
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            reshapedFields(operands, results)
        }

        package static let examples = [
            OperatorExample(
                "one size is left", Reshape(sizes: [3, -1]), [.f32([1, 2, 3, 4, 5, 6], [2, 3])],
                gives: [.f32([1, 2, 3, 4, 5, 6], [3, 2])]),
            OperatorExample("to rank 0", Reshape(sizes: []), [.i32([7])], gives: [.i32([7], [])]),
            OperatorExample("empty", Reshape(sizes: [-1, 3]), [.f32([], [0, 2, 3])], gives: [.f32([], [0, 3])]),
            OperatorExample(
                "too many elements", Reshape(sizes: [4, 2]), [.f32([1, 2, 3, 4, 5, 6], [2, 3])],
                refusedWith: "reshape-mismatch"),
            OperatorExample(
                "no whole size is left", Reshape(sizes: [4, -1]), [.f32([1, 2, 3, 4, 5, 6], [2, 3])],
                refusedWith: "reshape-mismatch"),
        ]
    }
}
