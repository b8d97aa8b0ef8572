package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// What each tap of windows over `x` `[N, C, spatial…]` sees when it is moved by offsets, and with a mask scaled:
    /// `[N, taps, C, windows…]`. A convolution with a kernel of one position over taps and channels makes `deform_conv`
    /// of it.
    ///
    /// The offset is `[N, parts · taps · axes, windows…]`, the mask `[N, parts · taps, windows…]`. Channels are dealt out
    /// to `parts` in order, each with offsets of its own; each tap has one for each axis in order. Between elements it is
    /// interpolated linearly; beyond the ends there are zeros. ONNX DeformConv with a weight of zeros and ones.
    package struct DeformTaps: Operator {
        package var kernel = [1]
        package var stride = [1]
        package var pad: Padding = 0
        package var dilation = [1]
        package var parts = 1

        package init() {}

        package init(
            kernel: [Int], stride: [Int] = [1], pad: Padding = 0, dilation: [Int] = [1], parts: Int = 1
        ) {
            self.kernel = kernel
            self.stride = stride
            self.pad = pad
            self.dilation = dilation
            self.parts = parts
        }

        package static let signature = Signature(
            "deform_taps", [.required("x"), .required("offset"), .optional("mask")])

        package static let attributes: [AttributeField<DeformTaps>] = [
            AttributeField("kernel", \.kernel), AttributeField("stride", \.stride), AttributeField("pad", \.pad),
            AttributeField("dilation", \.dilation), AttributeField("parts", \.parts),
        ]

        /// The windows over so many spatial axes.
        package func windows(axes: Int) throws(Diagnostic) -> Windows {
            let sizes = try WindowNumbers.perAxis(kernel, "kernel", axes: axes, lowest: 1)
            return try Windows(kernel: sizes.map { Dimension($0) }, stride: stride, padding: pad, dilation: dilation)
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .float)
            let offset = try inference.operand(1, "offset", .float)
            let mask = try inference.optional(2, "mask", .float)
            try x.requireRank(3..., "x", "[N, C, spatial…]")
            let windows = try windows(axes: x.rank - 2)
            let counts = try windows.outputSizes(Array(x.shape[2...]), &inference, labels: [x.label("x")])
            let taps = windows.kernel.reduce(1, *)
            try DeformOperands(x: x, windows: counts, taps: taps, parts: parts)
                .require(offset: offset, mask: mask, &inference)
            return [Fact(x.elementType, [x.shape[0], taps, x.shape[1]] + counts)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let (x, offset) = (try operands.operand(0), try operands.operand(1))
            let axes = try windows(axes: x.shape.count - 2).bound(Array(x.shape[2...]))
            let columns = DeformColumns(x, axes, parts, offset.reals, operands.optional(2)?.reals)
            let shape = try ([x.shape[0], axes.taps, x.shape[1]] + axes.map(\.output)).counted()
            return [PlainTensor(rounding: columns.taps(), x.elementType, shape: shape)]
        }

        package static let examples = [
            OperatorExample(
                "half a step to the right", DeformTaps(kernel: [2]),
                [.f32([1, 2, 3, 5], [1, 1, 4]), .f32([0.5, 0.5, 0.5, 0, 0, 0], [1, 2, 3])],
                gives: [.f32([1.5, 2.5, 4, 2, 3, 5], [1, 2, 1, 3])]),
            OperatorExample(
                "two parts, beyond the ends, with a mask", DeformTaps(kernel: [1], parts: 2),
                [
                    .f32([1, 2, 3, 4], [1, 2, 2]), .f32([-0.5, 1, 0, -1], [1, 2, 2]), .f32([1, 1, 2, 10], [1, 2, 2]),
                ],
                gives: [.f32([0.5, 0, 6, 30], [1, 1, 2, 2])]),
            OperatorExample(
                "two axes, strides and padding",
                DeformTaps(kernel: [1, 2], stride: [1, 2], pad: .explicit([0, 1, 0, 1])),
                [
                    .f32([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 2, 2]),
                    .f32([0, 0, -0.5, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], [1, 4, 2, 2]),
                ],
                gives: [.f32([1, 2, 2, 4, 5, 6, 6, 8, 1, 0, 3, 0, 5, 0, 7, 0], [1, 2, 2, 2, 2])]),
            OperatorExample(
                "offsets for other windows", DeformTaps(kernel: [1]),
                [.f32([1, 2], [1, 1, 2]), .f32([0], [1, 1, 1])], refusedWith: "offset-mismatch"),
            OperatorExample(
                "parts", DeformTaps(kernel: [1], parts: 2), [.f32([1], [1, 1, 1]), .f32([0, 0], [1, 2, 1])],
                refusedWith: "groups-mismatch"),
        ]
    }
}
