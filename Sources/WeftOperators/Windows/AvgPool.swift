package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The mean of each window of `[N, C, spatial…]`; padding counts as zeros, or with `count_pad=false` not at all.
    ///
    /// With `ceil` a last window may reach beyond the padding; what lies there is never counted.
    /// torch.nn.functional.avg_pool1d to 3d; ONNX AveragePool.
    package struct AvgPool: Operator {
        package var kernel = [1]
        package var stride: [Int] = []
        package var pad: Padding = 0
        package var ceil = false
        package var countPad = true
        package var dilation = [1]

        package init() {}

        package init(
            kernel: [Int], stride: [Int] = [], pad: Padding = 0, ceil: Bool = false, countPad: Bool = true,
            dilation: [Int] = [1]
        ) {
            self.kernel = kernel
            self.stride = stride
            self.pad = pad
            self.ceil = ceil
            self.countPad = countPad
            self.dilation = dilation
        }

        package static let signature = Signature("avg_pool", [.required("x")])

        package static let attributes: [AttributeField<AvgPool>] = [
            AttributeField("kernel", \.kernel), AttributeField("stride", \.stride), AttributeField("pad", \.pad),
            AttributeField("ceil", \.ceil), AttributeField("count_pad", \.countPad),
            AttributeField("dilation", \.dilation),
        ]

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .float)
            try x.requireRank(3..., "x", "[N, C, spatial…]")
            return try windows(rank: x.rank).pooled(x, &inference)
        }

        package func windows(rank: Int) throws(Diagnostic) -> Windows {
            try Windows(pool: kernel, stride: stride, padding: pad, dilation: dilation, ceil: ceil, rank: rank)
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let axes = try windows(rank: x.shape.count).bound(Array(x.shape[2...]))
            let values = x.reals
            let planes = x.shape[0] * x.shape[1]
            let windows = axes.windows
            var result = [Double](repeating: 0, count: planes * windows)
            forEachWindow(axes, planes: planes) { start, index, offsets in
                var sum = 0.0
                for offset in offsets { sum += values[start + offset] }
                let count = countPad ? axes.paddedTaps(ofWindow: index % windows) : offsets.count
                result[index] = sum / Double(count)
            }
            let shape = Array(x.shape[..<2]) + axes.map(\.output)
            return [PlainTensor(rounding: result, x.elementType, shape: shape)]
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            pooledFields(operands, results) { rank throws(Diagnostic) in try windows(rank: rank) }
        }

        package static let examples = [
            OperatorExample(
                "padding counts", AvgPool(kernel: [3], stride: [2], pad: 1), [.f32([1, 2, 3, 4, 5], [1, 1, 5])],
                gives: [.f32([1, 3, 3], [1, 1, 3])]),
            OperatorExample(
                "padding does not count", AvgPool(kernel: [3], stride: [2], pad: 1, countPad: false),
                [.f32([1, 2, 3, 4, 5], [1, 1, 5])], gives: [.f32([1.5, 3, 4.5], [1, 1, 3])]),
            OperatorExample(
                "beyond the end", AvgPool(kernel: [2], ceil: true), [.f32([1, 2, 3, 4, 5], [1, 1, 5])],
                gives: [.f32([1.5, 3.5, 5], [1, 1, 3])]),
            OperatorExample(
                "beyond the padding", AvgPool(kernel: [3], stride: [2], pad: 1, ceil: true),
                [.f32([1, 2, 3, 4, 5, 6], [1, 1, 6])], gives: [.f32([1, 3, 5, 3], [1, 1, 4])]),
            OperatorExample(
                "dilation", AvgPool(kernel: [2], stride: [1], pad: 1, dilation: [2]),
                [.f32([1, 2, 3, 4, 5], [1, 1, 5])], gives: [.f32([1, 2, 3, 4, 2], [1, 1, 5])]),
            OperatorExample(
                "kernel", AvgPool(kernel: [3]), [.f32([1, 2], [1, 1, 2])], refusedWith: "kernel-too-large"),
            OperatorExample(
                "integers", AvgPool(kernel: [1]), [.i32([1, 2], [1, 1, 2])], refusedWith: "element-type-mismatch"),
        ]
    }
}

extension [WindowAxis] {
    /// The taps of a window that lie in the input or in its padding.
    fileprivate func paddedTaps(ofWindow window: Int) -> Int {
        var count = 1
        var rest = window
        for axis in reversed() {
            let start = axis.position(rest % axis.output, 0)
            let room = axis.input + axis.after - start
            count *= Swift.min(axis.kernel, (room + axis.dilation - 1) / axis.dilation)
            rest /= axis.output
        }
        return count
    }
}
