package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// Convolution over any number of spatial axes (as in deep learning: the kernel is not turned round).
    ///
    /// `x` is `[N, C, spatial…]`, the weight `[out, C / groups, kernel…]`, the bias `[out]`; the result
    /// `[N, out, windows…]`. torch.nn.functional.conv1d to conv3d; ONNX Conv.
    package struct Conv: Operator {
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
            "conv", [.required("x"), .weight("weight"), .weight("bias", optional: true)])

        package static let attributes: [AttributeField<Conv>] = [
            AttributeField("stride", \.stride), AttributeField("pad", \.pad), AttributeField("dilation", \.dilation),
            AttributeField("groups", \.groups),
        ]

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let operands = try ConvOperands(&inference, groups: groups)
            let (x, weight) = (operands.x, operands.weight)
            let perGroup = weight.shape[1]
            try inference.require(
                x.shape[1], equals: perGroup * Dimension(groups), "the weight must fit the channels of x"
            ) {
                Diagnostic(
                    "channels-mismatch",
                    "the weight is for \(perGroup * Dimension(groups)) channels, but x has \(x.shape[1])",
                    labels: operands.labels,
                    help: groups == 1
                        ? "the weight has the form [out, C, kernel…] where x is [N, C, …]"
                        : "the weight has the form [out, C / groups, kernel…] where x is [N, C, …]")
            }
            try operands.requireWholeGroups(weight.shape[0], "channels of the result", groups, &inference)
            try operands.requireBias(weight.shape[0], &inference)
            let windows = try Windows(
                kernel: Array(weight.shape[2...]), stride: stride, padding: pad, dilation: dilation)
            let sizes = try windows.outputSizes(Array(x.shape[2...]), &inference, labels: operands.labels)
            return [Fact(x.elementType, [x.shape[0], weight.shape[0]] + sizes)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let weight = try operands.operand(1)
            let windows = try Windows(
                kernel: weight.shape[2...].map { Dimension($0) }, stride: stride, padding: pad, dilation: dilation)
            let axes = try windows.bound(Array(x.shape[2...]))
            let columns = WindowColumns(x, axes)
            let result = columns.convolved(weight.reals, weight.shape[0], groups, operands.optional(2)?.reals)
            let shape = [x.shape[0], weight.shape[0]] + axes.map(\.output)
            return [PlainTensor(rounding: result, x.elementType, shape: shape)]
        }

        package func multiplyAccumulates(_ operands: [Fact?], _ results: [Fact]) -> Dimension {
            guard operands.count > 1, let weight = operands[1], let result = results.first else { return 0 }
            return result.type.elementCount * weight.shape.dropFirst().reduce(1, *)
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard operands.count > 1, let x = operands[0], let weight = operands[1],
                let windows = try? Windows(
                    kernel: Array(weight.shape[2...]), stride: stride, padding: pad, dilation: dilation)
            else { return wholeFields(operands, results) }
            let channels: AxisField = groups == 1 ? .features : Conv.channelField(x, groups, results)
            let spatial = windows.fields(over: Array(x.shape[2...]))
            return receptiveFields(operands, results, first: [.along(0), channels] + spatial)
        }

        /// What a channel of the result sees of the channels in its group, when it is known which they are.
        static func channelField(_ x: Fact, _ groups: Int, _ results: [Fact]) -> AxisField {
            guard let channels = x.shape[1].value, let outputs = results.first?.shape[1].value, groups > 0,
                outputs % groups == 0, channels % groups == 0, outputs / groups <= FieldWindow.longestPeriod
            else { return .features }
            let span = FieldWindow.Span(0, channels / groups - 1)
            let spans = [FieldWindow.Span?](repeating: span, count: outputs / groups)
            return FieldWindow(axis: 1, advance: channels / groups, spans: spans).map { .window($0) } ?? .features
        }

        package static let examples = [
            OperatorExample(
                "stride and padding", Conv(stride: [2], pad: 1),
                [.f32([1, 2, 3, 4, 5], [1, 1, 5]), .f32([1, 0, -1], [1, 1, 3]), .f32([10])],
                gives: [.f32([8, 8, 14], [1, 1, 3])]),
            OperatorExample(
                "two groups", Conv(groups: 2),
                [.f32([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 2, 2]), .f32([1, 2, 3, 4], [2, 1, 1, 2]), nil],
                gives: [.f32([5, 11, 39, 53], [1, 2, 2, 1])]),
            OperatorExample(
                "causal", Conv(pad: .causal, dilation: [2]),
                [.f32([1, 2, 3, 4], [1, 1, 4]), .f32([1, 10], [1, 1, 2])], gives: [.f32([10, 20, 31, 42], [1, 1, 4])]),
            OperatorExample(
                "same", Conv(stride: [2], pad: .same),
                [.f32([1, 2, 3, 4, 5], [1, 1, 5]), .f32([1, 10], [1, 1, 2])],
                gives: [.f32([21, 43, 5], [1, 1, 3])]),
            OperatorExample(
                "same, the extra one before", Conv(stride: [2], pad: .sameLower),
                [.f32([1, 2, 3, 4, 5], [1, 1, 5]), .f32([1, 10], [1, 1, 2])], gives: [.f32([10, 32, 54], [1, 1, 3])]),
            OperatorExample(
                "three axes", Conv(),
                [.f32([1, 2, 3, 4, 5, 6, 7, 8], [1, 1, 2, 2, 2]), .f32([1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 2, 2, 2])],
                gives: [.f32([36], [1, 1, 1, 1, 1])]),
            OperatorExample(
                "no rows", Conv(), [.f32([], [0, 1, 2]), .f32([1], [1, 1, 1])], gives: [.f32([], [0, 1, 2])]),
            OperatorExample(
                "channels", Conv(), [.f32([1, 2], [1, 2, 1]), .f32([1], [1, 1, 1])], refusedWith: "channels-mismatch"),
            OperatorExample(
                "groups", Conv(groups: 2), [.f32([1, 2], [1, 2, 1]), .f32([1], [1, 1, 1])],
                refusedWith: "groups-mismatch"),
            OperatorExample(
                "kernel", Conv(), [.f32([1, 2], [1, 1, 2]), .f32([1, 1, 1], [1, 1, 3])],
                refusedWith: "kernel-too-large"),
            OperatorExample(
                "numbers of padding", Conv(pad: .explicit([1, 1, 1])), [.f32([1], [1, 1, 1]), .f32([1], [1, 1, 1])],
                refusedWith: "window-numbers-mismatch"),
            OperatorExample(
                "ranks", Conv(), [.f32([1], [1, 1, 1]), .f32([1], [1, 1, 1, 1])], refusedWith: "rank-mismatch"),
        ]
    }
}

