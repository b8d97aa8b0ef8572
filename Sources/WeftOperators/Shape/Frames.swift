package import WeftDiagnostics
package import WeftGraph
import WeftTensors

extension Op {
    /// Windows along an axis, which lie on each other where the step is below their size: the axis becomes the windows,
    /// and behind it comes the place within each. numpy.lib.stride_tricks.sliding_window_view; torch.Tensor.unfold puts
    /// the new axis last. With a window function and `dft` ONNX `STFT`.
    ///
    /// There are `floor((size of x − size) / step) + 1` of them; what is left at the end is in none.
    package struct Frames: ViewOperator {
        package var size: Dimension = 1
        package var step = 1
        package var axis = 1

        package static let signature = Signature.view("frames")
        package static let attributes: [AttributeField<Frames>] = [
            AttributeField("size", \.size), AttributeField("step", \.step), AttributeField("axis", \.axis),
        ]

        package init() {}

        package init(size: Dimension, step: Int = 1, axis: Int = 1) {
            self.size = size
            self.step = step
            self.axis = axis
        }

        package func shape(_ x: Fact, _ inference: inout Inference) throws(Diagnostic) -> [Dimension] {
            let axis = try x.axis(axis)
            guard (1...WindowNumbers.largest).contains(step) else {
                throw Diagnostic(
                    "window-number-out-of-range", "step must be from 1 to \(WindowNumbers.largest), not \(step)")
            }
            try inference.require(size, atLeast: 1, "a window has positions") {
                Diagnostic("window-number-out-of-range", "the size of a window must be at least 1, not \(size)")
            }
            try inference.require(x.shape[axis], atLeast: size, "a window must not be larger than its axis") {
                Diagnostic(
                    "kernel-too-large", "a window has \(size) positions, but axis \(axis) of x only \(x.shape[axis])",
                    labels: [x.label("x")], help: "pad x, or take a smaller window")
            }
            let count = (x.shape[axis] - size).floorDivided(by: Dimension(step)) + 1
            return x.shape[..<axis] + [count, size] + x.shape[(axis + 1)...]
        }

        package func view(_ sizes: [Int], _ evaluation: Evaluation) throws(Diagnostic) -> StridedView {
            let axis = axis.resolvedAxis(sizes.count)
            let size = try evaluation.size(size)
            guard size >= 1, size <= sizes[axis] else {
                throw Diagnostic("kernel-too-large", "a window has \(size) positions, but its axis \(sizes[axis])")
            }
            let count = (sizes[axis] - size) / step + 1
            let strides = sizes.denseStrides
            return StridedView(
                Array(sizes[..<axis] + [count, size] + sizes[(axis + 1)...]),
                strides: Array(strides[..<axis] + [strides[axis] * step, strides[axis]] + strides[(axis + 1)...]))
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard let x = operands.first ?? nil, let axis = try? x.axis(axis) else {
                return wholeFields(operands, results)
            }
            let fields = x.shape.indices.map { place -> AxisField in
                if place != axis { return .along(place < axis ? place : place + 1) }
                guard let size = size.value, size <= WindowNumbers.largest else { return .whole }
                return .window(axis, stride: step, 0, size - 1)
            }
            return receptiveFields(operands, results, first: fields)
        }

        package static let examples = [
            OperatorExample(
                "half on each other", Frames(size: 4, step: 2, axis: 0), [.f32([1, 2, 3, 4, 5, 6, 7])],
                gives: [.f32([1, 2, 3, 4, 3, 4, 5, 6], [2, 4])]),
            OperatorExample(
                "steps of vectors", Frames(size: 2), [.i32([1, 2, 3, 4, 5, 6], [1, 3, 2])],
                gives: [.i32([1, 2, 3, 4, 3, 4, 5, 6], [1, 2, 2, 2])]),
            OperatorExample("too large", Frames(size: 3, axis: 0), [.f32([1, 2])], refusedWith: "kernel-too-large"),
            OperatorExample(
                "no step", Frames(size: 1, step: 0, axis: 0), [.f32([1])], refusedWith: "window-number-out-of-range"),
        ]
    }
}
