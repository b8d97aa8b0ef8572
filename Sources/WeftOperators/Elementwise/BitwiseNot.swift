package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// Every bit of each integer turned round. ONNX `BitwiseNot`.
    package struct BitwiseNot: Operator {
        package static let signature = Signature.unary("bitwise_not")

        package init() {}

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            [Fact(try inference.operand(0, "x", .integer).type)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            return [PlainTensor(wrapping: x.integers.map { ~$0 }, x.elementType, shape: x.shape)]
        }

        package static let examples = [
            OperatorExample("signed", BitwiseNot(), [.i32([0, 5, -1])], gives: [.i32([-1, -6, 0])]),
            OperatorExample("unsigned", BitwiseNot(), [.u8([0, 5])], gives: [.u8([255, 250])]),
            OperatorExample("not for floats", BitwiseNot(), [.f32([1])], refusedWith: "element-type-mismatch"),
        ]
    }
}
