import Foundation
import Testing
import Weft
import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftGraph
import WeftLanguage
import WeftRuntime
import WeftTensors
import WeftTestSupport

/// Models that others made and whose results onnxruntime recorded.
@Suite("Whole ONNX models", .enabled(if: SharedData.isThere, "the shared material is not there"))
struct WholeModelTests {
    /// Those that the interpreter runs in seconds.
    static let small = [
        "byte_sb_bidi_lstm", "keras_tract_tf2", "mnist", "ortex_tinymodel", "ortgo_example_0_dim_output",
        "ortgo_example_dynamic_axes", "ortgo_example_multitype", "ortrs_upsample", "silero_vad",
        "tract_averagepool_count_include_pad", "tract_deconv_group", "tract_qlstm_3-2-3_T3_S1", "tract_qrelu_1",
        "tract_qrelu_2", "tract_qsigmoid_1", "tract_qtanh_1", "winml_image_classifier", "winml_iris_mlp",
    ]
    /// Those that take longer, with what their recorded inputs were filled with.
    static let large: [(String, InputFilling)] = [
        ("candy", .byte), ("espcn_nn_resize", .unit), ("super_resolution", .unit), ("ultraface_slim320", .sym),
        ("yunet_n_320", .byte), ("yunet_n_dynamic", .byte),
    ]

    private func verify(_ name: String, _ filling: InputFilling) throws {
        var verification = RecordVerification()
        verification.fillings.usual = filling
        let path = SharedData.path("onnx-models/\(name)/model.onnx")
        let cases = try verification.verify(path, with: RecordedCases.beside(path))
        #expect(!cases.isEmpty)
        for item in cases { #expect(item.status == .passed, "\(item.name): \(item.reason ?? "")") }
    }

    @Test("the recorded results", arguments: small)
    func recorded(_ name: String) throws { try verify(name, name == "mnist" ? .byte : .sym) }

    @Test("the recorded results of large ones", arguments: large)
    func recordedLarge(_ name: String, _ filling: InputFilling) throws { try verify(name, filling) }

    @Test("every model is imported, those without records too, and its text reads back as the same graph")
    func imports() throws {
        for name in try Folders.list(SharedData.path("onnx-models")) {
            let path = SharedData.path("onnx-models/\(name)/model.onnx")
            // The voice detector's ranks hang on the sizes of a piece and on the sampling rate.
            let sizes = name == "silero_vad" ? ["N": 1, "input_1": 576, "state_1": 1, "sr": 16000] : [:]
            let imported = try ONNXFile(try FileContents.open(path)).model(sizes: sizes)
            #expect(imported.unknown.map(\.message) == [], "\(name)")
            #expect(GraphVerifier.verify(imported.model.graph).map(\.message) == [], "\(name)")
            for style in [GraphPrinter.Style.flat, .structured] {
                let text = GraphPrinter.text(of: imported.model, style: style)
                let read = Elaborator.elaborate(SourceFile(name: name, text: text))
                #expect(read.diagnostics.filter { $0.severity == .error }.map(\.message) == [], "\(name)")
                let graph = try #require(read.model?.graph, "\(name)")
                #expect(imported.model.graph.difference(from: graph) == nil, "\(name)")
            }
        }
    }

    @Test("a voice detector hears a file piece by piece, its state carried on")
    func stream() throws {
        let reference = try Weights.read(try SharedData.open("onnx-models/silero_vad/stream_ref_12s.npz"))
        let expected = PlainTensor(try #require(reference["probs"])).reals
        let sound = try SharedData.open("audio/silero_test_12s.wav")
        // The samples follow a header of 44 bytes.
        let samples = try (0..<(sound.count - 44) / 2).map { index in
            Float(try sound.loadUnaligned(at: 44 + 2 * index, as: Int16.self)) / 32768
        }
        let file = try ONNXFile(try SharedData.open("onnx-models/silero_vad/model.onnx"))
        let rate = try #require(Tensor([Int64(16000)], shape: []))
        var state = try #require(Tensor([Float](repeating: 0, count: 256), shape: [2, 1, 128]))
        var before = [Float](repeating: 0, count: 64)
        var session: Session?
        for piece in expected.indices {
            let own = Array(samples[(512 * piece)..<(512 * (piece + 1))])
            let input = try #require(Tensor(before + own, shape: [1, 576]))
            let inputs = ["input": input, "state": state, "sr": rate]
            let made = try session ?? file.model(values: inputs).model.session()
            session = made
            let outputs = try made.run(inputs)
            let found = PlainTensor(try #require(outputs["output"])).reals[0]
            #expect(abs(found - expected[piece]) < 1e-5, "piece \(piece): \(found), not \(expected[piece])")
            state = try #require(outputs["stateN"])
            before = Array(own.suffix(64))
        }
    }

    @Test("digits are read as onnxruntime reads them", .enabled(if: Digits.areThere, "the digits are not there"))
    func digits() throws {
        let images = try Digits.testImages()
        let labels = try Digits.testLabels()
        let session = try ONNXFile(try SharedData.open("onnx-models/mnist/model.onnx")).model().model.session()
        var right = 0
        for index in labels.indices {
            let pixels = images[(784 * index)..<(784 * (index + 1))].map { Float($0) }
            let outputs = try session.run(["Input3": try #require(Tensor(pixels, shape: [1, 1, 28, 28]))])
            let scores = PlainTensor(try #require(outputs["Plus214_Output_0"])).reals
            if scores.firstIndex(of: scores.max() ?? 0) == Int(labels[index]) { right += 1 }
        }
        // So does onnxruntime 1.32.
        #expect(labels.count == 10_000 && right == 9_891)
    }
}
