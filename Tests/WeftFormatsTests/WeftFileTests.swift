import Testing
import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftGraph
import WeftTensors
import WeftTestSupport

/// The bytes of a model's file.
func modelBytes(_ model: Model) throws -> [UInt8] {
    let folder = TemporaryFolder()
    try WeftFileWriter().write(model, to: folder / "a.weftpb")
    let file = try FileContents.open(folder / "a.weftpb")
    return try file.bytes(0..<file.count)
}

@Suite struct WeftFileTests {
    @Test(arguments: ["picture", "recurrence", "unknown"])
    func whatIsWrittenIsRead(name: String) throws {
        let model = try TestModels.named(name)
        let bytes = try modelBytes(model)
        let file = FileContents(name: "test", bytes: bytes)
        #expect(try FileFormat.detect(file) == .model)
        let reader = try WeftFileReader(file)
        let read = try reader.model()
        expectSame(read, model)
        #expect(read.metadata.producer == "weft")
        #expect(read.weights.values.allSatisfy { $0.isView })
        for tensor in read.weights.values { try tensor.validate() }
        #expect(reader.verify().isEmpty)
        #expect(!reader.hasUnknownFields)
        // What was read gives the same file.
        #expect(try modelBytes(read) == bytes)
    }

    @Test func tensorsAreAlignedAndSharedWhereTheyAreEqual() throws {
        var model = try TestModels.picture()
        let large = try #require(Tensor(.u8, shape: [1 << 20], bytes: [UInt8](repeating: 7, count: 1 << 20)))
        model.weights["large.a"] = large
        model.weights["large.b"] = Tensor(.u8, shape: [2, 1 << 19], bytes: large.bytes)
        model.weights["empty"] = Tensor(.f32, shape: [0, 3], bytes: [])
        let reader = try WeftFileReader(FileContents(name: "test", bytes: try modelBytes(model)))
        for entry in reader.index.entries {
            #expect(entry.range.lowerBound % PayloadRecord.alignment(entry.range.count) == 0)
        }
        #expect(reader.index["large.a"]?.range == reader.index["large.b"]?.range)
        #expect(reader.index["conv.bias"]?.range == reader.index["extra.copy"]?.range)
        #expect(reader.index["large.a"]?.range.lowerBound == 16_384)
        #expect(try reader.model().weights == model.weights)
        #expect(try reader.tensor("large.b")?.shape == [2, 1 << 19])
        #expect(try reader.tensor("none") == nil)
    }

    @Test func weightsAloneMakeAFile() throws {
        let folder = TemporaryFolder()
        let weights = WeightsFile(
            format: "test", [WeightsFile.Entry("b", try numbers([2])), WeightsFile.Entry("a", try numbers([3]))],
            metadata: [("k", "v")])
        try WeftFileWriter(producer: .init("test", version: "1.2")).write(weights, to: folder / "a.weftpb")
        let file = try FileContents.open(folder / "a.weftpb")
        let reader = try WeftFileReader(file)
        #expect(!reader.hasGraph)
        #expect(reader.producer == "test 1.2")
        #expect(code { () throws(Diagnostic) in try reader.model() } == "no-graph")
        let read = try Weights.read(file)
        #expect(read.tensors.map(\.name) == ["b", "a"])
        #expect(read.byName == weights.byName)
        #expect(read.metadata.map(\.value) == ["v"])
        let none = WeightsFile(format: "test", [])
        try WeftFileWriter().write(none, to: folder / "b.weftpb")
        #expect(try Weights.read(try FileContents.open(folder / "b.weftpb")).tensors.isEmpty)
    }

    @Test func constantsAreNoWeights() throws {
        let model = try TestModels.unknown()
        let reader = try WeftFileReader(FileContents(name: "test", bytes: try modelBytes(model)))
        #expect(reader.index.entries.map(\.name) == ["constant.0", "constant.1"])
        #expect(try reader.weights().tensors.map(\.name) == ["constant.0"])
    }

