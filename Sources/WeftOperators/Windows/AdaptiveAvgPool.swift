package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// Means over windows chosen so that the result has given sizes: window `i` of `size` reads positions from
    /// `floor(i * input / size)` to before `ceil((i + 1) * input / size)`. torch.nn.functional.adaptive_avg_pool1d to 3d.
    package struct AdaptiveAvgPool: Operator {
        package var size = [1]

        package init() {}

        package init(size: [Int]) {
            self.size = size
        }

        package static let signature = Signature("adaptive_avg_pool", [.required("x")])

        package static let attributes: [AttributeField<AdaptiveAvgPool>] = [AttributeField("size", \.size)]

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .float)
            try x.requireRank(3..., "x", "[N, C, spatial…]")
            let sizes = try WindowNumbers.perAxis(size, "size", axes: x.rank - 2, lowest: 1)
            try inference.requirePlane(of: x)
            return [Fact(x.elementType, Array(x.shape[..<2]) + sizes.map { Dimension($0) })]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let sizes = try WindowNumbers.perAxis(size, "size", axes: x.shape.count - 2, lowest: 1)
            var values = x.reals
            var shape = x.shape
            // The mean over a box is the mean along one axis of the means along the next.
            for (index, size) in sizes.enumerated() {
                values = means(values, AxisSplit(shape, index + 2), size)
                shape[index + 2] = size
            }
            return [PlainTensor(rounding: values, x.elementType, shape: shape)]
        }

        private func means(_ values: [Double], _ split: AxisSplit, _ size: Int) -> [Double] {
            var result = [Double](repeating: 0, count: split.outer * size * split.inner)
            for outer in 0..<split.outer {
                for place in 0..<size {
                    let first = place * split.size / size
                    let end = ((place + 1) * split.size + size - 1) / size
                    let target = (outer * size + place) * split.inner
                    for inner in 0..<split.inner {
                        var sum = 0.0
                        for position in first..<end {
                            sum += values[(outer * split.size + position) * split.inner + inner]
                        }
                        result[target + inner] = sum / Double(end - first)
                    }
                }
            }
            return result
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard let x = operands.first ?? nil,
                let sizes = try? WindowNumbers.perAxis(size, "size", axes: x.rank - 2, lowest: 1)
            else { return wholeFields(operands, results) }
            let spatial = zip(x.shape[2...], sizes).enumerated().map { index, sizes in
                AdaptiveAvgPool.field(along: index + 2, sizes.0, sizes.1)
            }
            return receptiveFields(operands, results, first: [.along(0), .along(1)] + spatial)
        }

        /// The windows come in a cycle of as many as there are, when the size of the input is known.
        private static func field(along axis: Int, _ input: Dimension, _ size: Int) -> AxisField {
            guard size > 1, let input = input.value, (1...WindowNumbers.largest).contains(input),
                size <= FieldWindow.longestPeriod
            else { return .whole }
            let spans = (0..<size).map { FieldWindow.Span($0 * input / size, (($0 + 1) * input + size - 1) / size - 1) }
            return FieldWindow(axis: axis, advance: input, spans: spans).map { .window($0) } ?? .whole
        }

        package static let examples = [
            OperatorExample(
                "windows overlap", AdaptiveAvgPool(size: [3]), [.f32([1, 2, 3, 4, 5], [1, 1, 5])],
                gives: [.f32([1.5, 3, 4.5], [1, 1, 3])]),
            OperatorExample(
                "smaller and larger", AdaptiveAvgPool(size: [1, 3]), [.f32([1, 2, 3, 4], [1, 1, 2, 2])],
                gives: [.f32([2, 2.5, 3], [1, 1, 1, 3])]),
            OperatorExample(
                "numbers of sizes", AdaptiveAvgPool(size: [1, 3]), [.f32([1, 2], [1, 1, 2])],
                refusedWith: "window-numbers-mismatch"),
            OperatorExample(
                "an empty plane", AdaptiveAvgPool(), [.f32([], [1, 1, 0])], refusedWith: "empty-plane"),
        ]
    }
}
