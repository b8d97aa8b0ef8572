package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// Transposed convolution: each element of `x` adds its kernel, scaled, to the result.
    ///
    /// `x` is `[N, C, spatial…]`, the weight `[C, out / groups, kernel…]`, the bias `[out]`. Along each axis the result
    /// has `(size - 1) * stride - pads + dilation * (kernel - 1) + 1 + output_pad` positions, with `same` and `causal`
    /// `size * stride`. torch.nn.functional.conv_transpose1d to 3d; ONNX ConvTranspose.
    package struct ConvTranspose: Operator {
        package var stride = [1]
        package var pad: Padding = 0
        package var dilation = [1]
        package var groups = 1
        package var outputPad = [0]

        package init() {}

        package init(
            stride: [Int] = [1], pad: Padding = 0, dilation: [Int] = [1], groups: Int = 1, outputPad: [Int] = [0]
        ) {
            self.stride = stride
            self.pad = pad
            self.dilation = dilation
            self.groups = groups
            self.outputPad = outputPad
        }

        package static let signature = Signature(
            "conv_transpose", [.required("x"), .weight("weight"), .weight("bias", optional: true)])

        package static let attributes: [AttributeField<ConvTranspose>] = [
            AttributeField("stride", \.stride), AttributeField("pad", \.pad), AttributeField("dilation", \.dilation),
            AttributeField("groups", \.groups), AttributeField("output_pad", \.outputPad),
        ]

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let operands = try ConvOperands(&inference, groups: groups)
            let (x, weight) = (operands.x, operands.weight)
            try inference.require(
                x.shape[1], equals: weight.shape[0], "the weight must fit the channels of x"
            ) {
                Diagnostic(
                    "channels-mismatch", "the weight is for \(weight.shape[0]) channels, but x has \(x.shape[1])",
                    labels: operands.labels,
                    help: "the weight has the form [C, out / groups, kernel…] where x is [N, C, …]")
            }
            try operands.requireWholeGroups(x.shape[1], "channels of x", groups, &inference)
            let outputs = weight.shape[1] * Dimension(groups)
            try operands.requireBias(outputs, &inference)
            let spread = try SpreadWindows(self, kernel: Array(weight.shape[2...]))
            let sizes = try spread.outputSizes(Array(x.shape[2...]), &inference, labels: operands.labels)
            return [Fact(x.elementType, [x.shape[0], outputs] + sizes)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let weight = try operands.operand(1)
            let spread = try SpreadWindows(self, kernel: weight.shape[2...].map { Dimension($0) })
            let axes = try spread.bound(Array(x.shape[2...]))
            let outputs = weight.shape[1] * groups
            let result = SpreadColumns(x, axes).spread(weight, groups, operands.optional(2)?.reals)
            let shape = [x.shape[0], outputs] + axes.map(\.input)
            return [PlainTensor(rounding: result, x.elementType, shape: shape)]
        }

        package func multiplyAccumulates(_ operands: [Fact?], _ results: [Fact]) -> Dimension {
            guard operands.count > 1, let x = operands[0], let weight = operands[1] else { return 0 }
            return x.type.elementCount * weight.shape.dropFirst().reduce(1, *)
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard operands.count > 1, let x = operands[0], let weight = operands[1],
                let spread = try? SpreadWindows(self, kernel: Array(weight.shape[2...]))
            else { return wholeFields(operands, results) }
            let channels: AxisField = groups == 1 ? .features : Conv.channelField(x, groups, results)
            return receptiveFields(operands, results, first: [.along(0), channels] + spread.fields)
        }

        package static let examples = [
            OperatorExample(
                "stride, padding and more", ConvTranspose(stride: [2], pad: 1, outputPad: [1]),
                [.f32([1, 2, 3], [1, 1, 3]), .f32([1, 10, 100], [1, 1, 3]), .f32([0.5])],
                gives: [.f32([10.5, 102.5, 20.5, 203.5, 30.5, 300.5], [1, 1, 6])]),
            OperatorExample(
                "two groups", ConvTranspose(groups: 2),
                [.f32([1, 2], [1, 2, 1, 1]), .f32([1, 2, 3, 4, 5, 6, 7, 8], [2, 1, 2, 2])],
                gives: [.f32([1, 2, 3, 4, 10, 12, 14, 16], [1, 2, 2, 2])]),
            OperatorExample(
                "same", ConvTranspose(stride: [2], pad: .same),
                [.f32([1, 2, 3], [1, 1, 3]), .f32([1, 10, 100], [1, 1, 3])],
                gives: [.f32([1, 10, 102, 20, 203, 30], [1, 1, 6])]),
            OperatorExample(
                "same, the extra one before", ConvTranspose(stride: [2], pad: .sameLower),
                [.f32([1, 2, 3], [1, 1, 3]), .f32([1, 10, 100], [1, 1, 3])],
                gives: [.f32([10, 102, 20, 203, 30, 300], [1, 1, 6])]),
            OperatorExample(
                "a stride beyond the kernel", ConvTranspose(stride: [3], pad: .causal),
                [.f32([1, 2], [1, 1, 2]), .f32([1, 10], [1, 1, 2])], gives: [.f32([1, 10, 0, 2, 20, 0], [1, 1, 6])]),
            OperatorExample(
                "channels", ConvTranspose(), [.f32([1, 2], [1, 2, 1]), .f32([1], [1, 1, 1])],
                refusedWith: "channels-mismatch"),
            OperatorExample(
                "padding", ConvTranspose(pad: 1), [.f32([1, 2], [1, 1, 2]), .f32([1], [1, 1, 1])],
                refusedWith: "pad-too-large"),
            OperatorExample(
                "output padding", ConvTranspose(outputPad: [1]), [.f32([1], [1, 1, 1]), .f32([1], [1, 1, 1])],
                refusedWith: "output-pad-too-large"),
        ]
    }
}

