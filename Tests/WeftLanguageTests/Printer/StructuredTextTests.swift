import Testing
import WeftDiagnostics
import WeftGraph
import WeftLanguage
import WeftOperators
import WeftTensors
import WeftTestSupport

@Suite("Texts with blocks and loops")
struct StructuredTextTests {
    private static let modules = """
        model Modules(image: f32[N, 3, 32, 32]) -> (y: f32[N, 10]) {
            x = image |> stem: conv(16, 3, pad=1) |> relu
            x = x |> inception3a: Mixed(8, 16) |> inception3b: Mixed(16, 24) |> reduce1: Reduce
            x = x |> inception4a: Mixed(24, 32) |> inception4b: Mixed(24, 40) |> reduce2: Reduce
            x = x |> inception5a: Mixed(24, 32) |> inception5b: Mixed(32, 48) |> reduce3: Reduce
            y = x |> global_avg_pool |> flatten |> fc: dense(10)
        }

        block Mixed(x: f32[N, C, H, W], a: int, b: int) {
            one = x |> branch1: conv(a, 1) |> relu
            two = x |> branch2[0]: conv(a, 1) |> relu |> branch2[1]: conv(b, 3, pad=1) |> relu
            return concat(one, two, axis=1)
        }

        block Reduce(x: f32[N, C, H, W]) {
            one = x |> branch: conv(C, 3, stride=2, pad=1) |> relu
            return concat(one, max_pool(x, 3, stride=2, pad=1), axis=1)
        }

        """

    /// The text of a graph with its structure, which must give the graph back and be laid out already.
    private func printed(_ text: String) throws -> String {
        Printing.check(try Elaborating.model(text), style: .structured)
    }

    @Test("ResNet-50: stages, and blocks in a loop")
    func resnet() throws {
        let text = Printing.check(try Elaborating.model(Elaborating.zoo("resnet50")), style: .structured)
        #expect(
            text.contains(
                """
                    for (i, width, stride, count) in [[1, 64, 1, 3], [2, 128, 2, 4], [3, 256, 2, 6], [4, 512, 2, 3]] {
                        x1 = x1 |> "layer{i}": Layer(width=width, stride=stride, count=count)
                    }
                """), "\(text)")
        #expect(text.contains("    for i in 1..<count {\n        y1 = y1 |> [i]: LayerBlock(width=width)\n"), "\(text)")
        #expect(text.components(of: "\nblock ") == 3, "\(text)")
    }

    @Test("two kinds of modules, each used in several places")
    func modules() throws {
        let text = try printed(Self.modules)
        #expect(text.contains("\"inception3{name}\": Inception("), "\(text)")
        #expect(text.contains("reduce2.branch: Reduce"), "\(text)")
        #expect(text.components(of: "\nblock ") == 2, "\(text)")
    }

    @Test("where a form of blocks does not do, the others are taken all the same")
    func parts() throws {
        let model = try Elaborating.model(Self.modules)
        let flat = GraphPrinter.text(of: model)
        for (unwanted, kept) in [("block Reduce", "block Inception"), ("block Inception", "block Reduce")] {
            let text = GraphPrinter.structured(model, otherwise: flat) { !$0.contains(unwanted) }
            #expect(text.contains(kept) && !text.contains(unwanted), "\(text)")
            #expect(model.graph.difference(from: try Elaborating.model(text).graph) == nil)
        }
        #expect(GraphPrinter.structured(model, otherwise: flat) { _ in false } == flat)
        let outer = try Elaborating.model(Elaborating.zoo("resnet50"))
        let inner = GraphPrinter.structured(outer, otherwise: GraphPrinter.text(of: outer)) {
            !$0.contains("block Layer(")
        }
        #expect(inner.components(of: "\nblock ") > 0 && !inner.contains("block Layer("), "\(inner)")
        #expect(outer.graph.difference(from: try Elaborating.model(inner).graph) == nil)
    }

    @Test("a chain of layers is a loop without a block")
    func chain() throws {
        let layers = (0..<8).map { "        |> layers[\(2 * $0)]: dense(64) |> relu" }.joined(separator: "\n")
        let text = try printed(
            "model MLP(x: f32[N, 32]) -> (y: f32[N, 10]) {\n    y = x\n        |> first: dense(64) |> relu\n"
                + "\(layers)\n        |> last: dense(10)\n}\n")
        #expect(text.contains("    for i in 0..<8 {\n"), "\(text)")
        #expect(text.contains(" |> layers[2 * i]: dense(64) |> relu\n    }\n"), "\(text)")
        #expect(!text.contains("\nblock "), "\(text)")
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

    @Test("weights that several uses share are given to the block")
    func shared() throws {
        let text = try printed(
            """
            model Shared(x: f32[N, 16]) -> (y: f32[N, 16]) {
                shared core: dense(16)
                for i in 0..<9 {
                    x = x |> "step{i}": Step(core)
                }
                y = x
            }

            block Step(x: f32[N, D], core: block) {
                return x |> before: dense(D) |> relu |> core |> tanh |> after: dense(D)
            }
            """)
        #expect(text.contains("    for i in 0..<9 {\n"), "\(text)")
        #expect(text.components(of: "core.weight") == 1, "\(text)")
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

    @Test("names of parameters that only numbers tell apart stay as they are")
    func numberedNames() throws {
        var builder = GraphBuilder(name: "main_graph")
        var y = builder.addInput("x", Fact(.f32, [Dimension(Symbol("N")), 8, 16, 16]))
        for index in 0..<6 {
            let weight = builder.addParameter(
                "onnx::Conv_\(100 + 3 * index)", TensorType(.f32, [8, 8, 3, 3]), isTrained: true,
                initializer: .kaimingUniform(a: 5.0.squareRoot()), origin: .none)
            let z = try builder.add(Op.Conv(pad: 1), [y, weight])[0]
            y = try builder.add(Op.Add(), [try builder.add(Op.Relu(), [z])[0], y])[0]
            y = try builder.add(Op.Tanh(), [y])[0]
        }
        builder.addOutput("y", y)
        let text = Printing.check(Model(graph: builder.graph), style: .structured)
        #expect(text.contains("    for i in 0..<6 {\n"), "\(text)")
        #expect(text.contains("index=3 * i + 100"), "\(text)")
        #expect(text.contains("\"onnx::Conv_{index}\""), "\(text)")
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

extension String {
    /// How often a text stands in this one.
    fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
