import Testing
import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftGraph
import WeftOperators
import WeftTensors

/// Values of ONNX files that are no tensors of numbers.
@Suite struct ONNXValueTests {
    /// A file that compares strings with each other or with known ones.
    private func comparison(_ fill: (inout ONNXAssembly) -> Void) throws -> ONNXImport {
        var file = ONNXAssembly(opset: 19)
        file.input("x", [2], type: 8)
        fill(&file)
        file.output("y", [2], type: 9)
        return try ONNXFile(file.contents()).model()
    }

    /// Strings as a recorded tensor of a file holds them.
    private func text(_ strings: [String]) throws -> PlainTensor {
        var message = ProtobufMessage(.onnxTensor)
        message.set("data_type", 8)
        message.set("dims", [strings.count])
        message.set("string_data", ProtobufValue.byteStrings(strings.map { Array($0.utf8) }))
        return PlainTensor(try ONNXRecord.read(FileContents(name: "x.pb", bytes: try message.encode())))
    }

    private func run(_ model: Model, _ inputs: [String: PlainTensor]) throws -> [Int64] {
        try Interpreter(graph: model.graph).run(inputs: inputs, weights: { _ in .init(wrapping: [], .i64, shape: [0]) })
            .first.map { $0.value.integers } ?? []
    }

    @Test("Strings are rows of bytes, and equal where all bytes and the lengths are")
    func strings() throws {
        #expect(try text(["ab", ""]) == PlainTensor(wrapping: [97, 98, 255, 255], .u8, shape: [2, 2]))
        let model = try comparison { file in
            file.input("z", [2], type: 8)
            file.node("Identity", ["z"], ["w"])
            file.node("Equal", ["x", "w"], ["y"])
        }.model
        #expect(model.graph.inputTypes.map { "\($0.type)" } == ["u8[2, x_bytes]", "u8[2, z_bytes]"])
        #expect(try run(model, ["x": text(["ab", "a"]), "z": text(["ab", "ab"])]) == [1, 0])
        #expect(try run(model, ["x": text(["ab", "é"]), "z": text(["é", "é"])]) == [0, 1])
        #expect(try run(model, ["x": text(["", "a"]), "z": text(["", ""])]) == [1, 0])
    }

    @Test("Strings of the file are compared too: constants and initial tensors")
    func known() throws {
        let model = try comparison { file in
            file.initializer { tensor in
                tensor.set("name", "k")
                tensor.set("data_type", 8)
                tensor.set("string_data", ProtobufValue.byteStrings([Array("dog".utf8)]))
            }
            file.node("Equal", ["x", "k"], ["y"])
        }.model
        #expect(model.graph.conditions.isEmpty)
        #expect(try run(model, ["x": text(["dog", "cat"])]) == [1, 0])
        #expect(try run(model, ["x": text(["a dog", "dog"])]) == [0, 1])
    }

    @Test("Nothing but a comparison takes strings for numbers")
    func others() throws {
        for (type, inputs) in [("Gather", ["x", "i"]), ("Equal", ["x", "i"]), ("Shape", ["x"])] {
            let result = try comparison { file in
                file.integers("i", [0, 1])
                file.node(type, inputs, ["y"], name: "it")
            }
            #expect(result.unknown.count == 1 && result.unknown[0].place?.contains("node 'it' (\(type))") == true)
            #expect(result.unknown.first?.message.contains("strings") == true)
        }
    }

    /// A type of a value, by the names of what is around the tensors and the type within.
    private func value(_ name: String, _ kinds: [StaticString], in graph: ProtobufMessage) -> ProtobufMessage {
        var message = graph.new("input")
        message.set("name", name)
        var type = message.new("type")
        type.fill("tensor_type") { $0.set("elem_type", 1) }
        for kind in kinds.reversed() {
            var outer = message.new("type")
            outer.fill(kind) { $0.set("elem_type", type) }
            type = outer
        }
        message.set("type", type)
        return message
    }

    @Test(
        "Operators on sequences, optionals, strings and maps are refused by the names of node and operator",
        arguments: [
            "SequenceAt", "SequenceConstruct", "SequenceEmpty", "SequenceErase", "SequenceInsert", "SequenceLength",
            "SequenceMap", "SplitToSequence", "ConcatFromSequence", "Optional", "OptionalGetElement",
            "OptionalHasElement", "StringConcat", "StringSplit", "StringNormalizer", "RegexFullMatch",
            "TfIdfVectorizer", "ZipMap",
        ])
    func operators(_ type: String) throws {
        var file = ONNXAssembly(opset: 20)
        file.input("x", [2, 3])
        file.node(type, ["x"], ["s"], name: "it")
        file.node("Relu", ["s"], ["y"])
        file.output("y", [2, 3])
        let read = try ONNXFile(file.contents())
        do {
            _ = try read.model()
            Issue.record("it was imported")
        } catch {
            #expect(error.code == "onnx-unsupported" && error.message == "the operator \(type) is not supported")
            #expect(error.place == "test.onnx: node 'it' (\(type))")
        }
        let listing = read.listing
        #expect(listing.operators.map(\.name) == ["Relu", type].sorted())
        #expect(listing.operators.first { $0.name == type }.map { !$0.isKnown && $0.count == 1 } == true)
        #expect(listing.inputs.map(\.type) == ["f32[2, 3]"])
    }

    @Test(
        "Inputs that are no tensors are refused by their types, and listed",
        arguments: [
            (["sequence_type"], "sequence of f32 of any rank"),
            (["optional_type", "sequence_type"], "optional of sequence of f32 of any rank"),
        ] as [([StaticString], String)])
    func inputs(_ kinds: [StaticString], _ description: String) throws {
        var file = ONNXAssembly(opset: 20)
        file.graph.append("input", value("s", kinds, in: file.graph))
        file.node("SequenceLength", ["s"], ["y"])
        file.output("y", [], type: 7)
        let read = try ONNXFile(file.contents())
        do {
            _ = try read.model()
            Issue.record("it was imported")
        } catch {
            #expect(error.code == "onnx-unsupported" && error.message.contains(description))
            #expect(error.place == "test.onnx: input 's'")
        }
        #expect(read.listing.inputs.map(\.type) == [description])
    }
}
