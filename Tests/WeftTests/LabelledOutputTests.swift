import Testing
import Weft
import WeftGraph
import WeftTensors

@Suite("Outputs with labels read as people read them")
struct LabelledOutputTests {
    private func model(_ outputs: [(String, ElementType, [Dimension])], labels: [String: [String]]) -> Model {
        var graph = Graph(name: "Test")
        for (name, type, shape) in outputs {
            graph.outputs.append(Graph.Output(name, graph.addValue(Fact(type, shape))))
        }
        let n = Dimension(Symbol("N"))
        graph.inputs.append(Graph.Input("x", graph.addValue(Fact(.f32, [n, 4]))))
        var metadata = Metadata()
        metadata.labels = labels.map { .init(output: $0.key, names: $0.value) }
        return Model(graph: graph, metadata: metadata)
    }

    private let n = Dimension(Symbol("N"))

    @Test("the best of real scores, ties by index, NaN last")
    func best() throws {
        let model = model([("logits", .f32, [n, 4])], labels: ["logits": ["a", "b", "c", "d"]])
        let tensor = try #require(Tensor([1, 3, 3, -1, .nan, 0, .infinity, 2], shape: [2, 4]))
        let result = try #require(model.labelledOutputs(["logits": tensor], top: 3).first)
        #expect(result.rows.map(\.indices) == [[0], [1]])
        #expect(
            result.rows[0].meaning
                == .top([
                    .init(label: "b", index: 1, score: 3), .init(label: "c", index: 2, score: 3),
                    .init(label: "a", index: 0, score: 1),
                ]))
        guard case .top(let second) = result.rows[1].meaning else {
            Issue.record("no scores")
            return
        }
        #expect(second.map(\.label) == ["c", "d", "b"])
    }

    @Test("integers are text: joined characters, spaced words, cut at the lengths")
    func text() throws {
        let words = try #require(Tensor([Int32(1), 0, 1, 1, 7, 0], shape: [2, 3]))
        let sizes = try #require(Tensor([Int32(2), 3], shape: [2]))
        let characters = model(
            [("words", .i32, [n, 3]), ("sizes", .i32, [n])], labels: ["words": ["a", "b"]])
        let result = try #require(characters.labelledOutputs(["words": words, "sizes": sizes]).first)
        #expect(result.rows.map(\.meaning) == [.text("ba"), .text("b<7>a")])
        let spaced = model([("words", .i32, [n, 3])], labels: ["words": ["an", "owl"]])
        #expect(
            spaced.labelledOutputs(["words": words]).first?.rows.map(\.meaning)
                == [.text("owl an owl"), .text("owl <7> an")])
    }

    @Test("a rank-1 output along the batch has a label for each row, along a step axis it is one text")
    func ranks() throws {
        let values = try #require(Tensor([Int32(1), 0], shape: [2]))
        let classes = model([("class", .i32, [n])], labels: ["class": ["cat", "dog"]])
        #expect(
            classes.labelledOutputs(["class": values]).first?.rows.map(\.meaning) == [.text("dog"), .text("cat")])
        let text = model([("text", .i32, [2])], labels: ["text": ["x", "y"]])
        #expect(text.labelledOutputs(["text": values]).first?.rows.map(\.meaning) == [.text("yx")])
    }
}
