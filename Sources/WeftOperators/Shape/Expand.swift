package import WeftDiagnostics
package import WeftGraph
import WeftTensors

extension Op {
    /// Axes of size 1 stretched, and new axes put in front; −1 keeps a size. torch.Tensor.expand; ONNX `Expand`.
    package struct Expand: ViewOperator {
        package var sizes: [Dimension] = []

        package static let signature = Signature.view("expand")
        package static let attributes: [AttributeField<Expand>] = [
            AttributeField("sizes", \.sizes)
        ]

        package init() {}

        package init(sizes: [Dimension]) {
            self.sizes = sizes
        }

        package func shape(_ x: Fact, _ inference: inout Inference) throws(Diagnostic) -> [Dimension] {
            let missing = sizes.count - x.rank
            guard missing >= 0 else {
                throw Diagnostic(
                    "rank-mismatch", "\(sizes.count) sizes are too few for the \(x.rank) axes of x",
                    labels: [x.label("x")],
                    help: "sizes are those of the result; -1 keeps a size")
            }
            var result: [Dimension] = []
            for (axis, wanted) in sizes.enumerated() {
                if axis >= missing, wanted.value == -1 {
                    result.append(x.shape[axis - missing])
                    continue
                }
                try inference.requireSizes([wanted])
                if axis >= missing, x.shape[axis - missing].value != 1 {
                    let size = x.shape[axis - missing]
                    try inference.require(size, equals: wanted, "only a size known to be 1 is stretched") {
                        Diagnostic(
                            "broadcast-mismatch",
                            "axis \(axis - missing) of x has size \(size) and cannot become \(wanted)",
                            labels: [x.label("x")], help: "only a size of 1 is stretched; -1 keeps a size")
                    }
                }
                result.append(wanted)
            }
            return result
        }

        package func view(_ sizes: [Int], _ evaluation: Evaluation) throws(Diagnostic) -> StridedView {
            let missing = self.sizes.count - sizes.count
            var target: [Int] = []
            for (axis, wanted) in self.sizes.enumerated() {
                target.append(wanted.value == -1 ? sizes[axis - missing] : try evaluation.size(wanted))
                if axis >= missing, sizes[axis - missing] != 1, sizes[axis - missing] != target[axis] {
                    throw Diagnostic(
                        "broadcast-mismatch",
                        "a size of \(sizes[axis - missing]) cannot be stretched to \(target[axis])")
                }
            }
            return StridedView(broadcasting: sizes, to: target)
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            let fields = results.first.flatMap { result in (operands.first ?? nil)?.fields(broadcastTo: result.shape) }
            return receptiveFields(operands, results, first: fields)
        }

        package static let examples = [
            OperatorExample(
                "a column", Expand(sizes: [-1, 3]), [.f32([1, 2], [2, 1])], gives: [.f32([1, 1, 1, 2, 2, 2], [2, 3])]),
            OperatorExample("a number", Expand(sizes: [2, 2]), [.i32([5], [])], gives: [.i32([5, 5, 5, 5], [2, 2])]),
            OperatorExample("to nothing", Expand(sizes: [0, 2]), [.f32([1, 2])], gives: [.f32([], [0, 2])]),
            OperatorExample("a larger size", Expand(sizes: [4]), [.f32([1, 2])], refusedWith: "broadcast-mismatch"),
            OperatorExample(
                "too few sizes", Expand(sizes: [3]), [.f32([1, 2], [2, 1])], refusedWith: "rank-mismatch"),
        ]
    }
}
