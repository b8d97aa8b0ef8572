import Testing
import Weft
import WeftCompiler
import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftRuntime
import WeftTensors
import WeftTestSupport

/// Graphs whose sizes are found while they run: compiled in regions.
@Suite("Regions")
struct RegionTests {
    @Test("of graphs made by chance give what the interpreter gives", arguments: 0..<120)
    func random(_ seed: Int) throws {
        var random = try RandomRegions(seed: seed)
        #expect(GraphVerifier.verify(random.graph).isEmpty)
        var model = Model(graph: random.graph)
        try model.initializeParameters(seed: 5)
        _ = try Pipeline.simplify(model.graph, verifies: true)
        for isa in InstructionSet.available {
            for passes in Set([seed % Pipeline.passes.count, Pipeline.passes.count]) {
                let session = try Session(model, options: LoweringOptions(), threads: 1, isa: isa, passes: passes)
                let two = try Session(model, options: LoweringOptions(), threads: 2, isa: isa, passes: passes)
                for rows in [3, 1, 7, 3] {
                    let inputs = random.inputs(rows: rows)
                    let found = try session.run(inputs)
                    let agreement = try Agreement(found, model.interpret(inputs))
                    #expect(
                        agreement.worst < 1e-5,
                        "\(isa), \(passes) passes, \(rows) rows: \(agreement.place) is \(agreement.worst) off")
                    #expect(try two.run(inputs) == found, "two threads give other bits")
                }
            }
        }
    }

    @Test("are as few as the sizes that hang on one another")
    func count() throws {
        var builder = GraphBuilder(name: "twice")
        let x = builder.addInput("x", Fact(.f32, [Dimension(Symbol("N"))]))
        // Two sizes that are found side by side, and one of both.
        let left = try builder.add(Op.NonZero(), [try builder.add(Op.Relu(), [x])[0]])[0]
        let right = try builder.add(Op.NonZero(), [try builder.add(Op.Abs(), [x])[0]])[0]
        let all = try builder.add(Op.Concat(axis: 1), [left, right])[0]
        let distinct = try builder.add(Op.Unique(), [all])[0]
        builder.addOutput("y", try builder.add(Op.Multiply(), [distinct, distinct])[0])
        let compiled = try CompiledGraph(builder.graph)
        #expect(compiled.programs.count == 3)
        #expect(compiled.parts.regions.map(\.finders.count) == [2, 1, 0])
        #expect(compiled.text.contains("then non_zero finds k0\nthen non_zero finds k1\n"))
        let given = try #require(Tensor([0, -1, 2] as [Float], shape: [3]))
        let found = try Session(Model(graph: builder.graph)).run(["x": given])
        #expect(found["y"] == Tensor([1, 4] as [Int32], shape: [2]))
    }

    @Test("end a run with what an operator between them finds wrong, and where")
    func failure() throws {
        var builder = GraphBuilder(name: "sizes")
        let numbers = builder.addInput("numbers", Fact(.i64, [1]))
        let sizes = try builder.add(Op.DataSizes(most: [4]), [numbers], path: ["here"])[0]
        let count = builder.fact(sizes).shape[0]
        builder.addOutput("y", try builder.add(Op.Full(.f32, [count], 2), [])[0])
        let session = try Session(Model(graph: builder.graph))
        func run(_ number: Int64) throws(Diagnostic) -> [String: Tensor] {
            try session.run(["numbers": PlainTensor(wrapping: [number], .i64, shape: [1]).tensor])
        }
        #expect(try run(3)["y"] == Tensor([2, 2, 2] as [Float], shape: [3]))
        for number: Int64 in [-1, 5, .min, .max] {
            let found = diagnostic { () throws(Diagnostic) in _ = try run(number) }
            #expect(["negative-size", "size-too-large"].contains(found.code))
            #expect(found.place?.contains("here") == true, "\(found.place ?? "")")
        }
        #expect(try run(0)["y"]?.shape == [0])
    }

    @Test("lay out a weight that several of them read once")
    func packing() throws {
        var random = try RandomRegions(seed: 3)
        var model = Model(graph: random.graph)
        try model.initializeParameters(seed: 5)
        let packed = try model.packing(for: [.best])
        #expect(Set(packed.packed.map(\.key)).count == packed.packed.count)
        let session = try Session(packed)
        let inputs = random.inputs(rows: 5)
        #expect(try session.run(inputs) == Session(model).run(inputs))
        #expect(session.notes.isEmpty)
    }
}
