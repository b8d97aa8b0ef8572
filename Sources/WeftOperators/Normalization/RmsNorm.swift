package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// x / √(mean of squares + eps) · weight over the last `axes` axes, for each place of the others (Zhang and Sennrich
    /// 2019). torch.nn.RMSNorm; ONNX `RMSNormalization`.
    ///
    /// `weight` has the sizes of the axes that are normalised.
    package struct RmsNorm: Operator {
        package var axes: Int = 1
        package var eps: Double = 1e-5

        package static let signature = Signature(
            "rms_norm", [.required("x"), .weight("weight", optional: true)])
        package static let attributes: [AttributeField<RmsNorm>] = [
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
            try inference.checkLastAxes(axes, of: x, "rms_norm", parameters: [(1, "weight")])
            return [Fact(x.type)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            var values = x.reals
            let length = Array(x.shape.suffix(axes)).elementCount ?? 0
            if length > 0 {
                for start in stride(from: 0, to: values.count, by: length) {
                    let run = start..<(start + length)
                    var squares = 0.0
                    for index in run { squares += values[index] * values[index] }
                    let scale = 1 / (squares / Double(length) + eps).squareRoot()
                    for index in run { values[index] *= scale }
                }
            }
            scale(&values, by: operands.optional(1)?.reals, adding: nil, each: 1)
            return [PlainTensor(rounding: values, x.elementType, shape: x.shape)]
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            let x = operands.first ?? nil
            return receptiveFields(
                operands, results, first: x?.ownFields { $0 < (x?.rank ?? 0) - axes ? nil : .features })
        }

        package static let examples = [
            OperatorExample(
                "rows", RmsNorm(eps: 0), [.f32([1, 7, 0, 2], [2, 2]), .f32([5, 10])],
                gives: [.f32([1, 14, 0, 14.1421356], [2, 2])]),
            OperatorExample(
                "two axes, no weight", RmsNorm(axes: 2, eps: 0), [.f32([1, -1, 1, -1], [1, 2, 2]), nil],
                gives: [.f32([1, -1, 1, -1], [1, 2, 2])]),
            OperatorExample(
                "a weight of another size", RmsNorm(), [.f32([1, 2]), .f32([1, 2, 3])], refusedWith: "norm-mismatch"),
            OperatorExample(
                "more axes than there are", RmsNorm(axes: 2), [.f32([1, 2]), nil], refusedWith: "bad-attribute"),
        ]
    }
}
