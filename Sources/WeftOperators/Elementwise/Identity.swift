package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The tensor itself. ONNX `Identity`.
    package struct Identity: Operator {
        package static let signature = Signature(
            "identity", [.required("x")], traits: [.elementwise, .movesDataOnly, .sharesMemory])

        package init() {}

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            [try inference.operand(0, "x", .any)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            [try operands.operand(0)]
        }

        package static let examples = [
            OperatorExample("floats", Identity(), [.f32([1, 2])], gives: [.f32([1, 2])]),
            OperatorExample("truth values of rank 0", Identity(), [.bools([true], [])], gives: [.bools([true], [])]),
            OperatorExample("no operand", Identity(), [nil], refusedWith: "missing-operand"),
        ]
    }
}
