package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// Convolution whose taps are moved by offsets, and with a mask scaled (Dai et al. 2017; Zhu et al. 2018).
    ///
    /// `x` is `[N, C, spatial…]`, the weight `[out, C / groups, kernel…]`, the offset `[N, parts · taps · axes,
    /// windows…]`, the bias `[out]`, the mask `[N, parts · taps, windows…]`. Channels are dealt out to `parts` in order,
    /// each with offsets of its own; each tap has one for each axis in order. Between elements it is interpolated
    /// linearly; beyond the ends there are zeros. torchvision.ops.deform_conv2d; ONNX DeformConv.
    package struct DeformConv: Operator {
        package var stride = [1]
        package var pad: Padding = 0
        package var dilation = [1]
        package var groups = 1
        package var parts = 1

        package init() {}

        package init(
            stride: [Int] = [1], pad: Padding = 0, dilation: [Int] = [1], groups: Int = 1, parts: Int = 1
        ) {
            self.stride = stride
            self.pad = pad
            self.dilation = dilation
            self.groups = groups
            self.parts = parts
        }

        package static let signature = Signature(
            "deform_conv",
            [.required("x"), .required("weight"), .required("offset"), .optional("bias"), .optional("mask")])

        package static let attributes: [AttributeField<DeformConv>] = [
            AttributeField("stride", \.stride), AttributeField("pad", \.pad), AttributeField("dilation", \.dilation),
            AttributeField("groups", \.groups), AttributeField("parts", \.parts),
        ]

        private var conv: Conv { Conv(stride: stride, pad: pad, dilation: dilation, groups: groups) }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .float)
            let weight = try inference.operand(1, "weight", .float)
            let offset = try inference.operand(2, "offset", .float)
            let mask = try inference.optional(4, "mask", .float)
            let result = try inference.results(of: conv, [x, weight, try inference.optional(3, "bias", .float)])[0]
            let taps = weight.shape[2...].reduce(Dimension(1), *)
            try DeformOperands(x: x, windows: Array(result.shape[2...]), taps: taps, parts: parts)
                .require(offset: offset, mask: mask, &inference)
            return [result]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let (x, weight, offset) = (try operands.operand(0), try operands.operand(1), try operands.operand(2))
            let windows = try Windows(
                kernel: weight.shape[2...].map { Dimension($0) }, stride: stride, padding: pad, dilation: dilation)
            let axes = try windows.bound(Array(x.shape[2...]))
            let columns = DeformColumns(x, axes, parts, offset.reals, operands.optional(4)?.reals)
            let result = columns.convolved(weight.reals, weight.shape[0], groups, operands.optional(3)?.reals)
            let shape = [x.shape[0], weight.shape[0]] + axes.map(\.output)
            return [PlainTensor(rounding: result, x.elementType, shape: shape)]
        }

        package func multiplyAccumulates(_ operands: [Fact?], _ results: [Fact]) -> Dimension {
            conv.multiplyAccumulates(operands, results)
        }

        package static let examples = [
            OperatorExample(
                "half a step to the right", DeformConv(),
                [
                    .f32([1, 2, 3, 5], [1, 1, 4]), .f32([1, 10], [1, 1, 2]),
                    .f32([0.5, 0.5, 0.5, 0, 0, 0], [1, 2, 3]),
                ],
                gives: [.f32([21.5, 32.5, 54], [1, 1, 3])]),
            OperatorExample(
                "beyond the ends, with a mask and a bias", DeformConv(),
                [
                    .f32([1, 2, 3, 4], [1, 1, 2, 2]), .f32([1], [1, 1, 1, 1]),
                    .f32([0, -0.5, 0, 2, 0, 0, 0.5, 0], [1, 2, 2, 2]), .f32([100]), .f32([1, 1, 1, 2], [1, 1, 2, 2]),
                ],
                gives: [.f32([101, 101, 103.5, 100], [1, 1, 2, 2])]),
            OperatorExample(
                "two parts", DeformConv(parts: 2),
                [.f32([1, 2, 3, 4], [1, 2, 2]), .f32([1, 10], [1, 2, 1]), .f32([1, 0, 0, -1], [1, 2, 2])],
                gives: [.f32([32, 32], [1, 1, 2])]),
            OperatorExample(
                "offsets for other windows", DeformConv(),
                [.f32([1, 2], [1, 1, 2]), .f32([1], [1, 1, 1]), .f32([0], [1, 1, 1])], refusedWith: "offset-mismatch"),
            OperatorExample(
                "parts", DeformConv(parts: 2),
                [.f32([1], [1, 1, 1]), .f32([1], [1, 1, 1]), .f32([0, 0], [1, 2, 1])], refusedWith: "groups-mismatch"),
        ]
    }
}
