import Testing
import Weft
import WeftCompiler
import WeftDiagnostics
import WeftGraph
import WeftLanguage
import WeftRuntime
import WeftTensors
import WeftTestSupport

/// Models that are kept with their packed weights.
@Suite("Packed weights")
struct PackedWeightTests {
    /// All kinds of packing: convolutions direct, grouped, depthwise and by Winograd's algorithm with folded scales, dense
    /// layers behind a flattening, and a cell.
    private static let text = """
        model Packed(x: f32[N, 16, 12, 12]) -> (y: f32[N, 3]) {
            a = x |> c1: conv(24, 3, pad=1) |> n1: batch_norm |> relu
            b = a |> c2: conv(24, 3, pad=1, groups=24, bias=false) |> n2: batch_norm |> relu
            c = b |> c3: conv(8, 5, stride=2, groups=2) |> c4: conv(70, 1) |> relu
            d = c |> flatten |> d1: dense(40) |> unsqueeze(1) |> r: lstm(20) |> last
            y = d |> out: dense(3)
        }
        """

    private func model() throws -> Model {
        let result = Elaborator.elaborate(SourceFile(name: "packed.weft", text: Self.text))
        var model = try #require(result.model, "\(result.diagnostics.map(\.message))")
        try model.initializeParameters(seed: 5)
        return model
    }

    private func inputs() throws -> [String: Tensor] {
        let values = (0..<4608).map { (index: Int) -> Float in Float(index * 37 % 101) / 101 - 0.3 }
        let x = try #require(Tensor(values, shape: [2, 16, 12, 12]))
        return ["x": x]
    }

    /// A model written and read again.
    private func saved(_ model: Model) throws -> Model {
        let folder = TemporaryFolder()
        _ = try FileWriting.write(model, to: folder / "a.weftpb")
        return try Model.load(folder / "a.weftpb")
    }

    private func run(_ model: Model, _ isa: InstructionSet = .best) throws -> (
        result: [String: Tensor], notes: [Diagnostic]
    ) {
        let session = try Session(model, options: LoweringOptions(), threads: 1, isa: isa)
        return (try session.run(try inputs()), session.notes)
    }

    @Test("are found in the file, and give the same bits")
    func found() throws {
        let model = try model()
        let packed = try saved(model.packing(for: InstructionSet.available))
        #expect(packed.packed.count >= 8 * InstructionSet.available.count)
        for isa in InstructionSet.available {
            let (wanted, own) = (try run(model, isa), try run(packed, isa))
            #expect(own.result == wanted.result)
            #expect(own.notes.isEmpty, "\(own.notes.map(\.message))")
        }
    }

    @Test("for another instruction set are not used, and a note says so")
    func anotherSet() throws {
        let model = try model()
        let sets = InstructionSet.all
        for set in sets {
            let packed = try saved(model.packing(for: [set]))
            for isa in InstructionSet.available where isa != set {
                let (wanted, own) = (try run(model, isa), try run(packed, isa))
                #expect(own.result == wanted.result)
                #expect(own.notes.map(\.code) == ["packed-weights-unused"])
            }
        }
    }

    @Test("with another key, version or size are made anew")
    func altered() throws {
        let model = try model()
        let wanted = try run(model).result
        let packed = try model.packing(for: [.best])
        let changes: [(PackedWeight) -> PackedWeight] = [
            {
                .init(
                    .init(recipe: $0.key.recipe + " ", instructionSet: $0.key.instructionSet, version: $0.key.version),
                    $0.tensor)
            },
            {
                .init(
                    .init(recipe: $0.key.recipe, instructionSet: $0.key.instructionSet, version: $0.key.version + 1),
                    $0.tensor)
            },
            { .init($0.key, $0.tensor.rows(0..<($0.tensor.shape[0] - 1)) ?? $0.tensor) },
        ]
        for change in changes {
            var altered = packed
            altered.packed = packed.packed.map { weight in
                // What stands there would spoil the result if it were used.
                let wrong = Tensor(
                    weight.tensor.elementType, shape: weight.tensor.shape,
                    bytes: [UInt8](repeating: 0x3F, count: weight.tensor.byteCount))
                return change(PackedWeight(weight.key, wrong ?? weight.tensor))
            }
            let own = try run(try saved(altered))
            #expect(own.result == wanted)
            #expect(own.notes.map(\.code) == ["packed-weights-unused"])
        }
    }

