package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The largest element of each window of `[N, C, spatial…]`; NaN counts as largest, padding does not count.
    ///
    /// With `ceil` a last window may reach beyond the padding as long as it starts before it. A window that, by its
    /// dilation, meets no element gives the lowest number of the type. torch.nn.functional.max_pool1d to 3d; ONNX
    /// MaxPool.
    package struct MaxPool: Operator {
        package var kernel = [1]
        package var stride: [Int] = []
        package var pad: Padding = 0
        package var dilation = [1]
        package var ceil = false

        package init() {}

        package init(
            kernel: [Int], stride: [Int] = [], pad: Padding = 0, dilation: [Int] = [1], ceil: Bool = false
        ) {
            self.kernel = kernel
            self.stride = stride
            self.pad = pad
            self.dilation = dilation
            self.ceil = ceil
        }

        package static let signature = Signature("max_pool", [.required("x")])

        package static let attributes: [AttributeField<MaxPool>] = [
            AttributeField("kernel", \.kernel), AttributeField("stride", \.stride), AttributeField("pad", \.pad),
            AttributeField("dilation", \.dilation), AttributeField("ceil", \.ceil),
        ]

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .number)
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
            let shape = Array(x.shape[..<2]) + axes.map(\.output)
            let planes = x.shape[0] * x.shape[1]
            switch x.elements {
            case .reals(let values):
                let result = largest(of: values, axes, planes, lowest: -.infinity, Maths.maximum)
                return [PlainTensor(unchecked: .reals(result), x.elementType, shape: shape)]
            case .integers(let values):
                let isUnsigned = x.elementType == .u64
                let lowest = x.elementType == .u64 ? 0 : x.elementType.integerRange?.lowerBound ?? 0
                let result = largest(of: values, axes, planes, lowest: lowest) { a, b in
                    isUnsigned && UInt64(bitPattern: a) < UInt64(bitPattern: b) || !isUnsigned && a < b ? b : a
                }
                return [PlainTensor(unchecked: .integers(result), x.elementType, shape: shape)]
            }
        }

        @inline(__always)
        private func largest<Number>(
            of values: [Number], _ axes: [WindowAxis], _ planes: Int, lowest: Number,
            _ maximum: (Number, Number) -> Number
        ) -> [Number] {
            var result = [Number](repeating: lowest, count: planes * axes.windows)
            forEachWindow(axes, planes: planes) { start, index, offsets in
                var largest = lowest
                for offset in offsets { largest = maximum(largest, values[start + offset]) }
                result[index] = largest
            }
            return result
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            pooledFields(operands, results) { rank throws(Diagnostic) in try windows(rank: rank) }
        }

        package static let examples = [
            OperatorExample(
                "planes", MaxPool(kernel: [2], stride: [1]), [.f32([1, 5, 2, 4, -1, 0, 3, 8, 7], [1, 1, 3, 3])],
                gives: [.f32([5, 5, 8, 8], [1, 1, 2, 2])]),
            OperatorExample(
                "rounded up", MaxPool(kernel: [2], ceil: true), [.f32([-1, -5, -2, -4, -3], [1, 1, 5])],
                gives: [.f32([-1, -2, -3], [1, 1, 3])]),
            OperatorExample(
                "a window that is cut off", MaxPool(kernel: [3], stride: [2], ceil: true), [.f32([1, 2], [1, 1, 2])],
                gives: [.f32([2], [1, 1, 1])]),
            OperatorExample(
                "a window that lacks a stride", MaxPool(kernel: [4], stride: [2], ceil: true),
                [.f32([1, 2], [1, 1, 2])], refusedWith: "kernel-too-large"),
            OperatorExample(
                "no window starts in the padding behind", MaxPool(kernel: [2], pad: 1, ceil: true),
                [.f32([1, 2, 3], [1, 1, 3])], gives: [.f32([1, 3], [1, 1, 2])]),
            OperatorExample(
                "dilation", MaxPool(kernel: [2], stride: [1], pad: 1, dilation: [2]),
                [.f32([1, 2, 3, 4, 5], [1, 1, 5])], gives: [.f32([2, 3, 4, 5, 4], [1, 1, 5])]),
            OperatorExample(
                "NaN", MaxPool(kernel: [2]), [.f32([1, .nan, 3, 4], [1, 1, 4])], gives: [.f32([.nan, 4], [1, 1, 2])]),
            OperatorExample(
                "bytes", MaxPool(kernel: [2]), [.u8([1, 200, 3, 4], [1, 1, 4])], gives: [.u8([200, 4], [1, 1, 2])]),
            OperatorExample(
                "kernel", MaxPool(kernel: [3]), [.f32([1, 2], [1, 1, 2])], refusedWith: "kernel-too-large"),
            OperatorExample(
                "padding", MaxPool(kernel: [2], pad: 2), [.f32([1, 2], [1, 1, 2])], refusedWith: "pad-too-large"),
            OperatorExample(
                "stride", MaxPool(kernel: [2], stride: [0]), [.f32([1, 2], [1, 1, 2])],
                refusedWith: "window-number-out-of-range"),
        ]
    }
}
