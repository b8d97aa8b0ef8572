import Testing
import WeftDiagnostics
import WeftFormats
import WeftGraph
import WeftOperators
import WeftTensors

func size(_ name: String) -> Dimension { Dimension(Symbol(name)) }

/// Models that are small and have everything that a file can hold.
enum TestModels {
    static let text = "model small(image: f32[N, 1, H, W]) {\n    // übel\n}\n"

    /// A few layers over a picture of free size, with promises, ranges, first values and all kinds of metadata.
    static func picture() throws -> Model {
        let source = SourceFile(name: "small.weft", text: text)
        let range = SourceRange(file: source, start: 0, end: 11)
        var builder = GraphBuilder(name: "small")
        builder.addCondition(
            Condition(
                size("H").remainder(by: 4), .equal, 0, isPromise: true, reason: "it is halved twice", at: range))
        let image = builder.addInput("image", Fact(.f32, [size("N"), 1, size("H"), size("W")]))
        let words = builder.addInput(
            "words", Fact(.i32, [size("N")]), range: Graph.ValueRange(0, size("W") * 2 - 1))
        let weight = builder.addParameter(
            "conv.weight", TensorType(.f32, [2, 1, 3, 3]), isTrained: true, initializer: .kaimingUniform(a: 2.5),
            origin: .source(range))
        let bias = builder.addParameter(
            "conv.bias", TensorType(.f32, [2]), isTrained: false, initializer: .values([0.5, -1]), origin: .none)
        let convolved = try builder.add(
            Op.Conv(stride: [2], pad: .explicit([1])), [image, weight, bias], path: ["stem", "conv"],
            origin: .source(range))[0]
        builder.setName("features", of: convolved)
        let pooled = try builder.add(
            Op.MaxPool(kernel: [2]), [try builder.add(Op.Relu(), [convolved])[0]], path: ["stem"],
            origin: .imported("pool\"1"))[0]
        let shape = try builder.add(
            Op.Constant(try #require(Tensor([Int64(0), -1], shape: [2]))), [])[0]
        let height = try builder.add(Op.Size(size("H").floorDivided(by: 4)), [])[0]
        builder.addOutput("pooled", pooled)
        builder.addOutput("numbers", try builder.add(Op.Add(), [shape, height])[0])
        builder.addOutput("words", try builder.add(Op.Identity(), [words])[0])
        var weights: [String: Tensor] = [:]
        weights["conv.weight"] = Tensor((0..<18).map { Float($0) / 4 }, shape: [2, 1, 3, 3])
        weights["conv.bias"] = Tensor([Float(0.5), -1], shape: [2])
        weights["extra.copy"] = Tensor([Float(0.5), -1], shape: [2, 1])
        return Model(graph: builder.graph, weights: weights, metadata: metadata())
    }

    private static func metadata() -> Metadata {
        var metadata = Metadata()
        metadata.documentation = "A small model.\nIt has two lines."
        metadata.sources = [
            Metadata.Source(name: "small.weft", text: text), Metadata.Source(name: "other.weft", text: ""),
        ]
        metadata.hyperParameters = [
            Metadata.Entry("width", .integer(-3)), Metadata.Entry("rate", .real(0.5)),
            Metadata.Entry("deep", .list([.integer(1), .list([]), .string("x"), .none, .bool(true)])),
        ]
        metadata.preparations = [
            Metadata.Preparation(
                inputs: ["image"], function: "picture", arguments: [Metadata.Entry("scale", .real(1 / 255))]),
            Metadata.Preparation(
                inputs: ["words", "image"], function: "text",
                arguments: [Metadata.Entry("vocabulary", .list([.string("a"), .string("ü")]))]),
        ]
        metadata.labels = [Metadata.Labels(output: "pooled", names: ["cat", "dog"])]
        metadata.about = [Metadata.Entry("author", .string("me")), Metadata.Entry("license", .string("MIT"))]
        return metadata
    }

    /// A recurrence whose body is given a sequence, a state and an invariant.
    static func recurrence() throws -> Model {
        var body = GraphBuilder(name: "cell")
        let state = body.addInput("h", Fact(.f32, [size("N"), 3]))
        let step = body.addInput("x", Fact(.f32, [size("N"), 3]))
        let scale = body.addInput("w", Fact(.f32, [3]))
        let next = try body.add(Op.Add(), [try body.add(Op.Multiply(), [state, scale])[0], step])[0]
        body.addOutput("h", next)
        body.addOutput("y", try body.add(Op.Tanh(), [next])[0])
        var builder = GraphBuilder(name: "recurrent")
        let words = builder.addInput("words", Fact(.f32, [size("N"), size("T"), 3]))
        let lengths = builder.addInput("lengths", Fact(.i32, [size("N")]), range: Graph.ValueRange(1, size("T")))
        let start = try builder.add(Op.Full(.f32, [size("N"), 3], 0), [])[0]
        let weight = builder.addParameter(
            "cell.w", TensorType(.f32, [3]), isTrained: true, initializer: .normal(mean: 0, deviation: 1),
            origin: .none)
        let results = try builder.add(
            Op.Scan(body: body.graph, carried: 1, scanned: 1, hasLengths: true), [start, words, weight, lengths],
            path: ["cell"])
        builder.addOutput("all", results[0])
        builder.addOutput("last", results[1])
        return Model(graph: builder.graph, weights: ["cell.w": try #require(Tensor([Float(1), 2, 3], shape: [3]))])
    }

    /// An operator of another time with an attribute of every kind.
    static func unknown() throws -> Model {
        var inner = GraphBuilder(name: "inner")
        inner.addOutput("y", try inner.add(Op.Relu(), [inner.addInput("x", Fact(.f32, []))])[0])
        let sizes: [Dimension] = [
            .minimum(size("H"), 7), .maximum(size("H") * size("W"), size("W") + 3),
            size("H").floorDivided(by: size("W")), size("H") * -3 + size("W") * size("W") * 2 - 5, 0,
            Dimension(Int.min), Dimension(Int.max), size("H").ceilDivided(by: 2) * size("W"),
        ]
        let attributes: [(name: String, value: Attribute)] = [
            ("a", .integer(.min)), ("b", .real(-0.0)), ("c", .bool(false)), ("d", .string("ü\n")),
            ("e", .elementType(.f4e2m1)), ("f", .dimension(sizes[3])),
            ("g", .tensor(try #require(Tensor(.u4, shape: [3], bytes: [0x21, 0x03])))),
            ("h", .graph(inner.graph)), ("i", .integers([.max, 0, -1])), ("j", .reals([.nan, .infinity])),
            ("k", .bools([true, false])), ("l", .strings(["", "x"])), ("m", .elementTypes([.bool, .bf16])),
            ("n", .dimensions(sizes)), ("o", .graphs([inner.graph, inner.graph])), ("p", .integers([])),
            ("q", .strings([])), ("r", .graphs([])),
        ]
        var graph = Graph(name: "unknown")
        let x = graph.addValue(Fact(.f32, [size("H"), size("W")]), name: "x")
        let types = [TensorType(.f32, [size("H")]), TensorType(.i64, [2])]
        let first = graph.addValue(Fact(types[0]))
        let second = graph.addValue(Fact(types[1]))
        graph.inputs = [Graph.Input("x", x)]
        graph.nodes = [
            Graph.Node(
                Op.Unknown("mystery", attributes: attributes, resultTypes: types), [nil, x, nil], [first, second],
                path: [], origin: .none)
        ]
        graph.outputs = [Graph.Output("y", first), Graph.Output("again", first)]
        return Model(graph: graph, weights: ["constant.0": try #require(Tensor([Float(9)], shape: []))])
    }
}

/// Whether two models are the same in everything that a file keeps.
func expectSame(
    _ left: Model, _ right: Model, sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(left.graph.isEquivalent(to: right.graph), sourceLocation: sourceLocation)
    #expect(left.graph.name == right.graph.name, sourceLocation: sourceLocation)
    #expect(left.weights == right.weights, sourceLocation: sourceLocation)
    var metadata = right.metadata
    metadata.producer = left.metadata.producer
    #expect(left.metadata == metadata, sourceLocation: sourceLocation)
    #expect(left.graph.values.map(\.name) == right.graph.values.map(\.name), sourceLocation: sourceLocation)
    #expect(left.graph.nodes.map(\.path) == right.graph.nodes.map(\.path), sourceLocation: sourceLocation)
    #expect(
        left.graph.nodes.map { "\($0.origin.text)" } == right.graph.nodes.map { "\($0.origin.text)" },
        sourceLocation: sourceLocation)
    #expect(
        left.graph.conditions.map { "\($0) \($0.reason) \($0.range?.text ?? "")" }
            == right.graph.conditions.map { "\($0) \($0.reason) \($0.range?.text ?? "")" },
        sourceLocation: sourceLocation)
}

extension Graph.Origin {
    /// The origin as a text that can be compared.
    var text: String {
        switch self {
        case .none: "none"
        case .imported(let name): "node \(name)"
        case .source(let range): "\(range.file.name) \(range.start) \(range.end) \(range.text)"
        }
    }
}
