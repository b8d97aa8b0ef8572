import Testing
import Weft
import WeftCompiler
import WeftGraph
import WeftOperators
import WeftRuntime
import WeftTensors
import WeftTestSupport

/// Models made by chance, compiled against interpreted, at odd sizes.
@Suite("Random models")
struct RandomModelTests {
    private func model(_ text: String) throws -> Model { try specifiedModel(text, seed: 3) }

    private func verify(_ model: Model, _ text: String) {
        do {
            _ = try Pipeline.simplify(model.graph, verifies: true)
        } catch {
            Issue.record("\(error.message) at \(error.place ?? "?")\n\(text)")
        }
    }

    /// Compiled after all passes and after some of them, for every instruction set and accuracy, on one thread and on two.
    private func compare(
        _ model: Model, _ inputs: [String: Tensor], _ text: String, passes: Int, of kind: String
    ) throws {
        let wanted = try model.interpret(inputs)
        let shapes = inputs.mapValues { InputShape($0.elementType, $0.shape) }
        let binding = try InputBinding(model.graph, shapes).sizes
        for (accuracy, isa) in LoweringOptions.Accuracy.allCases.flatMap({ one in
            InstructionSet.available.map { (one, $0) }
        }) {
            var options = LoweringOptions()
            options.accuracy = accuracy
            // Once as large models are run, whose calls take turns.
            if accuracy == .strict { options.bands = BandLimits(bytes: 12 << 10, pixels: 1) }
            let limit = Agreement.tolerance(of: model.graph, binding, c: accuracy == .strict ? 4 : 16)
            for count in Set([passes, Pipeline.passes.count]) {
                let one = try Session(model, options: options, threads: 1, isa: isa, passes: count).run(inputs)
                let agreement = try Agreement(one, wanted)
                #expect(
                    agreement.worst <= limit,
                    "\(accuracy), \(isa), \(count) passes: \(agreement.place) is \(agreement.worst) off\n\(text)")
                Deviations.note(
                    kind, accuracy: accuracy.rawValue, worst: agreement.worst, allowed: limit, road: "\(isa)")
                let two = try Session(model, options: options, threads: 2, isa: isa, passes: count).run(inputs)
                #expect(one == two, "two threads give other bits\n\(text)")
            }
        }
    }

    @Test("of pictures agree with the interpreter", arguments: 0..<60)
    func pictures(_ seed: Int) throws {
        var specs = RandomSpecs(seed: seed)
        let text = specs.picture()
        let model = try model(text)
        verify(model, text)
        let shape = [specs.int(1...3), 4, specs.int(11...23), specs.int(11...23)]
        let values = (0..<shape.reduce(1, *)).map { _ in Float(specs.int(-1000...1000)) / 700 }
        try compare(
            model, ["x": try #require(Tensor(values, shape: shape))], text, passes: seed % Pipeline.passes.count,
            of: "random pictures")
    }

    @Test("of sequences agree with the interpreter", arguments: 0..<80)
    func sequences(_ seed: Int) throws {
        var specs = RandomSpecs(seed: seed)
        let text = specs.sequence()
        let model = try model(text)
        verify(model, text)
        let (rows, steps) = (specs.int(1...5), specs.int(1...9))
        let values = (0..<(rows * steps * 5)).map { _ in Float(specs.int(-1000...1000)) / 700 }
        var inputs = ["x": try #require(Tensor(values, shape: [rows, steps, 5]))]
        if model.graph.inputs.count > 1 {
            let lengths = (0..<rows).map { _ in Int32(specs.int(0...steps)) }
            inputs["lengths"] = Tensor(lengths, shape: [rows])
        }
        try compare(model, inputs, text, passes: seed % Pipeline.passes.count, of: "random sequences and cells")
        let program = try Program.lowering(try Pipeline.simplify(model.graph))
        #expect(Explanation(program).text.contains("every operator is computed by kernels"), "\(text)")
    }

    @Test(
        "of sequences of sequences agree with the interpreter",
        arguments: [[2, 2, 3, 4], [1, 5, 1, 3], [3, 1, 4, 2]])
    func nested(_ shape: [Int]) throws {
        let text = """
            model Nest(x: f32[N, S, T, D]) -> (y: f32[N, S, T, D], last: f32[N, S, D]) {
                (y, last, _) = x |> scan(Outer(), axis=1)
            }

            cell Outer(row: f32[N, T, D]) -> (y: f32[N, T, D], last: f32[N, D]) {
                state total: f32[N, D] = 0
                r = row |> scan(Inner(), axis=1)
                next total = total + sum(r.y, 1)
                y = r.y + unsqueeze(total, 1)
                last = r.running
            }

            cell Inner(step: f32[N, D]) -> (y: f32[N, D]) {
                state running: f32[N, D] = 0
                next running = running + step
                y = next running
            }
            """
        try nest(text, shape)
    }

    @Test(
        "with recurrent layers in recurrent cells agree with the interpreter",
        arguments: [[2, 2, 3, 5], [1, 5, 1, 5], [3, 1, 4, 5]])
    func layersInCells(_ shape: [Int]) throws {
        let text = """
            model Book(x: f32[N, S, T, 5]) -> (y: f32[N, S, 6]) {
                (y, _) = x |> scan(Page(), axis=1)
            }

            cell Page(row: f32[N, T, 5]) -> (y: f32[N, 6]) {
                state h: f32[N, 6] = 0
                first = unsqueeze(h, 0)
                (there, _, _) = row |> there: lstm(6, h0=first, c0=first)
                (back, seen) = row |> back: scan(Line(6), axis=1, reverse=true)
                next h = tanh(join: dense(concat(sum(there * back, 1), seen), 6))
                y = next h
            }

            cell Line(word: f32[N, 5], units: int) -> (y: f32[N, units]) {
                state h: f32[N, units] = 0
                next h = tanh(dense(concat(word, h), units))
                y = next h
            }
            """
        try nest(text, shape)
    }

    @Test("with the last states of loops side by side agree with the interpreter", arguments: [[2, 3, 5], [1, 4, 5]])
    func lastStates(_ shape: [Int]) throws {
        try nest(
            """
            model Ends(x: f32[N, T, 5]) -> (y: f32[N, 15]) {
                (there, last) = x |> there: scan(Line(), axis=1)
                (_, first) = x |> back: scan(Line(), axis=1, reverse=true)
                y = tanh(concat(sum(there, 1), last, first))
            }

            cell Line(word: f32[N, 5]) -> (y: f32[N, 5]) {
                state h: f32[N, 5] = 0
                next h = tanh(word + 0.5 * h)
                y = next h
            }
            """, shape)
    }

    private func nest(_ text: String, _ shape: [Int]) throws {
        let model = try model(text)
        verify(model, text)
        let values = (0..<shape.reduce(1, *)).map { Float($0 % 17) / 7 - 1 }
        try compare(
            model, ["x": try #require(Tensor(values, shape: shape))], text, passes: 3, of: "loops in loops")
        let program = try Program.lowering(try Pipeline.simplify(model.graph))
        #expect(Explanation(program).text.contains("every operator is computed by kernels"), "\(program.text)")
    }
}
