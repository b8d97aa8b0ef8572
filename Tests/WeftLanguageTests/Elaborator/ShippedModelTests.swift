import Foundation
import Testing
import WeftDiagnostics
import WeftGraph
import WeftLanguage

@Suite("The zoo elaborated")
struct ShippedModelTests {
    @Test("every model of every file is right", arguments: Elaborating.zooNames)
    func all(name: String) throws {
        let text = try Elaborating.zoo(name)
        let names = Elaborating.run(text).modelNames
        #expect(!names.isEmpty)
        for model in names {
            let graph = try Elaborating.graph(text, model: model)
            #expect(GraphVerifier.verify(graph).isEmpty)
        }
    }

    @Test("counts of trained parameters", arguments: [("resnet18", 11_689_512), ("lenet5", 61_706)])
    func counts(name: String, count: Int) throws {
        #expect(try Elaborating.graph(Elaborating.zoo(name)).trainedCount == count)
    }

    @Test("ResNet-18 has torchvision's names")
    func resnet() throws {
        let graph = try Elaborating.graph(Elaborating.zoo("resnet18"))
        let names = graph.parameterNames
        let start = [
            "conv1.weight", "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var", "bn1.num_batches_tracked",
            "layer1.0.conv1.weight", "layer1.0.bn1.weight",
        ]
        #expect(Array(names.prefix(8)) == start)
        #expect(names.count == 122)
        #expect(Array(names.suffix(2)) == ["fc.weight", "fc.bias"])
        let shortcut = graph.parameterTexts.filter { $0.contains("downsample.0") }
        #expect(
            shortcut == [
                "layer2.0.downsample.0.weight: f32[128, 64, 1, 1]",
                "layer3.0.downsample.0.weight: f32[256, 128, 1, 1]",
                "layer4.0.downsample.0.weight: f32[512, 256, 1, 1]",
            ])
        #expect(names.contains("layer2.0.downsample.1.num_batches_tracked"))
        #expect(graph.validity.isEmpty, "any image has a size that fits")
    }

    @Test(
        "models of one file share their weights",
        arguments: [
            ("char_lstm", "CharLSTM", "Generate"), ("captioner", "Captioner", "CaptionerTrain"),
        ])
    func sharing(file: String, first: String, second: String) throws {
        let text = try Elaborating.zoo(file)
        let left = try Elaborating.graph(text, model: first).parameterTexts
        let right = try Elaborating.graph(text, model: second).parameterTexts
        #expect(left.sorted() == right.sorted())
        #expect(left.count > 5)
    }

    @Test("a U-Net of any depth asks for what its depth asks for")
    func unet() throws {
        let text = try Elaborating.zoo("unet")
        let graph = try Elaborating.graph(text, values: [("depth", "2"), ("width", "8")])
        #expect(graph.conditions.map { "\($0)" } == ["H % 4 == 0", "W % 4 == 0"])
        #expect(graph.outputTypes.map { "\($0.type)" } == ["f32[N, 2, H, W]"])
        #expect(
            graph.parameterNames.filter { $0.hasPrefix("up") } == ["up1.weight", "up1.bias", "up0.weight", "up0.bias"])
    }

    // MARK: drafts beside the repository

    /// The folder of drafts, found by walking up from this file.
    static let drafts: URL? = {
        var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        while folder.path != "/" {
            let candidate = folder.appendingPathComponent("shared/design/examples")
            if FileManager.default.fileExists(atPath: candidate.path) { return candidate }
            folder = folder.deletingLastPathComponent()
        }
        return nil
    }()

    /// Models of drafts that the language of today does not have, with the reason.
    static let refused = [
        "ShowAndTell": "it drives a cell with beam", "DeepSpeech2": "its draft has 3 labels for 29 letters",
    ]

    @Test(
        "the drafts' models are right", .enabled(if: drafts != nil, "shared/design/examples is not here"),
        arguments: ["cnn", "rnn"])
    func draftModels(name: String) throws {
        let url = try #require(Self.drafts).appendingPathComponent("\(name).weft")
        let text = try String(contentsOf: url, encoding: .utf8)
        for model in Elaborating.run(text).modelNames where Self.refused[model] == nil {
            _ = try Elaborating.graph(text, model: model)
        }
    }

    @Test(
        "the drafts' parameters are counted", .enabled(if: drafts != nil, "shared/design/examples is not here"),
        arguments: [("DenseNet121", 7_978_856), ("MobileNetV3Large", 5_483_032)])
    func draftCounts(model: String, count: Int) throws {
        let url = try #require(Self.drafts).appendingPathComponent("cnn.weft")
        let text = try String(contentsOf: url, encoding: .utf8)
        #expect(try Elaborating.graph(text, model: model).trainedCount == count)
    }
}
