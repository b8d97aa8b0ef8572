import Testing
import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// A case with what PyTorch gave for it.
struct TorchCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let operation: any Operator
    let operands: [PlainTensor?]
    let results: [PlainTensor]

    init(_ name: String, _ operation: any Operator, _ operands: [PlainTensor?], gives results: [PlainTensor]) {
        testDescription = name
        self.operation = operation
        self.operands = operands
        self.results = results
    }

    /// A step of torch.nn.LSTM: gates i, f, g, o; states h and c; the result is h.
    static let lstm: Graph = {
        do throws(Diagnostic) {
            return try graph { builder throws(Diagnostic) in
                let state = Fact(.f32, [size("N"), size("H")])
                let h = builder.addInput("h", state)
                let c = builder.addInput("c", state)
                let x = builder.addInput("x", Fact(.f32, [size("N"), size("D")]))
                let wide = size("H") * 4
                let input = builder.addInput("w_ih", Fact(.f32, [wide, size("D")]))
                let recurrent = builder.addInput("w_hh", Fact(.f32, [wide, size("H")]))
                let first = builder.addInput("b_ih", Fact(.f32, [wide]))
                let second = builder.addInput("b_hh", Fact(.f32, [wide]))
                let driven = try builder.add(Op.Dense(), [x, input, first])[0]
                let fed = try builder.add(Op.Dense(), [h, recurrent, second])[0]
                let gates = try builder.add(Op.Add(), [driven, fed])[0]
                let parts = try builder.add(Op.Split(parts: 4), [gates])
                let i = try builder.add(Op.Sigmoid(), [parts[0]])[0]
                let f = try builder.add(Op.Sigmoid(), [parts[1]])[0]
                let g = try builder.add(Op.Tanh(), [parts[2]])[0]
                let o = try builder.add(Op.Sigmoid(), [parts[3]])[0]
                let kept = try builder.add(Op.Multiply(), [f, c])[0]
                let added = try builder.add(Op.Multiply(), [i, g])[0]
                let cell = try builder.add(Op.Add(), [kept, added])[0]
                let squashed = try builder.add(Op.Tanh(), [cell])[0]
                let next = try builder.add(Op.Multiply(), [o, squashed])[0]
                builder.addOutput("h", next)
                builder.addOutput("c", cell)
                builder.addOutput("y", next)
            }
        } catch {
            return Graph(name: error.code)
        }
    }()
}

@Suite("Operators against PyTorch")
struct TorchTests {
    @Test("The recorded numbers", arguments: TorchCase.all)
    func agrees(_ torch: TorchCase) throws {
        let results = try torch.operation.run(torch.operands)
        #expect(results.count == torch.results.count)
        for (result, expected) in zip(results, torch.results) {
            // Everything between the steps of a scan is rounded to f32, and so are the recorded numbers.
            #expect(distance(result, expected) < 2e-6)
        }
    }
}
