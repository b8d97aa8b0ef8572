import Testing
import WeftGraph
import WeftLanguage
import WeftOperators
import WeftTensors
import WeftTestSupport

@Suite("Printed texts")
struct PrintedTextTests {
    private func printed(_ name: String, model: String? = nil) throws -> String {
        Printing.check(try Elaborating.model(Elaborating.zoo(name), model: model))
    }

    @Test("LeNet-5 is one pipeline, a line for each layer with weights")
    func lenet() throws {
        let text = try printed("lenet5")
        let body = """
                logits = image
                    |> conv1: conv(6, 5, pad=2) |> relu |> max_pool(2)
                    |> conv2: conv(16, 5) |> relu |> max_pool(2) |> flatten
                    |> fc1: dense(120) |> relu
                    |> fc2: dense(84) |> relu
                    |> fc3: dense(10)
            }

            """
        #expect(text.hasSuffix(body), "\(text)")
        #expect(text.contains("\nmodel LeNet5(image: f32[N, 1, 28, 28]) -> (logits: f32[N, 10]) {\n"))
        #expect(text.contains("\n    prepare image = picture(scale=1 / 255)\n"))
    }

    @Test("a block of ResNet-18 with its shortcut")
    func resnet() throws {
        let block = """
                y = x
                    |> layer2[0].conv1: conv(128, 3, stride=2, pad=1, bias=false, weight_init=kaiming_normal("fan_out"))
                    |> layer2[0].bn1: batch_norm |> relu
                    |> layer2[0].conv2: conv(128, 3, pad=1, bias=false, weight_init=kaiming_normal("fan_out"))
                    |> layer2[0].bn2: batch_norm
                x = x
                    |> layer2[0].downsample[0]: conv(128, 1, stride=2, bias=false, weight_init=kaiming_normal("fan_out"))
                    |> layer2[0].downsample[1]: batch_norm
                x = relu(y + x)

            """
        let text = try printed("resnet18")
        #expect(text.contains(block), "\(text)")
        #expect(text.hasSuffix("    logits = relu(y + x) |> global_avg_pool |> flatten |> fc: dense(1000)\n}\n"))
    }

    @Test("a cell of the user's comes back as it was written")
    func cell() throws {
        let text = """
            model Sentiment(tokens: i32[N, T] in 0..<20_000, lengths: i32[N] in 1...T) -> (positive: f32[N, 1]) {
                positive = tokens
                    |> words: embedding(20_000, 128)
                    |> memory: scan(MinimalGatedUnit, lengths=lengths) |> last(lengths=lengths)
                    |> score: dense(1) |> sigmoid
            }

            cell MinimalGatedUnit(x: f32[N, 128]) -> (y: f32[N, 256]) {
                state h: f32[N, 256] = 0
                f = concat(x, h) |> gate: dense(256) |> sigmoid
                candidate = concat(x, f * h) |> update: dense(256) |> tanh
                next h = (1 - f) * h + f * candidate
                y = next h
            }

            """
        #expect(Printing.check(try Elaborating.graph(text)) == text)
    }

    @Test("an LSTM is a cell with its parameters, one for all layers of a form")
    func lstm() throws {
        let graph = try Elaborating.graph(
            """
            model Classifier(x: f32[N, T, 64]) -> (scores: f32[N, 5]) {
                scores = x
                    |> first: lstm(64)
                    |> second: lstm(64)
                    |> last |> head: dense(5)
            }
            """)
        let text = Printing.check(graph)
        let cell = """

            cell LstmCell(x: f32[N, 64]) -> (y: f32[N, 64]) {
                state h: f32[N, 64] = 0
                state c: f32[N, 64] = 0
                param weight_ih_l0: f32[256, 64] = uniform(0.125)
                param weight_hh_l0: f32[256, 64] = uniform(0.125)
                param bias_ih_l0: f32[256] = uniform(0.125)
                param bias_hh_l0: f32[256] = uniform(0.125)
                (x1, x2, x3, x4) = split(op.dense(x, weight_ih_l0) + op.dense(h, weight_hh_l0) + bias_ih_l0 + bias_hh_l0, 4)
                next c = sigmoid(x2) * c + sigmoid(x1) * tanh(x3)
                next h = sigmoid(x4) * tanh(next c)
                y = next h
            }

            """
        #expect(text.hasSuffix(cell), "\(text)")
        #expect(text.contains("first: scan(LstmCell)") && text.contains("second: scan(LstmCell)"))
    }

