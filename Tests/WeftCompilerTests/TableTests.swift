import Testing
import Weft
import WeftCompiler
import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftRuntime
import WeftTensors
import WeftTestSupport

/// Products of rows that are looked up in a fixed table.
@Suite("Tables of products")
struct TableTests {
    private func model(_ text: String) throws -> Model { try specifiedModel(text, seed: 3) }

    private func steps(_ model: Model) throws -> String {
        try Program.lowering(try Pipeline.simplify(model.graph, verifies: true)).text
    }

    private func language(words: Int) -> String {
        """
        model Language(tokens: i32[N, T]) -> (y: f32[N, T, 24]) {
            (y, _, _) = tokens |> words: embedding(\(words), 60) |> rnn: lstm(24)
        }
        """
    }

    @Test("are looked up where the table is small, and agree with the interpreter")
    func folded() throws {
        let model = try model(language(words: 60))
        let text = try steps(model)
        #expect(text.contains("= dense(words.weight, rnn.weight_ih_l0, "), "\(text)")
        #expect(!text.contains("-- rnn.dense\n"), "no product before the loop\n\(text)")
        let tokens = try #require(Tensor([3, 59, 0, 7, 7, 12] as [Int32], shape: [2, 3]))
        let wanted = try model.interpret(["tokens": tokens])
        for isa in InstructionSet.available {
            let agreement = try Agreement(
                try Session(model, options: LoweringOptions(), isa: isa).run(["tokens": tokens]), wanted)
            #expect(agreement.worst <= 1e-6, "\(isa): \(agreement.place) is \(agreement.worst) off")
        }
    }

    @Test("are not made where they are larger than what they stand for")
    func large() throws {
        let text = try steps(try model(language(words: 4000)))
        #expect(text.contains("-- rnn.dense\n"), "\(text)")
    }

    @Test("leave rows alone that something else reads")
    func shared() throws {
        let text = try steps(
            try model(
                """
                model Shared(tokens: i32[N] in 0..<9) -> (rows: f32[N, 8], y: f32[N, 4]) {
                    rows = tokens |> words: embedding(9, 8)
                    y = rows |> out: dense(4)
                }
                """))
        #expect(text.contains("-- out.dense"), "\(text)")
    }

    @Test("keep the name of the layer whose indices are out of range")
    func outOfRange() throws {
        let model = try model(language(words: 60))
        let tokens = try #require(Tensor([3, 60] as [Int32], shape: [1, 2]))
        let error = #expect(throws: Diagnostic.self) { try Session(model).run(["tokens": tokens]) }
        #expect(error?.code == "index-out-of-range")
        #expect(error?.place?.contains("words") ?? false, "\(error?.place ?? "nowhere")")
    }
}
