import Testing
import Weft
import WeftCompiler
import WeftGraph
import WeftOperators
import WeftRuntime
import WeftTensors
import WeftTestSupport

@Suite("Every model of the zoo, compiled at each stage")
struct CompiledStageTests {
    /// How a model is compiled.
    private struct Road: CustomStringConvertible {
        let isa: InstructionSet
        let options: LoweringOptions
        let passes: Int
        var description: String { "\(options.accuracy.rawValue), \(isa), after \(passes) passes" }
    }

    /// Every instruction set, accuracy and number of passes, but those that make the program of the pass before.
    private func roads(_ graph: Graph) throws -> [Road] {
        var roads: [Road] = []
        for isa in InstructionSet.available {
            for accuracy in LoweringOptions.Accuracy.allCases {
                var options = LoweringOptions()
                options.accuracy = accuracy
                var last = ""
                for passes in 0...Pipeline.passes.count {
                    let simplified = try Pipeline.simplify(graph, stoppingAfter: passes)
                    let text = try Program.lowering(simplified, options: options).text
                    if text != last { roads.append(Road(isa: isa, options: options, passes: passes)) }
                    last = text
                }
            }
        }
        return roads
    }

    @Test("agrees with the interpreter, for every instruction set and accuracy", arguments: ZooModelTests.references)
    func agrees(_ reference: String) throws {
        var model = try Model.load("zoo:\(reference)")
        guard runsLongTests || model.isSmall else { return }
        try model.initializeParameters(seed: 7)
        // One size at all stages; at the other, which is odd where the first is even, the last stage alone.
        for (sample, isWhole) in [(SampleInputs.small, true), (.other, false)] {
            let inputs = try sample.inputs(of: model)
            let wanted = try model.interpret(inputs)
            let binding = sample.binding(of: model)
            for road in try roads(model.graph) where isWhole || road.passes == Pipeline.passes.count {
                let session = try Session(
                    model, options: road.options, threads: 1, isa: road.isa, passes: road.passes)
                let agreement = try Agreement(session.run(inputs), wanted)
                let accuracy = road.options.accuracy
                let limit = Agreement.tolerance(of: model.graph, binding, c: accuracy == .strict ? 4 : 16)
                #expect(agreement.worst <= limit, "\(road): \(agreement.place) is \(agreement.worst) off, not \(limit)")
                Deviations.note(
                    reference, accuracy: accuracy.rawValue, worst: agreement.worst, allowed: limit, road: "\(road.isa)")
            }
        }
    }
}
