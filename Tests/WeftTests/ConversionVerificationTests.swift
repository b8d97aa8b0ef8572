import Testing
import Weft
import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftLanguage
import WeftTensors
import WeftTestSupport

@Suite("Conversions that are compared before the file takes its name")
struct ConversionVerificationTests {
    private func model(_ factor: Int) throws -> Model {
        let text = "model Net(x: f32[N, 2]) -> (y) {\n    y = x |> half: relu\n    y = y * \(factor)\n}\n"
        return try #require(Elaborator.elaborate(SourceFile(name: "net.weft", text: text)).model)
    }

    @Test("another network leaves what was there, and nothing beside it")
    func network() throws {
        let folder = TemporaryFolder()
        let verification = ConversionVerification(ModelAgreement(), name: "a and b")
        for name in ["net.weftpb", "net.onnx"] {
            let path = try folder.file(name, Array("old".utf8))
            let error = #expect(throws: Diagnostic.self) {
                let (written, read) = (try model(2), try model(3))
                if name == "net.onnx" {
                    let options = ONNXOptions(tensorsBeside: true)
                    _ = try FileWriting.write(written, options, to: path, check: verification.check(ofONNX: read))
                } else {
                    _ = try FileWriting.write(written, to: path, check: verification.check(of: read))
                }
            }
            #expect(error?.code == "conversion-differs")
            #expect(verification.result?.status == .failed)
            #expect(verification.result?.outputs.first?.passes == false)
            #expect(try FileContents.open(path).bytes(0..<3) == Array("old".utf8))
        }
        #expect(try Folders.list(folder.path) == ["net.onnx", "net.weftpb"])
    }

    @Test("another tensor is named")
    func tensors() throws {
        let folder = TemporaryFolder()
        let verification = ConversionVerification(ModelAgreement(), name: "a and b")
        func tensors(_ last: Float) throws -> [(name: String, tensor: Tensor)] {
            [
                ("a", try #require(Tensor([1, 2] as [Float], shape: [2]))),
                ("b", try #require(Tensor([last], shape: []))),
            ]
        }
        for format in [WeightFormat.safetensors, .npz, .weftpb] {
            let path = folder / "weights.\(format.rawValue)"
            _ = try FileWriting.write(
                tensors(3), metadata: [], as: format, to: path, check: verification.check(of: tensors(3), as: format))
            #expect(verification.result?.status == .passed)
            try Folders.removeFile(path)
            #expect(throws: Diagnostic.self) {
                try FileWriting.write(
                    tensors(3), metadata: [], as: format, to: path,
                    check: verification.check(of: tensors(4), as: format))
            }
            #expect(verification.result?.reason == "the tensor 'b' is another one")
        }
        #expect(try Folders.list(folder.path) == [])
    }
}
