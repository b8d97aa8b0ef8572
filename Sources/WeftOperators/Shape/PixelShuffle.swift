package import WeftDiagnostics
package import WeftGraph
import WeftTensors

extension Op {
    /// Channels moved into space: `[..., C · r², H, W]` becomes `[..., C, H · r, W · r]` (Shi et al. 2016).
    /// torch.nn.PixelShuffle; ONNX `DepthToSpace` with mode `CRD`.
    package struct PixelShuffle: ViewOperator {
        package var factor: Int = 1

        package static let signature = Signature.view("pixel_shuffle")
        package static let attributes: [AttributeField<PixelShuffle>] = [
            AttributeField("factor", \.factor)
        ]

        package init() {}

        package init(factor: Int) {
            self.factor = factor
        }

        package func shape(_ x: Fact, _ inference: inout Inference) throws(Diagnostic) -> [Dimension] {
            let (square, overflow) = factor.multipliedReportingOverflow(by: factor)
            guard factor >= 1, !overflow else {
                throw Diagnostic(
                    "bad-attribute", "the factor of pixel_shuffle must be at least 1, and \(factor) is not")
            }
            try x.requireRank(3..., "x", "[..., C, H, W]")
            let last = x.rank - 1
            let channels = try inference.exactQuotient(
                x.shape[last - 2], by: Dimension(square), "channels are a multiple of the factor's square"
            ) {
                Diagnostic(
                    "channel-mismatch",
                    "the \(x.shape[last - 2]) channels of x are not a multiple of the factor's square, \(square)",
                    labels: [x.label("x")])
            }
            let space = [x.shape[last - 1] * Dimension(factor), x.shape[last] * Dimension(factor)]
            return x.shape[..<(last - 2)] + [channels] + space
        }

        package func view(_ sizes: [Int], _ evaluation: Evaluation) throws(Diagnostic) -> StridedView {
            let outer = Array(sizes.dropLast(3))
            let (height, width) = (sizes[sizes.count - 2], sizes[sizes.count - 1])
            let (channels, rows) = (sizes[sizes.count - 3] / (factor * factor), outer.elementCount ?? 0)
            let strides = [rows, channels, factor, factor, height, width].denseStrides
            let (high, tooHigh) = height.multipliedReportingOverflow(by: factor)
            let (wide, tooWide) = width.multipliedReportingOverflow(by: factor)
            if tooHigh || tooWide { throw Diagnostic("size-too-large", "\(factor) times \(sizes) is too large") }
            return StridedView(
                [rows, channels, height, factor, width, factor], strides: [0, 1, 4, 2, 5, 3].map { strides[$0] },
                result: outer + [channels, high, wide])
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard let x = operands.first ?? nil, x.rank >= 3 else { return wholeFields(operands, results) }
            let spans = [FieldWindow.Span?](
                repeating: .init(0, 0), count: min(max(factor, 1), FieldWindow.longestPeriod + 1))
            let fields = x.ownFields { axis in
                if axis < x.rank - 3 { return nil }
                if axis == x.rank - 3 { return .features }
                return FieldWindow(axis: axis, advance: 1, spans: spans).map { .window($0) } ?? .whole
            }
            return receptiveFields(operands, results, first: fields)
        }

        package static let examples = [
            OperatorExample(
                "four channels to one", PixelShuffle(factor: 2), [.f32([1, 2, 3, 4, 5, 6, 7, 8], [4, 1, 2])],
                gives: [.f32([1, 3, 2, 4, 5, 7, 6, 8], [1, 2, 4])]),
            OperatorExample(
                "three channels", PixelShuffle(factor: 2), [.f32([1, 2, 3], [3, 1, 1])], refusedWith: "channel-mismatch"
            ),
            OperatorExample("factor 0", PixelShuffle(factor: 0), [.f32([1], [1, 1, 1])], refusedWith: "bad-attribute"),
        ]
    }
}
