package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The largest element of each plane of `[N, C, spatial…]`, NaN counting as largest; the spatial sizes become 1.
    /// ONNX GlobalMaxPool.
    package struct GlobalMaxPool: Operator {
        package init() {}

        package static let signature = Signature("global_max_pool", [.required("x")])

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            try inference.globalPool(.number)
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let planes = x.shape[0] * x.shape[1]
            // One window of the size of the plane.
            let pool = MaxPool(kernel: Array(x.shape[2...]))
            if planes == 0 {
                return [x.reshaped(x.shape.globallyPooled)]
            }
            return try pool.evaluate([x], evaluation)
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            receptiveFields(operands, results, first: operands.globallyPooledFields)
        }

        package static let examples = [
            OperatorExample(
                "planes", GlobalMaxPool(), [.f32([1, 2, 3, 6, -1, 1, 5, -7], [1, 2, 2, 2])],
                gives: [.f32([6, 5], [1, 2, 1, 1])]),
            OperatorExample(
                "integers", GlobalMaxPool(), [.i32([-4, -2, -3], [1, 1, 3])], gives: [.i32([-2], [1, 1, 1])]),
            OperatorExample("rank 2", GlobalMaxPool(), [.f32([1, 2], [1, 2])], refusedWith: "rank-mismatch"),
        ]
    }
}
