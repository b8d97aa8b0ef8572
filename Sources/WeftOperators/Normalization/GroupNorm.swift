package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// Mean and variance are taken over each group of channels (axis 1) and all of space, for each row (Wu and He 2018):
    /// (x − mean) / √(variance + eps) · weight + bias, weight and bias for each channel. ONNX `GroupNormalization`.
    package struct GroupNorm: Operator {
        package var groups: Int = 1
        package var eps: Double = 1e-5

        package static let signature = Signature(
            "group_norm",
            [.required("x"), .weight("weight", optional: true), .weight("bias", optional: true)])
        package static let attributes: [AttributeField<GroupNorm>] = [
            AttributeField("groups", \.groups), AttributeField("eps", \.eps),
        ]

        package init() {}

        package init(groups: Int, eps: Double = 1e-5) {
            self.groups = groups
            self.eps = eps
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .float)
            try x.requireRank(2..., "x", "[N, C, ...]")
            try inference.checkEpsilon(eps)
            guard groups >= 1 else {
                throw Diagnostic("bad-attribute", "there must be at least 1 group, not \(groups)")
            }
            _ = try inference.exactQuotient(
                x.shape[1], by: Dimension(groups), "channels are a multiple of the groups"
            ) {
                Diagnostic(
                    "channel-mismatch", "the \(x.shape[1]) channels of x do not make \(groups) equal groups",
                    labels: [x.label("x")])
            }
            try inference.channelParameter(1, "weight", x)
            try inference.channelParameter(2, "bias", x)
            return [Fact(x.type)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let split = AxisSplit(x.shape, 1)
            var values = x.reals
            if !values.isEmpty { normalize(&values, runs: split.size / groups * split.inner, eps: eps) }
            scale(&values, by: operands.optional(1)?.reals, adding: operands.optional(2)?.reals, each: split.inner)
            return [PlainTensor(rounding: values, x.elementType, shape: x.shape)]
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            let fields = (operands.first ?? nil)?.ownFields { $0 == 0 ? nil : $0 == 1 ? .features : .whole }
            return receptiveFields(operands, results, first: fields)
        }

        package static let examples = [
            OperatorExample(
                "two groups", GroupNorm(groups: 2, eps: 0),
                [.f32([1, 3, 5, 9], [1, 4, 1]), .f32([1, 1, 2, 2]), .f32([0, 0, 0, 1])],
                gives: [.f32([-1, 1, -2, 3], [1, 4, 1])]),
            OperatorExample(
                "one group", GroupNorm(groups: 1, eps: 0), [.f32([1, 3], [1, 2]), nil, nil],
                gives: [.f32([-1, 1], [1, 2])]),
            OperatorExample(
                "groups that do not come out", GroupNorm(groups: 2), [.f32([1, 2, 3], [1, 3]), nil, nil],
                refusedWith: "channel-mismatch"),
        ]
    }
}
