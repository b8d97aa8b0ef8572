package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// Mean and variance are taken over the last `axes` axes, for each place of the others (Ba et al. 2016):
    /// (x − mean) / √(variance + eps) · weight + bias. ONNX `LayerNormalization`.
    ///
    /// `weight` and `bias` have the sizes of the axes that are normalised.
    package struct LayerNorm: Operator {
        package var axes: Int = 1
        package var eps: Double = 1e-5

        package static let signature = Signature(
            "layer_norm",
            [.required("x"), .weight("weight", optional: true), .weight("bias", optional: true)])
        package static let attributes: [AttributeField<LayerNorm>] = [
            AttributeField("axes", \.axes), AttributeField("eps", \.eps),
        ]

        package init() {}

        package init(axes: Int = 1, eps: Double = 1e-5) {
            self.axes = axes
            self.eps = eps
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .float)
            try inference.checkEpsilon(eps)
            guard axes >= 1, axes <= x.rank else {
                throw Diagnostic(
                    "bad-attribute", "layer_norm over the last \(axes) axes needs as many: x has \(x.rank)",
                    labels: [x.label("x")])
            }
            for (index, name) in [(1, "weight"), (2, "bias")] where inference.optional(index) != nil {
                let parameter = try inference.operand(index, name, .float)
                try parameter.requireSameElementType(as: x, name, "x")
                try parameter.requireRank(axes...axes, name, "the last \(axes) axes of x")
                for (size, expected) in zip(parameter.shape, x.shape.suffix(axes)) {
                    try inference.requireSize(
                        size, expected, "\(name) must have the sizes of the axes that are normalised",
                        code: "norm-mismatch", labels: [x.label("x"), parameter.label(name)])
                }
            }
            return [Fact(x.type)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            var values = x.reals
            normalize(&values, runs: Array(x.shape.suffix(axes)).elementCount ?? 0, eps: eps)
            scale(&values, by: operands.optional(1)?.reals, adding: operands.optional(2)?.reals, each: 1)
            return [PlainTensor(rounding: values, x.elementType, shape: x.shape)]
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            let x = operands.first ?? nil
            return receptiveFields(
                operands, results, first: x?.ownFields { $0 < (x?.rank ?? 0) - axes ? nil : .features })
        }

        package static let examples = [
            OperatorExample(
                "rows", LayerNorm(eps: 0), [.f32([1, 3, 2, 6], [2, 2]), .f32([1, 2]), .f32([0, 10])],
                gives: [.f32([-1, 12, -1, 12], [2, 2])]),
            OperatorExample(
                "two axes, no weight", LayerNorm(axes: 2, eps: 0), [.f32([1, 3], [1, 2]), nil, nil],
                gives: [.f32([-1, 1], [1, 2])]),
            OperatorExample(
                "a weight of another size", LayerNorm(), [.f32([1, 2]), .f32([1, 2, 3]), nil],
                refusedWith: "norm-mismatch"),
            OperatorExample(
                "more axes than there are", LayerNorm(axes: 2), [.f32([1, 2]), nil, nil],
                refusedWith: "bad-attribute"),
        ]
    }
}
