package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The opposite of each truth value. ONNX `Not`.
    package struct Not: Operator {
        package static let signature = Signature.unary("not")

        package init() {}

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .bool)
            return [Fact(following: x.contents?.map { 1 - $0 }, .bool, x.shape)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            return [PlainTensor(wrapping: x.integers.map { $0 == 0 ? 1 : 0 }, .bool, shape: x.shape)]
        }

        package static let examples = [
            OperatorExample("both values", Not(), [.bools([true, false])], gives: [.bools([false, true])]),
            OperatorExample("not for numbers", Not(), [.f32([1])], refusedWith: "element-type-mismatch"),
        ]
    }
}
