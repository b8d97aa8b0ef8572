import Testing
import Weft
import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftTensors

@Suite("Texts become tokens as the model declares")
struct TextPreparationTests {
    private func model(_ arguments: [Metadata.Entry], lengths: Bool = false, length: Dimension? = nil) -> Model {
        var graph = Graph(name: "Test")
        let n = Dimension(Symbol("N"))
        let tokens = graph.addValue(Fact(.i32, [n, length ?? Dimension(Symbol("T"))]))
        graph.inputs.append(Graph.Input("tokens", tokens))
        if lengths { graph.inputs.append(Graph.Input("lengths", graph.addValue(Fact(.i64, [n])))) }
        var metadata = Metadata()
        let inputs = lengths ? ["tokens", "lengths"] : ["tokens"]
        metadata.preparations = [.init(inputs: inputs, function: "text", arguments: arguments)]
        return Model(graph: graph, metadata: metadata)
    }

    private func prepare(_ model: Model, _ texts: String...) throws(Diagnostic) -> [String: Tensor] {
        let files = texts.enumerated().map { FileContents(name: "\($0).txt", bytes: Array($1.utf8)) }
        return try model.prepare(model.metadata.preparations[0], from: files)
    }

    private func tokens(_ model: Model, _ text: String) throws(Diagnostic) -> [Int64] {
        try prepare(model, text)["tokens"].map { PlainTensor($0).integers } ?? []
    }

    private func vocabulary(_ words: String...) -> Metadata.Entry {
        .init("vocabulary", .list(words.map { .string($0) }))
    }

    @Test("words are runs of letters and digits, and every other sign")
    func words() throws {
        let words = vocabulary("<pad>", "<unk>", "the", "don't", ".", "élan", "2", "(", "“")
        let model = model([words, .init("unknown", .integer(1)), .init("lower", .bool(true))])
        #expect(try tokens(model, "The don't. Élan2  (“the\n") == [2, 3, 4, 1, 7, 8, 2])
    }

    @Test("characters are Unicode scalars, with marks of start and end")
    func chars() throws {
        let model = model([
            .init("split", .string("chars")), vocabulary("a", "b", "\n", "é", "^", "$"), .init("start", .string("^")),
            .init("end", .integer(5)),
        ])
        #expect(try tokens(model, "ab\né") == [4, 0, 1, 2, 3, 5])
    }

    @Test("bytes need no vocabulary")
    func bytes() throws {
        #expect(try tokens(model([.init("split", .string("bytes"))]), "aé") == [97, 0xC3, 0xA9])
    }

    @Test("a character that the vocabulary lacks is an error with its place")
    func unknown() throws {
        let model = model([.init("split", .string("chars")), vocabulary("a", "\n")])
        let error = #expect(throws: Diagnostic.self) { try tokens(model, "aa\naéa") }
        #expect(error?.code == "unknown-token")
        #expect(error?.message.contains("'é'") == true)
        #expect(error?.range.map { $0.file.position(of: $0.start) }.map { $0 == (2, 2) } == true)
    }

    @Test("several texts are padded, and their lengths given")
    func batches() throws {
        let bytes = Metadata.Entry("split", .string("bytes"))
        let both = try prepare(model([bytes], lengths: true), "abc", "d")
        #expect(
            both["tokens"].map { PlainTensor($0) }
                == PlainTensor(wrapping: [97, 98, 99, 100, 0, 0], .i32, shape: [2, 3]))
        #expect(both["lengths"].map { PlainTensor($0) } == PlainTensor(wrapping: [3, 1], .i64, shape: [2]))
        #expect(throws: Diagnostic.self) { try prepare(model([bytes]), "abc", "d") }
        let fixed = try prepare(model([bytes], lengths: true, length: 4), "ab")
        #expect(fixed["tokens"].map { PlainTensor($0).integers } == [97, 98, 0, 0])
        let long = #expect(throws: Diagnostic.self) { try prepare(model([bytes], lengths: true, length: 1), "ab") }
        #expect(long?.code == "text-length")
    }

    @Test("an empty text, bytes that are no UTF-8, and a missing vocabulary are refused")
    func refused() throws {
        let bytes = model([.init("split", .string("bytes"))])
        #expect(#expect(throws: Diagnostic.self) { try tokens(bytes, "") }?.code == "empty-text")
        #expect(#expect(throws: Diagnostic.self) { try tokens(model([]), "a") }?.code == "bad-argument")
        let file = FileContents(name: "x", bytes: [0x61, 0xFF])
        let error = #expect(throws: Diagnostic.self) {
            try model([vocabulary("a")]).prepare(model([vocabulary("a")]).metadata.preparations[0], from: [file])
        }
        #expect(error?.code == "invalid-utf8")
    }
}
