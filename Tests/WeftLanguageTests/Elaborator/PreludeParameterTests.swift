import Testing

@Suite("Names and shapes of the prelude's parameters")
struct PreludeParameterTests {
    struct Layer: Sendable, CustomTestStringConvertible {
        let call: String
        let input: String
        /// What `torch.nn` calls them, in its order.
        let parameters: [String]
        var testDescription: String { call }

        init(_ call: String, on input: String, _ parameters: [String]) {
            self.call = call
            self.input = input
            self.parameters = parameters
        }
    }

    static let layers = [
        Layer("conv(8, 3)", on: "f32[N, 3, H, W]", ["weight: f32[8, 3, 3, 3]", "bias: f32[8]"]),
        Layer("conv(8, [3, 5], groups=2, bias=false)", on: "f32[N, 4, H, W]", ["weight: f32[8, 2, 3, 5]"]),
        Layer("conv(8, 3)", on: "f32[N, 3, T]", ["weight: f32[8, 3, 3]", "bias: f32[8]"]),
        Layer("conv(8, 3)", on: "f32[N, 3, D, H, W]", ["weight: f32[8, 3, 3, 3, 3]", "bias: f32[8]"]),
        Layer("conv_transpose(8, 2, stride=2)", on: "f32[N, 3, H, W]", ["weight: f32[3, 8, 2, 2]", "bias: f32[8]"]),
        Layer(
            "conv_transpose(8, 2, groups=4)", on: "f32[N, 4, H, W]", ["weight: f32[4, 2, 2, 2]", "bias: f32[8]"]),
        Layer("dense(10)", on: "f32[N, T, 5]", ["weight: f32[10, 5]", "bias: f32[10]"]),
        Layer("dense(10, bias=false)", on: "f32[N, 5]", ["weight: f32[10, 5]"]),
        Layer("embedding(100, 16)", on: "i32[N, T]", ["weight: f32[100, 16]"]),
        Layer(
            "batch_norm", on: "f32[N, 6, H, W]",
            [
                "weight: f32[6]", "bias: f32[6]", "(running_mean: f32[6])", "(running_var: f32[6])",
                "(num_batches_tracked: i64[])",
            ]),
        Layer(
            "batch_norm(affine=false)", on: "f32[N, 6]",
            ["(running_mean: f32[6])", "(running_var: f32[6])", "(num_batches_tracked: i64[])"]),
        Layer("layer_norm", on: "f32[N, T, 8]", ["weight: f32[8]", "bias: f32[8]"]),
        Layer("layer_norm(2)", on: "f32[N, 4, 8]", ["weight: f32[4, 8]", "bias: f32[4, 8]"]),
        Layer("group_norm(2)", on: "f32[N, 6, H, W]", ["weight: f32[6]", "bias: f32[6]"]),
        Layer("instance_norm", on: "f32[N, 6, H, W]", []),
        Layer("instance_norm(affine=true)", on: "f32[N, 6, H, W]", ["weight: f32[6]", "bias: f32[6]"]),
        Layer("prelu", on: "f32[N, 6, H, W]", ["weight: f32[1]"]),
        Layer("prelu(shared=false)", on: "f32[N, 6, H, W]", ["weight: f32[6]"]),
        Layer(
            "lstm(4)", on: "f32[N, T, 3]",
            [
                "weight_ih_l0: f32[16, 3]", "weight_hh_l0: f32[16, 4]", "bias_ih_l0: f32[16]", "bias_hh_l0: f32[16]",
            ]),
        Layer(
            "lstm(4, layers=2, bidirectional=true, bias=false)", on: "f32[N, T, 3]",
            [
                "weight_ih_l0: f32[16, 3]", "weight_hh_l0: f32[16, 4]", "weight_ih_l0_reverse: f32[16, 3]",
                "weight_hh_l0_reverse: f32[16, 4]", "weight_ih_l1: f32[16, 8]", "weight_hh_l1: f32[16, 4]",
                "weight_ih_l1_reverse: f32[16, 8]", "weight_hh_l1_reverse: f32[16, 4]",
            ]),
        Layer(
            "gru(4)", on: "f32[N, T, 3]",
            [
                "weight_ih_l0: f32[12, 3]", "weight_hh_l0: f32[12, 4]", "bias_ih_l0: f32[12]", "bias_hh_l0: f32[12]",
            ]),
        Layer(
            "rnn(4, layers=2)", on: "f32[N, T, 3]",
            [
                "weight_ih_l0: f32[4, 3]", "weight_hh_l0: f32[4, 4]", "bias_ih_l0: f32[4]", "bias_hh_l0: f32[4]",
                "weight_ih_l1: f32[4, 4]", "weight_hh_l1: f32[4, 4]", "bias_ih_l1: f32[4]", "bias_hh_l1: f32[4]",
            ]),
        Layer(
            "scan(lstm_cell(4))", on: "f32[N, T, 3]",
            ["weight_ih: f32[16, 3]", "weight_hh: f32[16, 4]", "bias_ih: f32[16]", "bias_hh: f32[16]"]),
        Layer(
            "scan(gru_cell(4, bias=false, reset=\"before\"))", on: "f32[N, T, 3]",
            ["weight_ih: f32[12, 3]", "weight_hh: f32[12, 4]"]),
        Layer(
            "bidirectional(rnn_cell(4, bias=false), gru_cell(2, bias=false))", on: "f32[N, T, 3]",
            [
                "forward.weight_ih: f32[4, 3]", "forward.weight_hh: f32[4, 4]", "backward.weight_ih: f32[6, 3]",
                "backward.weight_hh: f32[6, 2]",
            ]),
        Layer("each(dense(2))", on: "f32[N, T, 3]", ["weight: f32[2, 3]", "bias: f32[2]"]),
    ]

    @Test("are torch's", arguments: layers)
    func names(layer: Layer) throws {
        let graph = try Elaborating.graph("model Net(x: \(layer.input)) -> (y) {\n    y = x |> a: \(layer.call)\n}")
        #expect(graph.parameterTexts == layer.parameters.map { $0.prefix("a.") })
    }
}

extension String {
    /// The name with a scope before it, within the parentheses of a buffer.
    fileprivate func prefix(_ scope: String) -> String {
        hasPrefix("(") ? "(\(scope)\(dropFirst())" : scope + self
    }
}
