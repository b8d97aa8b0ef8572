import Testing
import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// An operation over `[N, 4, H, W]`, with the types of its weights.
struct SymbolicCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let operation: any Operator
    let weights: [[Int]]

    init(_ name: String, _ operation: any Operator, _ weights: [[Int]] = []) {
        testDescription = name
        self.operation = operation
        self.weights = weights
    }

    static let all = [
        SymbolicCase(
            "conv", Op.Conv(stride: [2, 3], pad: .explicit([1, 0, 2, 1]), dilation: [1, 2]), [[6, 4, 3, 2]]),
        SymbolicCase("conv same", Op.Conv(stride: [2], pad: .same), [[6, 4, 3, 5]]),
        SymbolicCase("conv causal", Op.Conv(stride: [3], pad: .causal), [[6, 4, 3, 5]]),
        SymbolicCase(
            "conv_transpose", Op.ConvTranspose(stride: [2, 3], pad: .explicit([1, 0]), outputPad: [1, 2]),
            [[4, 6, 3, 3]]),
        SymbolicCase("conv_transpose same", Op.ConvTranspose(stride: [2], pad: .same), [[4, 6, 3, 3]]),
        SymbolicCase("max_pool", Op.MaxPool(kernel: [3], stride: [2], pad: 1)),
        SymbolicCase("max_pool ceil", Op.MaxPool(kernel: [3, 2], stride: [2, 3], pad: 1, ceil: true)),
        SymbolicCase(
            "avg_pool ceil", Op.AvgPool(kernel: [2], stride: [4, 3], pad: .explicit([0, 1, 1, 0]), ceil: true)),
        SymbolicCase("avg_pool same", Op.AvgPool(kernel: [2], stride: [3], pad: .sameLower)),
        SymbolicCase("adaptive_avg_pool", Op.AdaptiveAvgPool(size: [3, 2])),
        SymbolicCase("global_avg_pool", Op.GlobalAvgPool()),
        SymbolicCase("resize", Op.Resize(scale: [2, 0.75], mode: .linear)),
        SymbolicCase("resize by a third", Op.Resize(scale: [1.0 / 3], mode: .nearest)),
    ]
}

@Suite("Sizes of windows as expressions")
struct SymbolicWindowTests {
    @Test("Expressions and conditions say for every size what known sizes say", arguments: SymbolicCase.all)
    func agrees(_ symbolic: SymbolicCase) throws {
        let weights = symbolic.weights.map { Fact(.f32, $0.map { Dimension($0) }) }
        var free = Inference([Fact(.f32, [size("N"), 4, size("H"), size("W")])] + weights)
        let result = try symbolic.operation.infer(&free)[0]
        for height in 1...9 {
            for width in 1...9 {
                let binding = [Symbol("N"): 2, Symbol("H"): height, Symbol("W"): width]
                var known = Inference([Fact(.f32, [2, 4, Dimension(height), Dimension(width)])] + weights)
                let holds = free.conditions.allSatisfy { $0.holds(binding) == true }
                let refusal = code {
                    let expected = try symbolic.operation.infer(&known)[0]
                    #expect(holds, "the conditions refuse \(height) × \(width)")
                    #expect(known.conditions.isEmpty)
                    let sizes = try #require(result.type.sizes(binding))
                    #expect(sizes == expected.shape.map(\.value))
                    let shapes = [[2, 4, height, width]] + symbolic.weights
                    let zeros = shapes.map { shape in
                        PlainTensor.f32([Double](repeating: 0, count: shape.reduce(1, *)), shape)
                    }
                    #expect(try symbolic.operation.evaluate(zeros, Evaluation())[0].shape == sizes)
                }
                if let refusal {
                    #expect(!holds, "\(height) × \(width) is refused as \(refusal), but the conditions hold")
                }
            }
        }
    }

    @Test("A scale that is no simple fraction has no formula for a free size")
    func scale() {
        var inference = Inference([Fact(.f32, [1, 1, size("T")])])
        #expect(code { _ = try Op.Resize(scale: [0.123_456_789]).infer(&inference) } == "bad-scale")
    }

    @Test("The multiply-accumulates of a convolution")
    func costs() {
        let x = Fact(.f32, [size("N"), 64, 56, 56])
        let weight = Fact(.f32, [128, 64, 3, 3])
        let y = Fact(.f32, [size("N"), 128, 28, 28])
        #expect(Op.Conv(stride: [2], pad: 1).multiplyAccumulates([x, weight, nil], [y]) == size("N") * 57_802_752)
        let back = Op.ConvTranspose(stride: [2]).multiplyAccumulates([y, Fact(.f32, [128, 64, 2, 2])], [x])
        #expect(back == size("N") * 25_690_112)
        #expect(
            Op.Einsum("nsd,ntd->nst").multiplyAccumulates(
                [Fact(.f32, [2, 3, 4]), Fact(.f32, [2, 5, 4])], []) == 120)
    }
}
