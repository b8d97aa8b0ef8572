import Testing
import Weft
import WeftCompiler
import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftRuntime
import WeftTensors
import WeftTestSupport

@Suite("Every model of the zoo, compiled")
struct CompiledModelTests {
    @Test("stays a sound graph after every pass", arguments: ZooModelTests.references)
    func passes(_ reference: String) throws {
        let model = try Model.load("zoo:\(reference)")
        _ = try Pipeline.simplify(model.graph, verifies: true)
    }

    @Test("computes the same after every pass", arguments: ZooModelTests.references)
    func passesByNumbers(_ reference: String) throws {
        var model = try Model.load("zoo:\(reference)")
        guard runsLongTests || model.isSmall else { return }
        try model.initializeParameters(seed: 7)
        let inputs = try SampleInputs.small.inputs(of: model)
        let wanted = try model.interpret(inputs)
        for count in 1...Pipeline.passes.count {
            var simplified = model
            simplified.graph = try Pipeline.simplify(model.graph, stoppingAfter: count)
            let agreement = try Agreement(simplified.interpret(inputs), wanted)
            let pass = Pipeline.passes[count - 1].name
            #expect(agreement.worst < 1e-5, "\(pass): \(agreement.place) is \(agreement.worst) off")
        }
    }

    @Test("has a kernel for everything", arguments: ZooModelTests.references)
    func kernels(_ reference: String) throws {
        let model = try Model.load("zoo:\(reference)")
        let text = Explanation(try Program.lowering(try Pipeline.simplify(model.graph))).text
        #expect(text.contains("every operator is computed by kernels"), "\(text)")
    }

    @Test("runs as the interpreter does", arguments: ZooModelTests.references)
    func numbers(_ reference: String) throws {
        var model = try Model.load("zoo:\(reference)")
        guard runsLongTests || model.isSmall else { return }
        try model.initializeParameters(seed: 7)
        let session = try Session(model)
        let alone = try Session(model, options: LoweringOptions(), threads: 1)
        for sample in [SampleInputs.small, SampleInputs.other] {
            let inputs = try sample.inputs(of: model)
            let outputs = try session.run(inputs)
            #expect(try alone.run(inputs) == outputs, "one thread gives other bits")
            let agreement = try Agreement(outputs, model.interpret(inputs))
            #expect(agreement.worst < 1e-5, "\(agreement.place) is \(agreement.worst) off")
        }
    }
}