    @Test("a decoder takes what is fixed in its cell's parentheses, and stops")
    func decoder() throws {
        let text = try printed("seq2seq_attention", model: "Translate")
        #expect(text.contains("= decoder: unroll(FeedBack(keys=keys, lengths=lengths, memory=memory,"), "\(text)")
        #expect(text.contains("\n    stop when next previous == 2\n"))
        #expect(text.contains("\n    state attended: f32[N, 256]\n"))
    }

    @Test("weights without a layer, odd names and shared ones are parameters with names in quotes")
    func oddNames() throws {
        var builder = GraphBuilder(name: "main graph")
        let x = builder.addInput("data:0", Fact(.f32, [Dimension(Symbol("batch-size")), 3, 8, 8]))
        let weight = builder.addParameter(
            "onnx::Conv_123", TensorType(.f32, [4, 3, 1, 1]), isTrained: true, initializer: .constant(0), origin: .none)
        let y = try builder.add(Op.Conv(), [x, weight])
        builder.addOutput("out/Relu", try builder.add(Op.Relu(), [try builder.add(Op.Conv(), [x, weight])[0]])[0])
        builder.addOutput("in", y[0])
        let text = """
            model main_graph(data_0 "data:0": f32[batch_size, 3, 8, 8], batch_size "batch-size": size)
                -> (out_Relu "out/Relu": f32[batch_size, 4, 8, 8], in1 "in": f32[batch_size, 4, 8, 8])
            {
                param onnx_Conv_123 "onnx::Conv_123": f32[4, 3, 1, 1] = 0
                in1 = op.conv(data_0, onnx_Conv_123)
                out_Relu = relu(op.conv(data_0, onnx_Conv_123))
            }

            """
        #expect(Printing.check(builder.graph) == text)
    }

    @Test("constants of every element type keep every bit", arguments: ElementType.allCases)
    func constants(type: ElementType) throws {
        for count in [0, 1, 3, 17, 400] {
            var bytes = (0..<(type.byteCount(of: count) ?? 0)).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 91) }
            if type == .bool { bytes = bytes.map { $0 % 2 } }
            if type.bits * count % 8 > 0, let last = bytes.popLast() {
                bytes.append(last & ((1 << (type.bits * count % 8)) - 1))
            }
            let tensor = try #require(Tensor(type, shape: [count], bytes: bytes))
            var builder = GraphBuilder(name: "Constants")
            builder.addOutput("y", try builder.add(Op.Constant(tensor), [])[0])
            Printing.check(builder.graph)
        }
    }

    @Test("a chain of ten thousand layers and ten thousand names are printed in linear time", arguments: [false, true])
    func large(named: Bool) throws {
        func time(_ count: Int) throws -> Duration {
            var builder = GraphBuilder(name: "Long")
            let x = builder.addInput("x", Fact(.f32, [Dimension(Symbol("N")), 4]))
            var y = x
            for index in 0..<count {
                let weight = builder.addParameter(
                    "layers.\(index).weight", TensorType(.f32, [4, 4]), isTrained: true,
                    initializer: .kaimingUniform(a: 5.0.squareRoot()), origin: .none)
                y = try builder.add(Op.Dense(), [y, weight])[0]
                if named { y = try builder.add(Op.Add(), [y, x])[0] }
            }
            builder.addOutput("y", y)
            let graph = builder.graph
            return threadTime { _ = GraphPrinter.text(of: graph) }
        }
        // A quadratic printer takes sixteen times as long.
        let short = try time(2_500)
        #expect(try time(10_000) < short * 10)
    }
}
