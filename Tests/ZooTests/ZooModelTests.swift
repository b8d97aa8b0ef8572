import Testing
import Weft
import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftGraph
import WeftInspection
import WeftLanguage
import WeftTensors
import WeftTestSupport

@Suite("Every model of the zoo")
struct ZooModelTests {
    /// All models of all files, as `NAME#Model`.
    static let references: [String] = Zoo.names.flatMap { name -> [String] in
        guard let spec = try? Zoo.spec(name) else { return [name] }
        return spec.elaborate(nil, LoadingOptions()).modelNames.map { "\(name)#\($0)" }
    }

    @Test("is there under its name")
    func names() {
        let wanted = [
            "captioner", "char_lstm", "forecaster", "lenet5", "mgu_sentiment", "mlp", "resnet18", "row_gru",
            "text_cnn", "unet", "video_labeller",
        ]
        #expect(Set(wanted).isSubset(of: Zoo.names))
    }

    @Test("checks without a remark", arguments: references)
    func checks(_ reference: String) throws {
        let parts = reference.split(separator: "#").map(String.init)
        let elaboration = try Zoo.spec(parts[0]).elaborate(parts[1], LoadingOptions())
        #expect(elaboration.diagnostics.map { "\($0.code): \($0.message)" } == [])
        let model = try #require(elaboration.model)
        #expect(GraphVerifier.verify(model.graph).map(\.message) == [])
    }

    @Test("saves and loads to an equal graph", arguments: references)
    func structure(_ reference: String) throws {
        let model = try Model.load("zoo:\(reference)")
        let folder = TemporaryFolder()
        try expectSame(model, savedIn: folder)
    }

    @Test("saves, loads to equal tensors and runs alike at two sizes", arguments: references)
    func numbers(_ reference: String) throws {
        var model = try Model.load("zoo:\(reference)")
        // The large ones take seconds each: they run with the long tests, and against other programs in tools/oracles.
        guard runsLongTests || model.isSmall else { return }
        try model.initializeParameters(seed: 7)
        let loaded = try expectSame(model, savedIn: TemporaryFolder())
        for sample in [SampleInputs.small, SampleInputs.other] {
            let inputs = try sample.inputs(of: model)
            let outputs = try model.run(inputs)
            #expect(try loaded.run(inputs) == outputs)
            #expect(Set(outputs.keys) == Set(model.graph.outputTypes.map(\.name)))
        }
    }

    /// Writes a model, reads it and writes what was read: the same model, the same bytes.
    @discardableResult
    private func expectSame(_ model: Model, savedIn folder: TemporaryFolder) throws -> Model {
        let path = folder / "model.weftpb"
        try WeftFileWriter().write(model, to: path)
        let loaded = try Model.load(path)
        #expect(loaded.graph.isEquivalent(to: model.graph))
        #expect(loaded.weights == model.weights)
        #expect(loaded.metadata.preparations == model.metadata.preparations)
        #expect(loaded.metadata.labels == model.metadata.labels)
        let again = folder / "again.weftpb"
        try WeftFileWriter().write(loaded, to: again)
        let (first, second) = (try FileContents.open(path), try FileContents.open(again))
        #expect(try first.equals(0..<first.count, second, 0..<second.count))
        return loaded
    }
}

extension Model {
    /// Whether its parameters and its work at the sample sizes are small enough for every run of the tests.
    var isSmall: Bool {
        let summary = Summary(graph)
        let largest = SampleInputs.other.binding(of: self)
        guard let parameters = (summary.trainable + summary.fixed).value,
            let work = summary.multiplyAccumulates.evaluated(largest)
        else { return false }
        return parameters <= 4_000_000 && work <= 400_000_000
    }
}
