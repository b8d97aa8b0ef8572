package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// Convolution of 8-bit integers, from which their zero points are subtracted first; the sums are `i32` and wrap.
    ///
    /// `x` is `[N, C, spatial…]`, the weight `[out, C / groups, kernel…]`; `x_zero` is one number, `weight_zero` one or one
    /// for each channel of the result. Padding is the zero point of `x`. ONNX ConvInteger; with the scales around it
    /// QLinearConv.
    package struct ConvInteger: Operator {
        package var stride = [1]
        package var pad: Padding = 0
        package var dilation = [1]
        package var groups = 1

        package init() {}

        package init(stride: [Int] = [1], pad: Padding = 0, dilation: [Int] = [1], groups: Int = 1) {
            self.stride = stride
            self.pad = pad
            self.dilation = dilation
            self.groups = groups
        }

        package static let signature = Signature(
            "conv_integer",
            [.required("x"), .required("weight"), .optional("x_zero"), .optional("weight_zero")])

        package static let attributes: [AttributeField<ConvInteger>] = [
            AttributeField("stride", \.stride), AttributeField("pad", \.pad), AttributeField("dilation", \.dilation),
            AttributeField("groups", \.groups),
        ]

        private var conv: Conv { Conv(stride: stride, pad: pad, dilation: dilation, groups: groups) }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .integer)
            let weight = try inference.operand(1, "weight", .integer)
            for (fact, name) in [(x, "x"), (weight, "weight")] where fact.elementType.bits != 8 {
                throw Diagnostic(
                    "element-type-mismatch", "\(name) must hold integers of 8 bits (i8 or u8)",
                    labels: [fact.label(name)], help: "conv is for floats")
            }
            // What is inferred for floats of these sizes holds for integers too.
            let shape = try inference.results(
                of: conv, [Fact(.f32, x.shape), Fact(.f32, weight.shape), nil])[0].shape
            for (index, name, operand) in [(2, "x_zero", x), (3, "weight_zero", weight)] {
                guard let zero = try inference.optional(index, name, .integer) else { continue }
                try zero.requireSameElementType(as: operand, name, index == 2 ? "x" : "weight")
                try zero.requireRank(0...(index == 2 ? 0 : 1), name, index == 2 ? "[]" : "[] or [out]")
                if let size = zero.shape.first {
                    try inference.requireSize(
                        size, weight.shape[0], "there must be one zero point for each channel of the result",
                        code: "channels-mismatch", labels: [weight.label("weight"), zero.label(name)])
                }
            }
            return [Fact(.i32, shape)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let (x, weight) = (try operands.operand(0), try operands.operand(1))
            let windows = try Windows(
                kernel: weight.shape[2...].map { Dimension($0) }, stride: stride, padding: pad, dilation: dilation)
            let axes = try windows.bound(Array(x.shape[2...]))
            // Doubles hold the sums of fewer than 2^36 products exactly.
            let columns = WindowColumns(x.subtracting(operands.optional(2)), axes)
            let kernels = weight.subtracting(operands.optional(3)).reals
            let sums = columns.convolved(kernels, weight.shape[0], groups, nil)
            let shape = [x.shape[0], weight.shape[0]] + axes.map(\.output)
            return [PlainTensor(wrapping: sums.map { Int64($0) }, .i32, shape: shape)]
        }

        package func multiplyAccumulates(_ operands: [Fact?], _ results: [Fact]) -> Dimension {
            conv.multiplyAccumulates(operands, results)
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            conv.receptiveFields(operands, results)
        }

        package static let examples = [
            OperatorExample(
                "bytes with a zero point", ConvInteger(pad: 1),
                [.u8([2, 3, 4], [1, 1, 3]), .u8([1, 1, 1], [1, 1, 3]), .u8([1], [])],
                gives: [.i32([3, 6, 5], [1, 1, 3])]),
            OperatorExample(
                "a zero point for each channel", ConvInteger(),
                [.u8([200, 100], [1, 1, 2]), .u8([3, 5], [2, 1, 1]), nil, .u8([1, 10])],
                gives: [.i32([400, 200, -1000, -500], [1, 2, 2])]),
            OperatorExample(
                "larger integers", ConvInteger(), [.i32([1], [1, 1, 1]), .u8([1], [1, 1, 1])],
                refusedWith: "element-type-mismatch"),
            OperatorExample(
                "kernel", ConvInteger(), [.u8([1], [1, 1, 1]), .u8([1, 1], [1, 1, 2])], refusedWith: "kernel-too-large"),
            OperatorExample(
                "zero points for other channels", ConvInteger(),
                [.u8([1], [1, 1, 1]), .u8([1], [1, 1, 1]), nil, .u8([1, 2])], refusedWith: "channels-mismatch"),
        ]
    }
}

extension PlainTensor {
    /// Small integers less a zero point, or one for each position along axis 0, as reals.
    fileprivate func subtracting(_ zero: PlainTensor?) -> PlainTensor {
        guard let zeros = zero?.integers, !zeros.isEmpty else {
            return PlainTensor(unchecked: .reals(reals), .f32, shape: shape)
        }
        let inner = zeros.count == 1 ? max(count, 1) : max(count / zeros.count, 1)
        let values = integers.enumerated().map { Double($0.element - zeros[$0.offset / inner]) }
        return PlainTensor(unchecked: .reals(values), .f32, shape: shape)
    }
}
