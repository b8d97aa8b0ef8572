package import WeftDiagnostics
package import WeftGraph
import WeftTensors

extension Op {
    /// Every `step`-th position along an axis, from one up to and without another. ONNX `Slice`.
    ///
    /// Negative bounds count from the end; a negative step goes backwards. A missing bound is the end that the step comes from or
    /// goes to. Bounds beyond the axis are refused: nothing is clamped in silence.
    package struct Slice: ViewOperator {
        package var axis: Int?
        package var from: Dimension?
        package var to: Dimension?
        package var step: Int = 1

        package static let signature = Signature.view("slice")
        package static let attributes: [AttributeField<Slice>] = [
            AttributeField("axis", \.axis), AttributeField("from", \.from), AttributeField("to", \.to),
            AttributeField("step", \.step),
        ]

        package init() {}

        package init(axis: Int?, from: Dimension? = nil, to: Dimension? = nil, step: Int = 1) {
            self.axis = axis
            self.from = from
            self.to = to
            self.step = step
        }

        package func shape(_ x: Fact, _ inference: inout Inference) throws(Diagnostic) -> [Dimension] {
            let axis = try x.requiredAxis(axis)
            guard step != 0, step != .min else {
                throw Diagnostic("bad-attribute", "the step of a slice must not be \(step)")
            }
            let (start, end, count) = bounds(x.shape[axis])
            try check(start, end, x.shape[axis], axis, &inference, labels: [x.label("x")])
            return x.shape.replacing(at: axis, with: count)
        }

        /// The first position, the position without which the slice ends, and the number of positions.
        private func bounds(_ size: Dimension) -> (start: Dimension, end: Dimension, count: Dimension) {
            func fromFront(_ bound: Dimension) -> Dimension {
                bound.value.map { $0 < 0 } ?? false ? size + bound : bound
            }
            let start = from.map(fromFront) ?? (step > 0 ? 0 : size - 1)
            let end = to.map(fromFront) ?? (step > 0 ? size : -1)
            let span = step > 0 ? end - start : start - end
            return (start, end, span.ceilDivided(by: Dimension(abs(step))))
        }

        private func check(
            _ start: Dimension, _ end: Dimension, _ size: Dimension, _ axis: Int, _ inference: inout Inference,
            labels: [String]
        ) throws(Diagnostic) {
            let (low, high) = step > 0 ? (start, end) : (end, start)
            let most = step > 0 ? size : size - 1
            func refusal() -> Diagnostic {
                Diagnostic(
                    "slice-out-of-range",
                    "axis \(axis) has size \(size) and no slice from \(start) to \(end)", labels: labels,
                    help: "0 ≤ from ≤ to ≤ size for a step above 0; -1 ≤ to ≤ from < size for one below")
            }
            try inference.require(low, atLeast: step > 0 ? 0 : -1, "a slice begins in the axis", otherwise: refusal)
            try inference.require(high, atLeast: low, "a slice ends after it begins", otherwise: refusal)
            try inference.require(most, atLeast: high, "a slice ends in the axis", otherwise: refusal)
        }

        package func view(_ sizes: [Int], _ evaluation: Evaluation) throws(Diagnostic) -> StridedView {
            let axis = axis.resolvedAxis(sizes.count)
            let bounds = bounds(Dimension(sizes[axis]))
            let (start, end) = (try evaluation.number(bounds.start), try evaluation.number(bounds.end))
            var inference = Inference([])
            try check(Dimension(start), Dimension(end), Dimension(sizes[axis]), axis, &inference, labels: [])
            let count = try evaluation.size(bounds.count)
            let strides = sizes.denseStrides
            // With one position or none the step leads nowhere, and may be large.
            let stride = count > 1 ? strides[axis] * step : 0
            return StridedView(
                sizes.replacing(at: axis, with: count), strides: strides.replacing(at: axis, with: stride),
                offset: count > 0 ? start * strides[axis] : 0)
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard let x = operands.first ?? nil, let axis = try? x.requiredAxis(axis) else {
                return wholeFields(operands, results)
            }
            let start = bounds(x.shape[axis]).start.value
            let span: AxisField = step > 0 ? start.map { .window(axis, stride: step, $0, $0) } ?? .whole : .whole
            return receptiveFields(operands, results, first: x.ownFields { $0 == axis ? span : nil })
        }

        package static let examples = [
            OperatorExample(
                "the middle", Slice(axis: 0, from: 1, to: -1), [.f32([1, 2, 3, 4])], gives: [.f32([2, 3])]),
            OperatorExample(
                "backwards", Slice(axis: 1, step: -2), [.f32([1, 2, 3, 4, 5, 6], [2, 3])],
                gives: [.f32([3, 1, 6, 4], [2, 2])]),
            OperatorExample(
                "nothing", Slice(axis: 0, from: 2, to: 2), [.f32([1, 2, 3, 4, 5, 6], [2, 3])],
                gives: [.f32([], [0, 3])]),
            OperatorExample(
                "beyond the end", Slice(axis: 0, to: 3), [.f32([1, 2, 3, 4, 5, 6], [2, 3])],
                refusedWith: "slice-out-of-range"),
            OperatorExample(
                "the wrong way round", Slice(axis: 1, from: 2, to: 1), [.f32([1, 2, 3, 4, 5, 6], [2, 3])],
                refusedWith: "slice-out-of-range"),
        ]
    }
}
