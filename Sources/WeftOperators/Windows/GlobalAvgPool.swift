package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The mean of each plane of `[N, C, spatial…]`; the spatial sizes become 1. ONNX GlobalAveragePool.
    package struct GlobalAvgPool: Operator {
        package init() {}

        package static let signature = Signature("global_avg_pool", [.required("x")])

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            try inference.globalPool(.float)
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let values = x.reals
            let plane = x.shape[2...].reduce(1, *)
            let result = (0..<(x.shape[0] * x.shape[1])).map { index in
                values[(index * plane)..<((index + 1) * plane)].reduce(0, +) / Double(plane)
            }
            return [PlainTensor(rounding: result, x.elementType, shape: x.shape.globallyPooled)]
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            receptiveFields(operands, results, first: operands.globallyPooledFields)
        }

        package static let examples = [
            OperatorExample(
                "planes", GlobalAvgPool(), [.f32([1, 2, 3, 6, -1, 1, 5, 7], [1, 2, 2, 2])],
                gives: [.f32([3, 3], [1, 2, 1, 1])]),
            OperatorExample("no rows", GlobalAvgPool(), [.f32([], [0, 2, 3])], gives: [.f32([], [0, 2, 1])]),
            OperatorExample("rank 2", GlobalAvgPool(), [.f32([1, 2], [1, 2])], refusedWith: "rank-mismatch"),
        ]
    }
}
