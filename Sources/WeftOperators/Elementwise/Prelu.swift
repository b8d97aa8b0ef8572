package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// x where x ≥ 0, slope · x elsewhere, with a learned slope (He et al. 2015). torch.nn.PReLU.
    ///
    /// `slope` is `[1]`, or `[C]` for the channels along axis 1. ONNX `PRelu`, whose slope broadcasts to x.
    package struct Prelu: Operator {
        package static let signature = Signature(
            "prelu", [.required("x"), .weight("slope")], traits: [.elementwise])

        package init() {}

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .float)
            let slope = try inference.operand(1, "slope", .float)
            try slope.requireSameElementType(as: x, "slope", "x")
            try slope.requireRank(1...1, "slope", "[C] or [1]")
            if slope.shape[0] != 1 {
                try x.requireRank(2..., "x", "[N, C, ...]")
                try inference.requireSize(
                    slope.shape[0], x.shape[1], "there must be one slope for each channel", code: "channel-mismatch",
                    labels: [x.label("x"), slope.label("slope")],
                    help: "channels are along axis 1; a single slope serves all")
            }
            return [Fact(x.type)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let (x, slope) = (try operands.operand(0), try operands.operand(1))
            var (values, slopes) = (x.reals, slope.reals)
            if slopes.count == 1 {
                let slope = slopes[0]
                for index in values.indices where values[index] < 0 { values[index] *= slope }
            } else {
                slopes =
                    slope.reshaped([slopes.count] + [Int](repeating: 1, count: x.shape.count - 2))
                    .broadcast(to: x.shape).reals
                for index in values.indices where values[index] < 0 { values[index] *= slopes[index] }
            }
            return [PlainTensor(rounding: values, x.elementType, shape: x.shape)]
        }

        package static let examples = [
            OperatorExample(
                "a slope for each channel", Prelu(), [.f32([-1, 2, -3, -4], [1, 2, 2]), .f32([0.5, 0.25])],
                gives: [.f32([-0.5, 2, -0.75, -1], [1, 2, 2])]),
            OperatorExample(
                "one slope, rank 0", Prelu(), [.f32([-2], []), .f32([0.25])], gives: [.f32([-0.5], [])]),
            OperatorExample(
                "too many slopes", Prelu(), [.f32([1, 2], [1, 2]), .f32([1, 2, 3])],
                refusedWith: "channel-mismatch"),
        ]
    }
}
