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
        #expect(compiled.parts.regions.map(\.between.count) == [2, 1, 0])
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

    /// A decoder that goes on until its state is large: the weight is given to the body at every trip.
    private static func decoder() throws -> Graph {
        var body = GraphBuilder(name: "step")
        _ = body.addInput("trip", Fact(.i64, []))
        _ = body.addInput("condition", Fact(.bool, []))
        let state = body.addInput("state", Fact(.f32, [1, 8]))
        let weight = body.addInput("weight", Fact(.f32, [8, 8]))
        let words = body.addInput("words", Fact(.i32, [4]))
        let position = body.addInput("position", Fact(.i64, [1]))
        let next = try body.add(Op.Add(), [try body.add(Op.Dense(), [state, weight])[0], state])[0]
        let word = try body.add(Op.Gather(), [words, position], path: ["look"])[0]
        let norm = try body.add(Op.Sum(axis: [0, 1]), [next])[0]
        let limit = try body.add(Op.Full(.f32, [], 500), [])[0]
        body.addOutput("condition", try body.add(Op.Less(), [norm, limit])[0])
        body.addOutput("state", next)
        body.addOutput("word", word)
        var builder = GraphBuilder(name: "decoder")
        let trips = try builder.add(Op.Constant(PlainTensor.i64([50], []).tensor), [])[0]
        let start = builder.addInput("start", Fact(.f32, [1, 8]))
        let given = builder.addInput("words", Fact(.i32, [4]))
        let place = builder.addInput("position", Fact(.i64, [1]))
        let parameter = builder.addParameter(
            "weight", TensorType(.f32, [8, 8]), isTrained: true, initializer: .uniform(low: 0.1, high: 0.3),
            origin: .none)
        let results = try builder.add(
            Op.Loop(body: body.graph, carried: 1), [trips, nil, start, parameter, given, place], path: ["decode"])
        builder.addOutput("state", results[0])
        builder.addOutput("words", results[1])
        return builder.graph
    }

    @Test("run the body of a loop by kernels, its weights laid out once")
    func loop() throws {
        var model = Model(graph: try Self.decoder())
        try model.initializeParameters(seed: 5)
        let compiled = try CompiledGraph(model.graph)
        #expect(compiled.text.contains("then decode.loop finds k0 {\n    program step\n"))
        #expect(compiled.text.contains("product("))
        #expect(!compiled.text.contains("reference."))
        #expect(compiled.allPrograms.count == compiled.programs.count + 1)
        // The number of trips is handed over; the weight, which the body sees unchanged, is not.
        #expect(compiled.parts.regions[0].makes.count == 1)
        #expect(try model.packing(for: [.best]).packed.count == 1)
        var inputs = [
            "start": try #require(Tensor([Float](repeating: 0.5, count: 8), shape: [1, 8])),
            "words": try #require(Tensor([3, 1, 4, 1] as [Int32], shape: [4])),
            "position": PlainTensor.i64([2], [1]).tensor,
        ]
        let session = try Session(model)
        let found = try session.run(inputs)
        #expect(try Agreement(found, model.interpret(inputs)).worst < 1e-5)
        #expect((found["words"]?.shape.first).map { (3...49).contains($0) } == true)
        inputs["position"] = PlainTensor.i64([4], [1]).tensor
        let failure = diagnostic { () throws(Diagnostic) in _ = try session.run(inputs) }
        #expect(failure.code == "index-out-of-range")
        #expect(failure.place?.hasPrefix("decode") == true && failure.place?.contains("look") == true)
        #expect(failure.notes.contains { $0.message == "at trip 0" })
    }

    @Test("run one of two bodies, and hold the conditions of that one alone")
    func branch() throws {
        func body(_ factor: Double, _ size: Dimension) throws -> Graph {
            var builder = GraphBuilder(name: "body")
            let x = builder.addInput("x", Fact(.f32, [Dimension(Symbol("M"))]))
            let scaled = try builder.add(Op.Multiply(), [x, try builder.add(Op.Full(.f32, [], factor), [])[0]])[0]
            builder.addOutput("y", try builder.add(Op.Slice(axis: 0, from: 0, to: size), [scaled])[0])
            return builder.graph
        }
        var builder = GraphBuilder(name: "one of two")
        let condition = builder.addInput("condition", Fact(.bool, []))
        let x = builder.addInput("x", Fact(.f32, [Dimension(Symbol("N"))]))
        let branch = Op.Branch(then: try body(2, 1), else: try body(3, 3))
        let y = try builder.add(branch, [condition, x])[0]
        builder.addOutput("y", try builder.add(Op.Relu(), [y])[0])
        let session = try Session(Model(graph: builder.graph))
        #expect(!session.compiled.text.contains("reference."))
        func run(_ condition: Bool, _ x: [Float]) throws -> Tensor? {
            let x = try #require(Tensor(x, shape: [x.count]))
            return try session.run(["condition": PlainTensor.bools([condition], []).tensor, "x": x])["y"]
        }
        #expect(try run(true, [1, 2]) == Tensor([2] as [Float], shape: [1]))
        #expect(try run(false, [1, -2, 3]) == Tensor([3, 0, 9] as [Float], shape: [3]))
        #expect(throws: (any Error).self) { try run(false, [1, 2]) }
        #expect(try run(true, [4, 2]) == Tensor([8] as [Float], shape: [1]))
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
