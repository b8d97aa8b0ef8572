import Testing
import Weft
import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftGraph
import WeftTensors
import WeftTestSupport

/// The classic networks of ONNX's tests, all weights constants, whole.
@Suite("Classic networks in ONNX", .enabled(if: RecordedTests.areThere, "the archives are not there"))
struct LightModelTests {
    static let names = ["bvlc_alexnet", "inception_v1", "resnet50", "squeezenet", "vgg19", "zfnet512"]

    @Test("they are imported and verify", arguments: names)
    func imports(_ name: String) throws {
        let imported = try open(name).model()
        #expect(imported.unknown.map(\.message) == [])
        #expect(GraphVerifier.verify(imported.model.graph).map(\.message) == [])
    }

    @Test("they are valid for any batch when theirs is made free", arguments: names)
    func free(_ name: String) throws {
        let graph = try open(name, freesBatch: true).model().model.graph
        #expect(graph.inputSymbols == [Symbol("N")])
        #expect(graph.outputTypes.allSatisfy { $0.type.shape.first == Dimension(Symbol("N")) })
        let validity = Validity(graph)
        #expect(validity.solved.map(\.description) == [] && validity.undecided.map(\.description) == [])
        #expect(GraphVerifier.verify(graph).map(\.message) == [])
    }

    @Test(
        "they give the recorded outputs, three times over for three rows", .tags(.long), .enabled(if: runsLongTests),
        arguments: names, [nil, 1, 3])
    func outputs(_ name: String, _ rows: Int?) throws {
        let model = try open(name, freesBatch: rows != nil).model().model
        let (input, type) = try #require(model.graph.inputTypes.first)
        let shape = try #require(type.sizes([Symbol("N"): 1]))
        let count = shape.reduce(1, *)
        let row = (0..<count).map { Float(Double($0) / Double(count)) }
        let values = (0..<(rows ?? 1)).flatMap { _ in row }
        let outputs = try model.run([input: try #require(Tensor(values, shape: [rows ?? 1] + shape.dropFirst()))])
        let expected = PlainTensor(
            try ONNXRecord.read(try FileContents.open(RecordedTests.path("light_\(name)_output_0.pb"))))
        let wanted = PlainTensor(
            rounding: (0..<(rows ?? 1)).flatMap { _ in expected.reals }, .f32,
            shape: [rows ?? 1] + expected.shape.dropFirst())
        let output = try #require(model.graph.outputTypes.first)
        let found = try #require(outputs[output.name])
        let comparison = OutputComparison(output.name, found, RecordedTensor(wanted.tensor), .recordedByONNX)
        #expect(comparison.passes, "\(comparison.reason ?? "")")
    }

    private func open(_ name: String, freesBatch: Bool = false) throws -> ONNXFile {
        var file = try ONNXFile(try FileContents.open(RecordedTests.path("light_\(name).onnx")))
        file.freesBatch = freesBatch
        return file
    }
}
