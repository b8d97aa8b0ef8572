import Testing
import WeftDiagnostics
import WeftGraph
import WeftLanguage
import WeftOperators
import WeftTensors
import WeftTestSupport

@Suite("Texts with blocks and loops")
struct StructuredTextTests {
    /// The text of a graph with its structure, which must give the graph back and be laid out already.
    private func printed(_ text: String) throws -> String {
        Printing.check(try Elaborating.model(text), style: .structured)
    }

    @Test("layers of an LSTM with something between them")
    func recurrent() throws {
        let text = try printed(
            """
            model Stack(x: f32[N, T, 32]) -> (y: f32[N, T, 32]) {
                y = x |> rnn0: Layer |> rnn1: Layer |> rnn2: Layer
            }

            block Layer(x: f32[N, T, D]) {
                return x + (x |> memory: lstm(D) |> norm: layer_norm |> mix: dense(D)) |> tanh
            }
            """)
        #expect(text.contains("    for i in 0..<3 {\n"), "\(text)")
        #expect(text.contains("\"rnn{i}\": Rnn"), "\(text)")
    }

    @Test("what does not repeat is printed as it is")
    func flat() throws {
        for name in ["lenet5", "crnn"] {
            let model = try Elaborating.model(Elaborating.zoo(name))
            let text = GraphPrinter.text(of: model, style: .structured)
            if name == "lenet5" { #expect(text == GraphPrinter.text(of: model)) }
            #expect(text.split(separator: "\n").count <= GraphPrinter.text(of: model).split(separator: "\n").count)
        }
    }

    @Test("every model of the zoo comes back from its text with blocks", arguments: Elaborating.zooNames)
    func all(name: String) throws {
        let text = try Elaborating.zoo(name)
        for model in Elaborating.run(text).modelNames {
            Printing.check(try Elaborating.model(text, model: model), style: .structured)
        }
    }

    @Test("structure is found in about linear time")
    func large() throws {
        func time(_ count: Int) throws -> Duration {
            var builder = GraphBuilder(name: "Long")
            var y = builder.addInput("x", Fact(.f32, [Dimension(Symbol("N")), 4]))
            for index in 0..<count {
                let weight = builder.addParameter(
                    "layers.\(index).weight", TensorType(.f32, [4, 4]), isTrained: true,
                    initializer: .kaimingUniform(a: 5.0.squareRoot()), origin: .none)
                y = try builder.add(Op.Dense(), [y, weight])[0]
                if index % 7 != 3 { y = try builder.add(Op.Relu(), [y])[0] }
            }
            builder.addOutput("y", y)
            let graph = builder.graph
            return threadTime { _ = GraphPrinter.text(of: graph, style: .structured) }
        }
        // What is quadratic takes sixteen times as long.
        let short = try time(1_500)
        #expect(try time(6_000) < short * 11)
    }
}