/// The windows of a transposed convolution, each a reach of the result: the windows of the convolution that it undoes.
package struct SpreadWindows {
    private let windows: Windows
    package let outputPad: [Int]

    package var stride: [Int] { windows.stride }
    package var dilation: [Int] { windows.dilation }

    package init(_ operation: Op.ConvTranspose, kernel: [Dimension]) throws(Diagnostic) {
        windows = try Windows(
            kernel: kernel, stride: operation.stride, padding: operation.pad, dilation: operation.dilation)
        outputPad = try WindowNumbers.perAxis(operation.outputPad, "output_pad", axes: kernel.count, lowest: 0)
        for axis in kernel.indices where outputPad[axis] >= max(windows.stride[axis], windows.dilation[axis]) {
            throw Diagnostic(
                "output-pad-too-large",
                "output_pad must be smaller than the stride or the dilation, but it is \(outputPad[axis])",
                help: "it chooses among the sizes that the stride would round down to the same one")
        }
        guard case .explicit = operation.pad else {
            if outputPad.allSatisfy({ $0 == 0 }) { return }
            throw Diagnostic(
                "output-pad-too-large", "output_pad has no meaning where pad chooses the size of the result",
                help: "leave output_pad out, or give pad as numbers")
        }
    }

    private func outputSize(_ axis: Int, _ input: Dimension) -> Dimension {
        let stride = Dimension(windows.stride[axis])
        guard let (before, after) = windows.explicitPadding(axis) else { return input * stride }
        return (input - 1) * stride + windows.extent(axis) + Dimension(outputPad[axis] - before - after)
    }

    func outputSizes(
        _ input: [Dimension], _ inference: inout Inference, labels: @autoclosure () -> [String]
    ) throws(Diagnostic) -> [Dimension] {
        var result: [Dimension] = []
        for axis in 0..<windows.axes {
            let size = outputSize(axis, input[axis])
            try inference.require(size, atLeast: 1, "the padding must leave something of the result") {
                Diagnostic(
                    "pad-too-large", "the padding leaves \(size) positions of the result along spatial axis \(axis)",
                    labels: labels(), help: "pad takes away from both ends of the result: make it smaller")
            }
            result.append(size)
        }
        return result
    }

    /// How many positions are taken away at the beginning of the result, of a kernel that reaches over so many.
    package func before(_ axis: Int, _ extent: Int) -> Int {
        let spare = max(0, extent - windows.stride[axis])
        return switch windows.padding {
        case .explicit: windows.explicitPadding(axis)?.before ?? 0
        case .same: spare / 2
        case .sameLower: spare - spare / 2
        case .causal: 0
        }
    }

    /// What a position of the result sees of the spatial axes: in a cycle of the stride, the positions whose kernel
    /// has a tap on it.
    var fields: [AxisField] {
        (0..<windows.axes).map { axis in
            let (stride, dilation) = (windows.stride[axis], windows.dilation[axis])
            guard let extent = windows.extent(axis).value, extent <= WindowNumbers.largest,
                stride <= FieldWindow.longestPeriod
            else { return .whole }
            let before = before(axis, extent)
            let taps = (extent - 1) / dilation
            let spans = (0..<stride).map { phase -> FieldWindow.Span? in
                // Position q has its tap t at `q * stride - before + t * dilation`.
                func position(_ tap: Int) -> Int? {
                    let distance = phase + before - tap * dilation
                    return distance % stride == 0 ? distance / stride : nil
                }
                let first = (0...min(taps, stride)).lazy.compactMap { position(taps - $0) }.first
                let last = (0...min(taps, stride)).lazy.compactMap { position($0) }.first
                return first.flatMap { first in last.map { .init(first, $0) } }
            }
            let step = dilation / greatestCommonDivisor(stride, dilation)
            return FieldWindow(axis: axis + 2, advance: 1, spans: spans, step: step).map { .window($0) } ?? .whole
        }
    }

    /// The windows over the result, one for each position of the input.
    func bound(_ input: [Int]) throws(Diagnostic) -> [WindowAxis] {
        var result: [WindowAxis] = []
        for axis in input.indices {
            guard let kernel = windows.kernel[axis].value, let extent = windows.extent(axis).value,
                let output = outputSize(axis, Dimension(input[axis])).value, output >= 0
            else { throw Diagnostic("unbound-size", "the size of the result has no value here") }
            let before = before(axis, extent)
            result.append(
                WindowAxis(
                    input: output, output: input[axis], kernel: kernel, stride: windows.stride[axis],
                    dilation: windows.dilation[axis], before: before, after: 0))
        }
        return result
    }
}
