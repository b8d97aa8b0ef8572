package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The positions along an axis in reverse. torch.flip; with lengths ONNX `ReverseSequence`.
    ///
    /// With lengths each row (axis 0) is reversed within its own length, and what is past it is 0.
    package struct Reverse: Operator {
        package var axis: Int?

        package static let signature = Signature("reverse", [.required("x"), .optional("lengths")])
        package static let attributes: [AttributeField<Reverse>] = [AttributeField("axis", \.axis)]

        package init() {}

        package init(axis: Int?) {
            self.axis = axis
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .any)
            let axis = try x.requiredAxis(axis)
            let lengths = try inference.lengths(1, of: x, along: axis)
            return [Fact(x.type, contents: lengths == nil ? contents(x, axis) : nil)]
        }

        private func contents(_ x: Fact, _ axis: Int) -> [Dimension]? {
            guard let contents = x.contents, let sizes = x.knownSizes, sizes[axis] > 0 else { return x.contents }
            let strides = sizes.denseStrides
            let view = StridedView(
                sizes, strides: strides.replacing(at: axis, with: -strides[axis]),
                offset: (sizes[axis] - 1) * strides[axis])
            return view.elements(of: contents)
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let axis = axis.resolvedAxis(x.shape.count)
            let lengths = try operands.optional(1)?.rowLengths(atMost: x.shape[axis])
            return [RowPositions(x.shape, axis, lengths).moved(x) { $0 < $1 ? $1 - 1 - $0 : nil }]
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard let x = operands.first ?? nil, let axis = try? x.requiredAxis(axis) else {
                return wholeFields(operands, results)
            }
            return receptiveFields(operands, results, first: x.ownFields { $0 == axis ? .whole : nil })
        }

        package static let examples = [
            OperatorExample(
                "columns", Reverse(axis: -1), [.f32([1, 2, 3, 4], [2, 2]), nil], gives: [.f32([2, 1, 4, 3], [2, 2])]),
            OperatorExample(
                "within lengths", Reverse(axis: 1), [.f32([1, 2, 3, 4, 5, 6], [2, 3]), .i32([2, 0])],
                gives: [.f32([2, 1, 0, 0, 0, 0], [2, 3])]),
            OperatorExample("empty", Reverse(axis: 0), [.i64([], [0, 2]), nil], gives: [.i64([], [0, 2])]),
            OperatorExample(
                "a length beyond the end", Reverse(axis: 1), [.f32([1, 2], [1, 2]), .i32([3])],
                refusedWith: "length-out-of-range"),
            OperatorExample(
                "lengths of the rows themselves", Reverse(axis: 0), [.f32([1, 2], [1, 2]), .i32([1])],
                refusedWith: "bad-axis"),
        ]
    }
}
