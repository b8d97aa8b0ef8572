package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// Mean and variance are taken over space, for each row and channel (Ulyanov et al. 2016):
    /// (x − mean) / √(variance + eps) · weight + bias. ONNX `InstanceNormalization`.
    package struct InstanceNorm: Operator {
        package var eps: Double = 1e-5

        package static let signature = Signature(
            "instance_norm",
            [.required("x"), .weight("weight", optional: true), .weight("bias", optional: true)])
        package static let attributes: [AttributeField<InstanceNorm>] = [AttributeField("eps", \.eps)]

        package init() {}

        package init(eps: Double) {
            self.eps = eps
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .float)
            try x.requireRank(3..., "x", "[N, C, space...]")
            try inference.checkEpsilon(eps)
            try inference.channelParameter(1, "weight", x)
            try inference.channelParameter(2, "bias", x)
            return [Fact(x.type)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            // One group for each channel.
            let channels = try operands.operand(0).shape[1]
            return try GroupNorm(groups: channels, eps: eps).evaluate(operands, evaluation)
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            receptiveFields(operands, results, first: (operands.first ?? nil)?.ownFields { $0 < 2 ? nil : .whole })
        }

        package static let examples = [
            OperatorExample(
                "two channels", InstanceNorm(eps: 0),
                [.f32([1, 3, 5, 9], [1, 2, 2]), .f32([1, 2]), .f32([0, 1])],
                gives: [.f32([-1, 1, -1, 3], [1, 2, 2])]),
            OperatorExample(
                "no rows", InstanceNorm(), [.f32([], [0, 2, 2]), nil, nil], gives: [.f32([], [0, 2, 2])]),
            OperatorExample(
                "no space", InstanceNorm(), [.f32([1], [1, 1]), nil, nil], refusedWith: "rank-mismatch"),
        ]
    }
}