    @Test func whatDoesNotFitIsNotWritten() throws {
        let folder = TemporaryFolder()
        func refused(_ change: (inout Model) throws -> Void) throws -> String {
            var model = try TestModels.picture()
            try change(&model)
            let changed = model
            let result = code { () throws(Diagnostic) in try WeftFileWriter().write(changed, to: folder / "a") }
            #expect(Folders.kind(of: folder / "a") == nil)
            return result
        }
        #expect(try refused { $0.weights["conv.bias"] = try numbers([3]) } == "parameter-mismatch")
        #expect(try refused { $0.weights[""] = try numbers([3]) } == "model-name")
        #expect(try refused { $0.graph.nodes.swapAt(0, 1) } == "graph-order")
        #expect(try refused { $0.metadata.labels = [.init(output: "none", names: [])] } == "model-metadata")
        #expect(
            try refused { $0.metadata.preparations = [.init(inputs: ["x"], function: "text", arguments: [])] }
                == "model-metadata")
        #expect(try refused { $0.metadata.about = [.init("a\0", .none)] } == "protobuf-string")
    }

    @Test func equalModelsGiveEqualBytesInWhateverOrderTheirWeightsCome() throws {
        let first = try TestModels.picture()
        var second = try TestModels.picture()
        second.weights = [:]
        for (name, tensor) in first.weights.sorted(by: { $0.key > $1.key }) { second.weights[name] = tensor }
        second.metadata.about.reverse()
        #expect(try modelBytes(first) == modelBytes(second))
    }

    /// Every start within an alignment, with lengths around each width of a length.
    @Test func everyStartAndLengthIsAligned() {
        let edges = [0, 1 << 7, 1 << 14, 1 << 20, 1 << 21, 1 << 28, 1 << 35]
        for edge in edges {
            let counts = Set((-20...4).map { edge + $0 }.filter { $0 >= 0 }).sorted()
            for count in counts {
                let alignment = PayloadRecord.alignment(count)
                let starts = alignment == 64 ? Array(0..<64) : Array(0..<64) + Array(16_384 - 280..<16_384)
                for start in starts {
                    let record = PayloadRecord(at: start, count: count)
                    let isRight =
                        record.data.lowerBound % alignment == 0 && record.data.count == count
                        && record.data.lowerBound == start + record.header.count
                        && (record.padding ?? 0) < 2 * alignment
                    #expect(isRight, "start \(start), count \(count): \(record)")
                    guard isRight else { return }
                }
            }
        }
    }

    @Test func openingTouchesTheHeadAlone() throws {
        let folder = TemporaryFolder()
        var model = try TestModels.picture()
        model.weights["large"] = Tensor(
            .u8, shape: [1 << 22], bytes: [UInt8](repeating: 1, count: 1 << 22))
        try WeftFileWriter().write(model, to: folder / "a.weftpb")
        // A file whose large tensor is a hole has the same head; its record is found to be missing when it is used.
        let whole = try FileContents.open(folder / "a.weftpb")
        let range = try #require(try WeftFileReader(whole).index["large"]?.range)
        var bytes = try whole.bytes(0..<whole.count)
        let small = try #require(try WeftFileReader(whole).index["conv.weight"]?.range)
        for index in small.upperBound..<range.upperBound { bytes[index] = 0 }
        let hollow = try WeftFileReader(FileContents(name: "test", bytes: bytes))
        let read = try hollow.model()
        let large = try #require(read.weights["large"])
        #expect(code { () throws(Diagnostic) in try large.validate() } == "model-record")
        #expect(hollow.verify().map(\.code) == ["model-record"])
    }

    @Test(.enabled(if: Environment["WEFT_WRITE_FIXTURES"] != nil, "fixtures are written when asked for"))
    func writeTheFixture() throws {
        try AtomicFileWriter.write(try modelBytes(try TestModels.picture()), to: fixture("version1-picture.weftpb"))
        try AtomicFileWriter.write(
            try modelBytes(try TestModels.recurrence()), to: fixture("version1-recurrence.weftpb"))
    }

    /// Files of every version open for ever: these are never written anew.
    @Test(arguments: ["picture", "recurrence"])
    func filesOfVersion1Open(name: String) throws {
        let reader = try WeftFileReader(try FileContents.open(fixture("version1-\(name).weftpb")))
        #expect(reader.verify().isEmpty)
        expectSame(try reader.model(), try TestModels.named(name))
    }
}

/// A file of the fixtures.
func fixture(_ name: String) -> String { Paths.folder(of: #filePath) + "/Fixtures/" + name }

extension TestModels {
    static func named(_ name: String) throws -> Model {
        switch name {
        case "picture": try picture()
        case "recurrence": try recurrence()
        default: try unknown()
        }
    }
}
