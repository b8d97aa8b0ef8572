package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// Whether each float is infinite, below 0 and above it, or on one side only. torch.isinf; ONNX `IsInf`.
    package struct IsInf: Operator {
        /// Whether −∞ counts.
        package var negative = true
        /// Whether +∞ counts.
        package var positive = true

        package static let signature = Signature.unary("is_inf")
        package static let attributes: [AttributeField<IsInf>] = [
            AttributeField("negative", \.negative), AttributeField("positive", \.positive),
        ]

        package init() {}

        package init(negative: Bool = true, positive: Bool = true) {
            self.negative = negative
            self.positive = positive
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            [Fact(.bool, try inference.operand(0, "x", .float).shape)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let truths = x.reals.map { value -> Int64 in
                positive && value == .infinity || negative && value == -.infinity ? 1 : 0
            }
            return [PlainTensor(wrapping: truths, .bool, shape: x.shape)]
        }

        package static let examples = [
            OperatorExample(
                "both sides", IsInf(), [.f32([1, .nan, .infinity, -.infinity])],
                gives: [.bools([false, false, true, true])]),
            OperatorExample(
                "above 0 only", IsInf(negative: false), [.f32([.infinity, -.infinity])],
                gives: [.bools([true, false])]),
            OperatorExample("not for integers", IsInf(), [.i32([1])], refusedWith: "element-type-mismatch"),
        ]
    }
}
