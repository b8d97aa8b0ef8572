package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// (x − mean) / √(var + eps) · weight + bias for each channel, axis 1 (Ioffe and Szegedy 2015). ONNX
    /// `BatchNormalization`.
    ///
    /// In inference `mean` and `var` are those saved; in training they are the batch's, and the saved ones move by
    /// `momentum` as torch.nn.BatchNorm's do (ONNX's momentum is 1 minus it).
    package struct BatchNorm: Operator {
        package var eps: Double = 1e-5
        package var momentum: Double = 0.1

        package static let signature = Signature(
            "batch_norm",
            [
                .required("x"), .weight("weight", optional: true), .weight("bias", optional: true), .weight("mean"),
                .weight("var"),
            ], traits: [.dependsOnMode])
        package static let attributes: [AttributeField<BatchNorm>] = [
            AttributeField("eps", \.eps), AttributeField("momentum", \.momentum),
        ]

        package init() {}

        package init(eps: Double, momentum: Double = 0.1) {
            self.eps = eps
            self.momentum = momentum
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .float)
            try x.requireRank(2..., "x", "[N, C, ...]")
            try inference.checkEpsilon(eps)
            try inference.channelParameter(1, "weight", x)
            try inference.channelParameter(2, "bias", x)
            try inference.channelParameter(3, "mean", x, optional: false)
            try inference.channelParameter(4, "var", x, optional: false)
            return [Fact(x.type)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let means = try operands.operand(3).reals
            let variances = try operands.operand(4).reals
            let (weights, biases) = (operands.optional(1)?.reals, operands.optional(2)?.reals)
            let factors = variances.indices.map { (weights?[$0] ?? 1) / (variances[$0] + eps).squareRoot() }
            let inner = AxisSplit(x.shape, 1).inner
            var values = x.reals
            scale(&values, by: nil, adding: means.map { -$0 }, each: inner)
            scale(&values, by: factors, adding: biases, each: inner)
            return [PlainTensor(rounding: values, x.elementType, shape: x.shape)]
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            receptiveFields(operands, results, first: (operands.first ?? nil)?.ownFields())
        }

        package static let examples = [
            OperatorExample(
                "two channels", BatchNorm(eps: 0),
                [.f32([1, 2, 3, 4], [1, 2, 2]), .f32([1, 2]), .f32([0, 1]), .f32([1, 3]), .f32([1, 4])],
                gives: [.f32([0, 1, 1, 2], [1, 2, 2])]),
            OperatorExample(
                "without weight and bias", BatchNorm(eps: 0), [.f32([3], [1, 1]), nil, nil, .f32([1]), .f32([4])],
                gives: [.f32([1], [1, 1])]),
            OperatorExample(
                "a mean too many", BatchNorm(), [.f32([3], [1, 1]), nil, nil, .f32([1, 2]), .f32([4])],
                refusedWith: "channel-mismatch"),
        ]
    }
}
