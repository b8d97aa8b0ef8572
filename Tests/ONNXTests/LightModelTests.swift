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
        let imported = try ONNXFile(try FileContents.open(RecordedTests.path("light_\(name).onnx"))).model()
        #expect(imported.unknown.map(\.message) == [])
        #expect(GraphVerifier.verify(imported.model.graph).map(\.message) == [])
    }

    @Test("they give the recorded outputs", .tags(.long), .enabled(if: runsLongTests), arguments: names)
    func outputs(_ name: String) throws {
        let model = try ONNXFile(try FileContents.open(RecordedTests.path("light_\(name).onnx"))).model().model
        let (input, type) = try #require(model.graph.inputTypes.first)
        let shape = try #require(type.sizes([:]))
        let count = shape.reduce(1, *)
        let values = (0..<count).map { Float(Double($0) / Double(count)) }
        let outputs = try model.run([input: try #require(Tensor(values, shape: shape))])
        let expected = try ONNXRecord.read(
            try FileContents.open(RecordedTests.path("light_\(name)_output_0.pb")))
        let output = try #require(model.graph.outputTypes.first)
        let found = try #require(outputs[output.name])
        let comparison = OutputComparison(output.name, found, RecordedTensor(expected), .recordedByONNX)
        #expect(comparison.passes, "\(comparison.reason ?? "")")
    }
}
