package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The tensor with zeros, or another value, at or past each row's length (rows are axis 0). ONNX has it as `Range`, `Less` and `Where`.
    package struct Mask: Operator {
        package var axis: Int = 1
        /// What stands past the end.
        package var value: Double = 0

        package static let signature = Signature("mask", [.required("x"), .required("lengths")])
        package static let attributes: [AttributeField<Mask>] = [
            AttributeField("axis", \.axis), AttributeField("value", \.value),
        ]

        package init() {}

        package init(axis: Int, value: Double = 0) {
            self.axis = axis
            self.value = value
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .any)
            _ = try inference.operand(1, "lengths", .integer)
            _ = try inference.lengths(1, of: x, along: try x.axis(axis))
            return [Fact(x.type)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let axis = axis.resolvedAxis(x.shape.count)
            let lengths = try operands.operand(1).rowLengths(atMost: x.shape[axis])
            return [RowPositions(x.shape, axis, lengths).moved(x, filling: value) { $0 < $1 ? $0 : nil }]
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            receptiveFields(operands, results, first: (operands.first ?? nil)?.ownFields())
        }

        package static let examples = [
            OperatorExample(
                "two rows", Mask(), [.f32([1, 2, 3, 4, 5, 6], [2, 3]), .i32([1, 3])],
                gives: [.f32([1, 0, 0, 4, 5, 6], [2, 3])]),
            OperatorExample(
                "the last axis", Mask(axis: -1), [.i64([1, 2, 3, 4], [1, 2, 2]), .i64([1])],
                gives: [.i64([1, 0, 3, 0], [1, 2, 2])]),
            OperatorExample(
                "another value", Mask(axis: 1, value: -2), [.f32([1, 2], [1, 2]), .i32([1])],
                gives: [.f32([1, -2], [1, 2])]),
            OperatorExample(
                "a length below 0", Mask(), [.f32([1], [1, 1]), .i32([-1])], refusedWith: "length-out-of-range"),
            OperatorExample(
                "too many lengths", Mask(), [.f32([1], [1, 1]), .i32([1, 1])], refusedWith: "lengths-mismatch"),
        ]
    }
}
