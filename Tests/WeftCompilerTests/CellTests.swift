import Testing
import WeftCompiler
import WeftGraph

/// Cells, the prelude's and a user's own, as loops of calls.
@Suite("Cells")
struct CellTests {
    private static let lstm = """
            state h: f32[N, units] = 0
            state c: f32[N, units] = 0
            %
            next c = sigmoid(f) * c + sigmoid(i) * tanh(g)
            next h = sigmoid(o) * tanh(next c)
            y = next h
        """

    private func lowered(_ body: String, _ inputs: String = "", _ arguments: String = "16") throws -> Lowered {
        try Lowered(
            """
            cell Own(x: f32[N, D], units: int\(inputs.isEmpty ? "" : ", " + inputs)) -> (y: f32[N, units]) {
            \(body)
            }
            model Sequence(x: f32[N, T, 8]\(inputs.isEmpty ? "" : ", " + inputs.replacing("D]", with: "8]"))) -> (y) {
                y = x |> r: scan(Own(\(arguments)))
            }
            """)
    }

    private func builtIn(_ layer: String, results: String) throws -> Lowered {
        try Lowered("model BuiltIn(x: f32[N, T, 8]) -> (y) { (\(results)) = x |> r: \(layer) }\n")
    }

    /// What stands in the loop, which is the last thing.
    private func loop(_ lowered: Lowered) throws -> [String] {
        let calls = lowered.calls
        return Array(calls[(try #require(calls.firstIndex(of: "loop")) + 1)...])
    }

    private func checkRun(_ lowered: Lowered) throws {
        #expect(Explanation(lowered.program).text.contains("every operator is computed by kernels"))
        try lowered.compare()
    }

    @Test("of the prelude and of a user, with one product or with four, are the same program")
    func lstm() throws {
        let known = try builtIn("lstm(16)", results: "y, _, _")
        #expect(known.calls == ["product", "loop", "product"], "\(known.program.text)")
        let one = try lowered(Self.lstm.replacing("%", with: "(i, f, g, o) = split(dense(concat(x, h), 4 * units), 4)"))
        let four = try lowered(
            Self.lstm.replacing(
                "%",
                with: ["i", "f", "g", "o"].map { "\($0) = to_\($0): dense(concat(x, h), units)" }.joined(
                    separator: "\n    ")))
        #expect(one.form == known.form)
        #expect(four.form == known.form)
        for each in [known, one, four] { try checkRun(each) }
    }

    @Test("with other gates are another program")
    func coupled() throws {
        let known = try builtIn("lstm(16)", results: "y, _, _")
        let coupled = try lowered(
            Self.lstm.replacing("sigmoid(i) * tanh(g)", with: "(1 - sigmoid(f)) * tanh(g)")
                .replacing("%", with: "(i, f, g, o) = split(dense(concat(x, h), 4 * units), 4)"))
        #expect(coupled.form != known.form)
        #expect(try loop(coupled) == ["product"])
        try checkRun(coupled)
    }

    @Test("with several gates are one call a step: a GRU")
    func gru() throws {
        let known = try builtIn("gru(16)", results: "y, _")
        #expect(known.calls == ["product", "loop", "product"], "\(known.program.text)")
        try checkRun(known)
    }

    @Test("whose product needs the result of another have a stage for each: a minimal gated unit")
    func minimal() throws {
        let unit = try lowered(
            """
                state h: f32[N, units] = 0
                f = sigmoid(a: dense(concat(x, h), units))
                g = tanh(b: dense(concat(x, f * h), units))
                next h = (1 - f) * h + f * g
                y = next h
            """)
        #expect(unit.calls == ["product", "loop", "product", "product"], "\(unit.program.text)")
        try checkRun(unit)
    }

    @Test("have reductions between their stages: a layer-norm LSTM")
    func layerNorm() throws {
        let cell = try lowered(
            Self.lstm.replacing("tanh(next c)", with: "tanh(next c |> k: layer_norm)")
                .replacing(
                    "%",
                    with: "(i, f, g, o) = split((x |> a: dense(4 * units) |> m: layer_norm) "
                        + "+ (h |> b: dense(4 * units) |> n: layer_norm), 4)"))
        #expect(
            cell.calls == [
                "product", "rows.normalize", "loop", "product", "rows.normalize", "elementwise", "rows.normalize",
                "elementwise",
            ], "\(cell.program.text)")
        try checkRun(cell)
    }

    @Test("attend to a memory that stays the same")
    func attention() throws {
        let cell = try lowered(
            """
                state h: f32[N, units] = 0
                q = h |> query: dense(D)
                keys = memory |> key: dense(D)
                w = softmax(sum(keys * unsqueeze(q, 1), 2), axis=1)
                next h = tanh(d: dense(concat(x, sum(memory * unsqueeze(w, 2), 1), h), units))
                y = next h
            """, "memory: f32[N, S, D]", "16, memory=memory")
        let inside = try loop(cell)
        #expect(Set(inside) == ["product", "elementwise", "reduction.sum", "rows.softmax"], "\(cell.program.text)")
        #expect(inside.count { $0 == "product" } == 3, "the query, and the two parts that depend on the state")
        #expect(cell.calls.count - inside.count == 3, "the keys and what comes of the sequence are made once")
        try checkRun(cell)
    }

    @Test("leave what depends on the state in the loop, and nothing else")
    func hoisting() throws {
        let cell = try lowered(
            """
                state h: f32[N, units] = 0
                z = tanh(x |> a: dense(units)) * exp(x |> b: dense(units))
                next h = 0.5 * h + z
                y = next h
            """)
        #expect(try loop(cell) == ["elementwise"], "\(cell.program.text)")
        try checkRun(cell)
    }

    @Test("within cells are parted and joined as well")
    func nested() throws {
        let book = try Lowered(
            """
            cell Page(page: f32[N, T, 8]) -> (y: f32[N, 6]) {
                state h: f32[N, 6] = 0
                (_, line) = page |> lines: scan(Line(6), axis=1)
                next h = tanh(h + line)
                y = next h
            }
            cell Line(x: f32[N, 8], units: int) -> (y: f32[N, units]) {
                state h: f32[N, units] = 0
                a = to_a: dense(concat(x, h), units)
                b = to_b: dense(concat(x, h), units)
                next h = tanh(a) * sigmoid(b)
                y = next h
            }
            model Book(x: f32[N, S, T, 8]) -> (y) { (y, _) = x |> r: scan(Page(), axis=1) }
            """)
        #expect(book.calls.suffix(2) == ["product", "elementwise"], "\(book.program.text)")
        #expect(book.calls.count { $0 == "loop" } == 2)
        try checkRun(book)
    }
}
