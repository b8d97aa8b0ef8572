package import WeftDiagnostics
package import WeftGraph
import WeftTensors

extension Op {
    /// One position along an axis, which is removed; a negative number counts from the end. ONNX `Gather` with a number.
    package struct Take: ViewOperator {
        package var index: Dimension = 0
        package var axis: Int?

        package static let signature = Signature.view("take")
        package static let attributes: [AttributeField<Take>] = [
            AttributeField("index", \.index), AttributeField("axis", \.axis),
        ]

        package init() {}

        package init(index: Dimension, axis: Int?) {
            self.index = index
            self.axis = axis
        }

        package func shape(_ x: Fact, _ inference: inout Inference) throws(Diagnostic) -> [Dimension] {
            let axis = try x.requiredAxis(axis)
            let position = position(x.shape[axis])
            func refusal() -> Diagnostic {
                Diagnostic(
                    "index-out-of-range",
                    "axis \(axis) of x has size \(x.shape[axis]), so there is no position \(index)",
                    labels: [x.label("x")], help: "positions begin with 0; negative ones count from the end")
            }
            try inference.require(position, atLeast: 0, "a position is at least 0", otherwise: refusal)
            try inference.require(
                x.shape[axis], atLeast: position + 1, "a position is below the size", otherwise: refusal)
            return x.shape.removing(at: axis)
        }

        /// The position counted from the front; only a number that is written as negative counts from the end.
        private func position(_ size: Dimension) -> Dimension {
            index.value.map { $0 < 0 } ?? false ? size + index : index
        }

        package func view(_ sizes: [Int], _ evaluation: Evaluation) throws(Diagnostic) -> StridedView {
            let axis = axis.resolvedAxis(sizes.count)
            let position = try evaluation.number(position(Dimension(sizes[axis])))
            guard (0..<sizes[axis]).contains(position) else {
                throw Diagnostic(
                    "index-out-of-range", "there is no position \(position) along axis \(axis) of size \(sizes[axis])")
            }
            let strides = sizes.denseStrides
            return StridedView(
                sizes.removing(at: axis), strides: strides.removing(at: axis), offset: position * strides[axis])
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard let x = operands.first ?? nil, let axis = try? x.requiredAxis(axis) else {
                return wholeFields(operands, results)
            }
            return receptiveFields(operands, results, first: x.fields(without: axis))
        }

        package static let examples = [
            OperatorExample(
                "a column", Take(index: 1, axis: 1), [.f32([1, 2, 3, 4, 5, 6], [2, 3])], gives: [.f32([2, 5])]),
            OperatorExample(
                "the last row", Take(index: -1, axis: 0), [.f32([1, 2, 3, 4, 5, 6], [2, 3])], gives: [.f32([4, 5, 6])]),
            OperatorExample("rank 0", Take(index: 2, axis: nil), [.i64([1, 2, 3])], gives: [.i64([3], [])]),
            OperatorExample(
                "beyond the end", Take(index: 3, axis: 1), [.f32([1, 2, 3, 4, 5, 6], [2, 3])],
                refusedWith: "index-out-of-range"),
            OperatorExample(
                "no axis named", Take(index: 0, axis: nil), [.f32([1, 2, 3, 4, 5, 6], [2, 3])],
                refusedWith: "missing-axis"),
        ]
    }
}
