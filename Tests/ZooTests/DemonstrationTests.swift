import Testing
import Weft
import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftTensors
import WeftTestSupport

/// What README's first command shows, from the files in tools/demo.
@Suite("The demonstration")
struct DemonstrationTests {
    private static let folder = Paths.join(
        Paths.folder(of: Paths.folder(of: Paths.folder(of: #filePath))), "tools/demo")

    @Test("LeNet-5 reads the digits that we drew", arguments: 0...9)
    func digit(_ digit: Int) throws {
        let model = try Model.load(Paths.join(Self.folder, "lenet5.weftpb"))
        let pixels = try FileContents.open(Paths.join(Self.folder, "digits/\(digit).pgm"))
        let bytes = try pixels.bytes((pixels.count - 784)..<pixels.count)
        let image = try #require(Tensor(bytes.map { Float($0) / 255 }, shape: [1, 1, 28, 28]))
        let logits = PlainTensor(try #require(try model.run(["image": image])["logits"])).reals
        #expect(logits.indices.max { logits[$0] < logits[$1] } == digit)
    }

    @Test("its models are those of the zoo", arguments: [("lenet5", "lenet5"), ("char_lstm", "char_lstm#Generate")])
    func models(_ file: String, _ reference: String) throws {
        let saved = try Model.load(Paths.join(Self.folder, "\(file).weftpb"))
        let own = try Model.load("zoo:\(reference)")
        #expect(saved.graph.isEquivalent(to: own.graph))
        #expect(Set(saved.weights.keys) == Set(own.graph.parameterTypes.map(\.name)))
    }
}
