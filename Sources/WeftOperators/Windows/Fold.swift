package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// Columns of windows added up to an image: `x` `[N, C · taps, windows]` gives `[N, C, size…]`.
    ///
    /// Each column holds, channel by channel, the taps of one window in C order; where windows lie on each other their
    /// elements are added, what falls on padding is left out. torch.nn.Fold; ONNX Col2Im.
    package struct Fold: Operator {
        package var size: [Dimension] = []
        package var kernel = [1]
        package var stride = [1]
        package var pad: Padding = 0
        package var dilation = [1]

        package init() {}

        package init(
            size: [Dimension], kernel: [Int], stride: [Int] = [1], pad: Padding = 0, dilation: [Int] = [1]
        ) {
            self.size = size
            self.kernel = kernel
            self.stride = stride
            self.pad = pad
            self.dilation = dilation
        }

        package static let signature = Signature("fold", [.required("x")])

        package static let attributes: [AttributeField<Fold>] = [
            AttributeField("size", \.size), AttributeField("kernel", \.kernel), AttributeField("stride", \.stride),
            AttributeField("pad", \.pad), AttributeField("dilation", \.dilation),
        ]

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .float)
            try x.requireRank(3...3, "x", "[N, C * taps, windows]")
            guard !size.isEmpty, size.count <= 8 else {
                throw Diagnostic(
                    "window-numbers-mismatch", "size has \(size.count) numbers, but must have from 1 to 8",
                    help: "give the spatial sizes of the result")
            }
            try inference.requireSizes(size)
            let windows = try self.windows()
            let labels = [x.label("x")]
            let counts = try windows.outputSizes(size, &inference, labels: labels)
            for count in counts {
                try inference.require(count, atLeast: 0, "a number of windows is at least 0") {
                    Diagnostic("kernel-too-large", "a window is larger than its padded image", labels: labels)
                }
            }
            try inference.requireSize(
                x.shape[2], counts.reduce(1, *), "there must be a column for each window", code: "fold-mismatch",
                labels: labels)
            let taps = windows.kernel.reduce(1, *)
            let channels = try inference.exactQuotient(x.shape[1], by: taps, "taps must divide the rows of x") {
                Diagnostic(
                    "fold-mismatch", "the \(x.shape[1]) rows of x are not a whole number of windows of \(taps) taps",
                    labels: labels)
            }
            return [Fact(x.elementType, [x.shape[0], channels] + size)]
        }

        package func windows() throws(Diagnostic) -> Windows {
            let sizes = try WindowNumbers.perAxis(kernel, "kernel", axes: size.count, lowest: 1)
            return try Windows(
                kernel: sizes.map { Dimension($0) }, stride: stride, padding: pad, dilation: dilation)
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let sizes = try evaluation.sizes(size)
            let axes = try windows().bound(sizes)
            let (windows, taps, plane) = (axes.windows, axes.taps, axes.plane)
            let shape = try ([x.shape[0], x.shape[1] / taps] + sizes).counted()
            let values = x.reals
            var result = [Double](repeating: 0, count: shape.elementCount ?? 0)
            for window in 0..<windows {
                let offsets = axes.offsets(ofWindow: window)
                for image in 0..<(shape[0] * shape[1]) {
                    for (tap, offset) in offsets.enumerated() where offset >= 0 {
                        result[image * plane + offset] += values[(image * taps + tap) * windows + window]
                    }
                }
            }
            return [PlainTensor(rounding: result, x.elementType, shape: shape)]
        }

        package static let examples = [
            OperatorExample(
                "windows on each other", Fold(size: [4], kernel: [2]), [.f32([1, 2, 3, 10, 20, 30], [1, 2, 3])],
                gives: [.f32([1, 12, 23, 30], [1, 1, 4])]),
            OperatorExample(
                "padding and two channels", Fold(size: [2], kernel: [2], stride: [2], pad: 1),
                [.f32([1, 2, 3, 4, 5, 6, 7, 8], [1, 4, 2])], gives: [.f32([3, 2, 7, 6], [1, 2, 2])]),
            OperatorExample(
                "planes", Fold(size: [2, 2], kernel: [1, 2]), [.f32([1, 2, 3, 4], [1, 2, 2])],
                gives: [.f32([1, 3, 2, 4], [1, 1, 2, 2])]),
            OperatorExample(
                "a column too few", Fold(size: [4], kernel: [2]), [.f32([1, 2, 3, 4], [1, 2, 2])],
                refusedWith: "fold-mismatch"),
            OperatorExample(
                "half a window", Fold(size: [2], kernel: [2]), [.f32([1, 2, 3], [1, 3, 1])],
                refusedWith: "fold-mismatch"),
            OperatorExample("no size", Fold(), [.f32([1], [1, 1, 1])], refusedWith: "window-numbers-mismatch"),
        ]
    }
}
