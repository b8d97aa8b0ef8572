import Testing
import Weft

@Suite("The library as a Swift developer uses it")
struct LibraryTests {
    @Test("load, initialise, run")
    func run() throws {
        var model = try Model.load("zoo:lenet5")
        #expect(model.weights.isEmpty)
        #expect(try model.initializeParameters(seed: 1).count == 10)
        #expect(try model.initializeParameters(seed: 1).isEmpty)
        let image = try #require(Tensor([Float](repeating: 0.5, count: 2 * 28 * 28), shape: [2, 1, 28, 28]))
        let outputs = try model.run(["image": image])
        #expect(outputs["logits"]?.shape == [2, 10])
        #expect(throws: DiagnosticList.self) { try model.run([:]) }
    }

    @Test("a parameter without a tensor is an error, not zeros")
    func missing() throws {
        let model = try Model.load("zoo:lenet5")
        let image = try #require(Tensor([Float](repeating: 0, count: 28 * 28), shape: [1, 1, 28, 28]))
        let error = #expect(throws: DiagnosticList.self) { try model.run(["image": image]) }
        #expect(error?.diagnostics.first?.code == "missing-parameter")
    }

    @Test("sizes and hyper-parameters from outside")
    func options() throws {
        var options = LoadingOptions()
        options.dimensions = ["N": 4]
        let model = try Model.load("zoo:lenet5", options: options)
        #expect(model.graph.inputTypes.first?.type.description == "f32[4, 1, 28, 28]")
    }

    @Test("the zoo by name")
    func zoo() throws {
        #expect(Zoo.names.contains("lenet5") && Zoo.names == Zoo.names.sorted())
        let error = #expect(throws: Diagnostic.self) { try Zoo.source("lenet") }
        #expect(error?.code == "unknown-zoo-model")
    }
}
