package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// Whether each float is no number. torch.isnan; ONNX `IsNaN`.
    package struct IsNan: Operator {
        package static let signature = Signature.unary("is_nan")

        package init() {}

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            [Fact(.bool, try inference.operand(0, "x", .float).shape)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            return [PlainTensor(wrapping: x.reals.map { $0.isNaN ? 1 : 0 }, .bool, shape: x.shape)]
        }

        package static let examples = [
            OperatorExample(
                "floats", IsNan(), [.f32([1, .nan, .infinity])], gives: [.bools([false, true, false])]),
            OperatorExample("not for integers", IsNan(), [.i32([1])], refusedWith: "element-type-mismatch"),
        ]
    }
}
