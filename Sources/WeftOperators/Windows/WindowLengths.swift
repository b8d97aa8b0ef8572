package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The lengths of rows after a convolution or a pool along the axis that the lengths are of.
    ///
    /// For each row `floor((length + before + after - dilation * (kernel - 1) - 1) / stride) + 1`, at least 0; with `ceil`
    /// the quotient is rounded up, and windows that would start beyond the row and its padding before are left out.
    package struct WindowLengths: Operator {
        package var kernel = 1
        package var stride = 1
        package var before = 0
        package var after = 0
        package var dilation = 1
        package var ceil = false

        package init() {}

        package init(
            kernel: Int, stride: Int = 1, before: Int = 0, after: Int = 0, dilation: Int = 1, ceil: Bool = false
        ) {
            self.kernel = kernel
            self.stride = stride
            self.before = before
            self.after = after
            self.dilation = dilation
            self.ceil = ceil
        }

        /// The lengths `⌊(length + room) / stride⌋ + 1`, and rounding up the less of that and
        /// `⌊(length + begun) / stride⌋`; nil where there are no such windows.
        package init?(room: Int, stride: Int, begun: Int? = nil) {
            // Of the rest only the difference of what is padded after a row and what a window covers counts.
            let before = begun.map { $0 - (stride - 1) } ?? 0
            let difference = room - (begun ?? 0)
            guard before >= 0 else { return nil }
            self.init(
                kernel: max(-difference, 1), stride: stride, before: before, after: max(difference + 1, 0),
                ceil: begun != nil)
        }

        /// What is added to a length before it is divided by the stride.
        package var room: Int { before + after - (dilation * (kernel - 1) + 1) + (ceil ? stride - 1 : 0) }

        /// What is added to a length for the number of windows that begin in it, where that is asked for.
        package var begun: Int? { ceil ? before + stride - 1 : nil }

        package static let signature = Signature("window_lengths", [.required("lengths")])

        package static let attributes: [AttributeField<WindowLengths>] = [
            AttributeField("kernel", \.kernel), AttributeField("stride", \.stride), AttributeField("before", \.before),
            AttributeField("after", \.after), AttributeField("dilation", \.dilation), AttributeField("ceil", \.ceil),
        ]

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let lengths = try inference.operand(0, "lengths", .integer)
            try lengths.requireRank(1...1, "lengths", "[N]")
            let windows = try self.windows()
            let contents = lengths.contents?.map { Dimension.maximum(windows.outputSize(0, $0), 0) }
            return [Fact(following: contents, lengths.elementType, lengths.shape)]
        }

        private func windows() throws(Diagnostic) -> Windows {
            try Windows(
                kernel: [Dimension(kernel)], stride: [stride], padding: .explicit([before, after]),
                dilation: [dilation], ceil: ceil)
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let lengths = try operands.operand(0)
            let windows = try self.windows()
            var result: [Int64] = []
            for (row, length) in lengths.integers.enumerated() {
                guard length >= 0, let size = windows.outputSize(0, Dimension(Int(length))).value else {
                    throw Diagnostic(
                        "length-out-of-range", "the length of row \(row) is \(length)", help: "a length is at least 0")
                }
                result.append(Int64(max(size, 0)))
            }
            return [PlainTensor(wrapping: result, lengths.elementType, shape: lengths.shape)]
        }

        package static let examples = [
            OperatorExample(
                "a long kernel", WindowLengths(kernel: 11, stride: 2, before: 5, after: 5), [.i32([0, 1, 2, 7, 8])],
                gives: [.i32([0, 1, 1, 4, 4])]),
            OperatorExample(
                "never below 0", WindowLengths(kernel: 5, dilation: 2), [.i64([0, 8, 9, 20])],
                gives: [.i64([0, 0, 1, 12])]),
            OperatorExample(
                "rounded up", WindowLengths(kernel: 2, stride: 2, ceil: true), [.i32([1, 2, 3, 4])],
                gives: [.i32([1, 1, 2, 2])]),
            OperatorExample(
                "a negative length", WindowLengths(kernel: 2), [.i32([3, -1])], refusedWith: "length-out-of-range"),
            OperatorExample(
                "no stride", WindowLengths(kernel: 2, stride: 0), [.i32([3])],
                refusedWith: "window-number-out-of-range"),
        ]
    }
}
