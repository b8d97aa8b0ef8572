import Testing
import WeftGraph
import WeftOperators
import WeftTensors

@Suite("Cells and drivers elaborated")
struct RecurrenceTests {
    @Test("states of inner cells are results by their labels")
    func states() throws {
        let graph = try Elaborating.graph(
            """
            model Net(x: f32[N, T, 4]) -> (y, a, b, c) {
                r = x |> scan(Outer)
                y = r.y
                a = r.rnn.h
                b = r.deep.inner.c
                c = r.own
            }

            cell Outer(x: f32[N, D]) -> (y) {
                state own: f32[N, D] = 0
                next own = own + x
                y = (x |> rnn: rnn_cell(3)) + (x |> deep: Deeper)
            }

            cell Deeper(x: f32[N, D]) -> (y) {
                y = x |> inner: lstm_cell(3)
            }
            """)
        #expect(
            graph.outputTypes.map { "\($0.name): \($0.type)" } == [
                "y: f32[N, T, 3]", "a: f32[N, 3]", "b: f32[N, 3]", "c: f32[N, 4]",
            ])
        let names = graph.bodies[0].inputTypes.map(\.name)
        #expect(names.prefix(4) == ["own", "h", "h", "c"])
        #expect(
            graph.parameterNames.filter { $0.contains("weight") } == [
                "Outer0.rnn.weight_ih", "Outer0.rnn.weight_hh", "Outer0.deep.inner.weight_ih",
                "Outer0.deep.inner.weight_hh",
            ])
    }

    @Test("what depends on fixed tensors alone stands outside of the loop")
    func hoisting() throws {
        let graph = try Elaborating.graph(
            """
            model Net(x: f32[N, T, 4], memory: f32[N, S, 4]) -> (y) {
                y = x |> scan(Reader(memory=memory))
            }

            cell Reader(x: f32[N, D], memory: f32[N, S, D]) {
                state h: f32[N, D] = memory |> start: dense(4) |> mean(axis=1)
                keys = memory |> keys: dense(4) |> tanh
                scale = sqrt(size(memory, 2))
                (context, _) = attend(h, keys * scale, memory)
                next h = tanh(context + x)
                return h
            }
            """)
        #expect(graph.operators.filter { $0 == "dense" }.count == 2)
        #expect(graph.operators.contains("tanh") && graph.operators.contains("mean"))
        let body = try #require(graph.bodies.first)
        #expect(!body.operators.contains("dense"))
        #expect(body.operators.filter { $0 == "tanh" }.count == 1)
        #expect(!body.operators.contains("multiply"), "the scaled keys are the same at every step")
    }

    @Test("states that are given by the caller take the place of the declared value")
    func given() throws {
        let graph = try Elaborating.graph(
            """
            model Net(x: f32[N, T, 4], start: f32[N, 3]) -> (y) {
                a = x |> one: scan(lstm_cell(3, h=start))
                b = x |> two: scan(lstm_cell(3, h=none))
                y = a.y + b.y
            }
            """)
        let scans = graph.nodes.filter { $0.operation is Op.Scan }
        #expect(scans[0].inputs[0] == graph.inputs[1].value)
        #expect(graph.operators.filter { $0 == "full" }.count == 3)
    }

    @Test("unroll steps without a sequence, and a stop gives lengths")
    func unrolled() throws {
        let graph = try Elaborating.graph(
            """
            model Count(start: i32[N], steps: int = 5) -> (words: i32[N, 5], lengths: i32[N], last: i32[N]) {
                r = unroll(Up(start=start), steps=steps)
                words = r.word
                lengths = r.lengths
                last = r.h
            }

            cell Up(start: i32[N]) -> (word) {
                state h: i32[N] = start
                word = h + 1
                next h = word
                stop when word == 3
            }
            """)
        let outputs = try graph.outputs(["start": .i32([0, 2, 7])])
        #expect(outputs["words"] == .i32([1, 2, 3, 0, 0, 3, 0, 0, 0, 0, 8, 9, 10, 11, 12], [3, 5]))
        #expect(outputs["lengths"] == .i32([3, 1, 5]))
        #expect(outputs["last"] == .i32([3, 3, 12]))
    }

    @Test("a scan goes along any axis, of several sequences, from either end")
    func axes() throws {
        let graph = try Elaborating.graph(
            """
            model Sums(a: f32[N, 2, T], b: f32[N, 2, T]) -> (forward, backward, last) {
                f = scan(Sum, a, b, axis=-1)
                r = scan(Sum, a, b, axis=2, reverse=true)
                forward = f.y
                backward = r.y
                last = r.total
            }

            cell Sum(a: f32[N, D], b: f32[N, D]) -> (y) {
                state total: f32[N, D] = 0
                next total = total + a * b
                y = next total
            }
            """)
        let a = PlainTensor.f32([1, 2, 3, 4, 5, 6], [1, 2, 3])
        let outputs = try graph.outputs(["a": a, "b": .f32([1, 1, 1, 2, 2, 2], [1, 2, 3])])
        #expect(outputs["forward"] == .f32([1, 3, 6, 8, 18, 30], [1, 2, 3]))
        #expect(outputs["backward"] == .f32([6, 5, 3, 30, 22, 12], [1, 2, 3]))
        #expect(outputs["last"] == .f32([6, 30], [1, 2]))
    }

    @Test("a user's own LSTM is the prelude's")
    func own() throws {
        let text = """
            model Net(x: f32[N, T, 3]) -> (y) {
                y = x |> a: scan(Own(4))
            }

            cell Own(x: f32[N, D], units: int) -> (y) {
                state h: f32[N, units] = 0
                state c: f32[N, units] = 0
                param w_ih "weight_ih": f32[4 * units, D] = uniform(1 / sqrt(units))
                param w_hh "weight_hh": f32[4 * units, units] = uniform(1 / sqrt(units))
                z = op.dense(x, w_ih) + op.dense(h, w_hh)
                (i, f, g, o) = split(z, 4)
                next c = sigmoid(f) * c + sigmoid(i) * tanh(g)
                next h = sigmoid(o) * tanh(next c)
                y = next h
            }
            """
        let own = try Elaborating.graph(text)
        let prelude = try Elaborating.graph(text.replacing("scan(Own(4))", with: "scan(lstm_cell(4, bias=false))"))
        #expect(own.bodies[0].operators == prelude.bodies[0].operators)
        let x = PlainTensor.random([2, 5, 3], seed: 1)
        #expect(try own.outputs(["x": x])["y"] == prelude.outputs(["x": x])["y"])
    }
}