    @Test("have the keys of the weights that they are made of")
    func keys() throws {
        var model = try model()
        let before = try model.packing(for: [.best])
        let name = "c1.weight"
        var bytes = try #require(model.weights[name]).bytes
        bytes[2] ^= 1
        model.weights[name] = Tensor(.f32, shape: try #require(model.weights[name]).shape, bytes: bytes)
        let after = try model.packing(for: [.best])
        let changed = Set(before.packed.map(\.key)).subtracting(after.packed.map(\.key))
        #expect(changed.count == 1 && changed.first?.recipe.contains(name) == true)
        // The old packed weights with the new tensors: one is made anew.
        var mixed = model
        mixed.packed = before.packed
        let (wanted, own) = (try run(model), try run(try saved(mixed)))
        #expect(own.result == wanted.result)
        #expect(own.notes.first?.message.hasPrefix("1 of") == true, "\(own.notes)")
    }

    @Test("alone run on their instruction set, and nowhere else")
    func alone() throws {
        let model = try model()
        let alone = try saved(model.packing(for: [.best], only: true))
        #expect(alone.weights.count < model.weights.count && !alone.leftOut.isEmpty)
        #expect(try run(alone).result == run(model).result)
        var copy = alone
        try copy.initializeParameters(seed: 1)
        #expect(copy.weights.count == alone.weights.count, "what was left out is not made up")
        for isa in InstructionSet.available where isa != .best {
            let inputs = try inputs()
            let found = diagnostic { () throws(Diagnostic) in
                try Session(alone, options: LoweringOptions(), isa: isa).run(inputs)
            }
            #expect(found.code == "missing-parameter")
            #expect(found.help?.contains("\(InstructionSet.best)") == true, "\(found.help ?? "")")
        }
        #expect(try run(saved(alone)).result == run(model).result, "written once more")
    }

    /// A convolution that Winograd's algorithm computes in several forms, and in none where the picture is tiny.
    private static let pictures = """
        model Pictures(x: f32[N, 32, H, W]) -> (y: f32[N, 24, H, W]) {
            y = x |> a: conv(64, 3, pad=1) |> n: batch_norm |> relu |> b: conv(24, 3, pad=1)
        }
        """

    /// The model, and itself with its sizes bound.
    private func pictures(_ model: Model, _ extent: (height: Int, width: Int)) throws -> (Model, [String: Tensor]) {
        var bound = model
        bound.graph = try model.graph.binding(["N": 2, "H": extent.height, "W": extent.width])
        return (bound, try bound.sampleInputs([:]))
    }

    @Test("are used at any size, known before or not, whatever form that would choose", arguments: [false, true])
    func anySize(_ only: Bool) throws {
        let result = Elaborator.elaborate(SourceFile(name: "pictures.weft", text: Self.pictures))
        var model = try #require(result.model, "\(result.diagnostics.map(\.message))")
        try model.initializeParameters(seed: 5)
        // ε · √K · 16, over both layers.
        let tolerance = 16 * Double(Float.ulpOfOne) * Double(32 * 9 + 64 * 9).squareRoot()
        let extents = [(1, 1), (2, 3), (4, 4), (7, 7), (13, 9), (33, 40)]
        for isa in InstructionSet.available {
            let packed = try saved(model.packing(for: [isa], only: only))
            let free = try Session(packed, options: LoweringOptions(), threads: 1, isa: isa)
            var forms: Set<String> = []
            for extent in extents {
                let (bound, inputs) = try pictures(packed, extent)
                let session = try Session(bound, options: LoweringOptions(), threads: 1, isa: isa)
                let wanted = try pictures(model, extent).0
                for run in [session, free] {
                    let worst = try Agreement(run.run(inputs), wanted.interpret(inputs)).worst
                    #expect(worst < tolerance, "\(isa), \(extent): \(worst) off")
                    #expect(run.notes.isEmpty, "\(isa), \(extent): \(run.notes.map(\.message))")
                }
                // Without packed weights the sizes decide.
                let own = try CompiledGraph(wanted, options: LoweringOptions(), isa: isa)
                forms.formUnion(own.programs.flatMap(\.steps).map(\.call.name))
                // What is packed for known sizes is found at these.
                let fitting = try saved(wanted.packing(for: [isa], only: only))
                let again = try Session(fitting, options: LoweringOptions(), threads: 1, isa: isa)
                _ = try again.run(inputs)
                #expect(again.notes.isEmpty)
            }
            #expect(forms.count >= 2, "the choice hangs on sizes: \(forms)")
        }
    }

    @Test("that are there alone are kept when sizes are bound and the model is written again")
    func boundLater() throws {
        let result = Elaborator.elaborate(SourceFile(name: "pictures.weft", text: Self.pictures))
        var model = try #require(result.model)
        try model.initializeParameters(seed: 5)
        let alone = try saved(model.packing(for: [.best], only: true))
        let (bound, inputs) = try pictures(alone, (2, 3))
        let again = try saved(bound.packing(for: [.best], only: true))
        #expect(Set(again.packed.map(\.key)) == Set(alone.packed.map(\.key)))
        let session = try Session(again)
        #expect(try session.run(inputs) == Session(bound).run(inputs))
        #expect(session.notes.isEmpty)
    }
}