/// The operands of a convolution of either direction, with what holds for both checked.
struct ConvOperands {
    let x: Fact
    let weight: Fact
    let bias: Fact?
    let labels: [String]

    init(_ inference: inout Inference, groups: Int) throws(Diagnostic) {
        x = try inference.operand(0, "x", .float)
        weight = try inference.operand(1, "weight", .float)
        bias = try inference.optional(2, "bias", .float)
        labels = [x.label("x"), weight.label("weight")] + (bias.map { [$0.label("bias")] } ?? [])
        try x.requireRank(3..., "x", "[N, C, spatial…]")
        try weight.requireSameElementType(as: x, "weight", "x")
        try bias?.requireSameElementType(as: x, "bias", "x")
        guard weight.rank == x.rank else {
            throw Diagnostic(
                "rank-mismatch", "the weight must have rank \(x.rank) as x has, not \(weight.rank)", labels: labels,
                help: "a kernel has as many axes as x has spatial ones")
        }
        guard groups >= 1 else {
            throw Diagnostic("groups-mismatch", "groups must be at least 1, not \(groups)", labels: labels)
        }
    }

    /// Channels are dealt out to groups without rest.
    func requireWholeGroups(
        _ channels: Dimension, _ what: String, _ groups: Int, _ inference: inout Inference
    ) throws(Diagnostic) {
        if groups == 1 { return }
        _ = try inference.exactQuotient(channels, by: Dimension(groups), "groups must divide the \(what)") {
            Diagnostic(
                "groups-mismatch", "\(groups) groups do not divide the \(channels) \(what)", labels: labels,
                help: "choose groups that divide the channels of x and of the result")
        }
    }

    func requireBias(_ channels: Dimension, _ inference: inout Inference) throws(Diagnostic) {
        guard let bias else { return }
        try bias.requireRank(1...1, "bias", "[out]")
        try inference.requireSize(
            bias.shape[0], channels, "there must be one bias for each channel of the result", code: "bias-mismatch",
            labels: labels)
    }
}
