package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The matrix product of bytes, each less its zero point, summed in `i32`. ONNX `MatMulInteger`; torch._int_mm.
    ///
    /// `(a - a_zero) @ (b - b_zero)` over the last two axes as `matmul` has it. Both hold `i8` or `u8`, each its own; a
    /// zero point has the type of its tensor, and broadcasts to it: one for all, or `[M, 1]` for rows, `[N]` for columns.
    /// Sums wrap.
    package struct MatMulInteger: Operator {
        package static let signature = Signature(
            "matmul_integer", [.required("a"), .required("b"), .optional("a_zero"), .optional("b_zero")])

        package init() {}

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let a = try inference.operand(0, "a", .byte)
            let b = try inference.operand(1, "b", .byte)
            try inference.zeroPoint(2, "a_zero", of: a, "a")
            try inference.zeroPoint(3, "b_zero", of: b, "b")
            return [Fact(.i32, try MatMul.shape(a, b, &inference))]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let a = try operands.operand(0).less(operands.optional(2))
            let b = try operands.operand(1).less(operands.optional(3))
            return try MatMul().evaluate([a, b], evaluation)
        }

        package func multiplyAccumulates(_ operands: [Fact?], _ results: [Fact]) -> Dimension {
            MatMul().multiplyAccumulates(operands, results)
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            let zeros = operands.dropFirst(2).map { $0.map { $0.shape.map { _ in AxisField.whole } } }
            return MatMul().receptiveFields(Array(operands.prefix(2)), results).map { $0 + zeros }
        }

        package static let examples = [
            OperatorExample(
                "a zero point", MatMulInteger(),
                [.u8([11, 7, 3], [1, 3]), .u8([1, 2, 3], [3, 1]), .u8([12], []), nil],
                gives: [.i32([-38], [1, 1])]),
            OperatorExample(
                "one for each column", MatMulInteger(),
                [.i8([100, -100], [1, 2]), .u8([200, 1, 2, 3], [2, 2]), nil, .u8([0, 1])],
                gives: [.i32([19800, -200], [1, 2])]),
            OperatorExample(
                "nothing between", MatMulInteger(), [.u8([], [1, 0]), .u8([], [0, 1]), nil, nil],
                gives: [.i32([0], [1, 1])]),
            OperatorExample(
                "a zero point of another type", MatMulInteger(),
                [.u8([1], [1, 1]), .u8([1], [1, 1]), .i8([0], []), nil], refusedWith: "element-type-mismatch"),
            OperatorExample(
                "widths", MatMulInteger(), [.u8([1, 2], [1, 2]), .u8([1], [1, 1]), nil, nil],
                refusedWith: "matmul-width-mismatch"),
            OperatorExample(
                "not for floats", MatMulInteger(), [.f32([1], [1, 1]), .u8([1], [1, 1]), nil, nil],
                refusedWith: "element-type-mismatch"),
        ]
    }
}
