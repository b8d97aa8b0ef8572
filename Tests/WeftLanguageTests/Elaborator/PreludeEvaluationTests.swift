import Testing
import WeftGraph
import WeftOperators
import WeftTensors

/// Functions of plain numbers, written apart from the operators.
private enum Plain {
    static func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

    /// e to a power, by halving the exponent and a short series.
    static func exp(_ x: Double) -> Double {
        let small = x / 1024
        var term = 1.0
        var sum = 1.0
        for k in 1...12 {
            term *= small / Double(k)
            sum += term
        }
        for _ in 0..<10 { sum *= sum }
        return sum
    }

    static func tanh(_ x: Double) -> Double {
        let square = exp(2 * x)
        return (square - 1) / (square + 1)
    }

    /// Natural logarithm, by Newton's steps on `exp`.
    static func log(_ x: Double) -> Double {
        var y = 0.0
        for _ in 0..<100 { y += 2 * (x - exp(y)) / (x + exp(y)) }
        return y
    }

    static func softmax(_ x: [Double]) -> [Double] {
        let powers = x.map { exp($0 - (x.max() ?? 0)) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }

    /// `weight · x + bias` for a weight of rows as long as `x`.
    static func dense(_ weight: PlainTensor, _ x: [Double], _ bias: PlainTensor? = nil) -> [Double] {
        (0..<weight.shape[0]).map { row in
            zip(weight.row(row), x).reduce(bias?.reals[row] ?? 0) { $0 + $1.0 * $1.1 }
        }
    }
}

/// Parts of a row that is `[T, D]`.
private func step(_ row: [Double], _ time: Int, _ width: Int) -> [Double] {
    Array(row[(time * width)..<((time + 1) * width)])
}

@Suite("The prelude's layers against plain formulas")
struct PreludeEvaluationTests {
    private let tolerance = 2e-6

    private func close(_ found: [Double], _ wanted: [Double]) -> Bool {
        found.count == wanted.count && zip(found, wanted).allSatisfy { ($0 - $1).magnitude < tolerance }
    }

    @Test("a GRU with the reset before or after the product", arguments: ["after", "before"])
    func gru(reset: String) throws {
        let graph = try Elaborating.graph(
            """
            model Net(x: f32[N, T, 3], lengths: i32[N]) -> (y, h_n) {
                (y, h_n) = x |> rnn: gru(2, reset="\(reset)", lengths=lengths)
            }
            """)
        let x = PlainTensor.random([2, 4, 3], seed: 3)
        let lengths = [4, 2]
        let outputs = try graph.outputs(["x": x, "lengths": .i32([4, 2])])
        let names = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"]
        let weights = try names.map { try graph.weight("rnn.\($0)") }
        for row in 0..<2 {
            var h = [0.0, 0.0]
            var all: [Double] = []
            for time in 0..<4 {
                guard time < lengths[row] else {
                    all += [0, 0]
                    continue
                }
                let a = Plain.dense(weights[0], step(x.row(row), time, 3), weights[2])
                let b = Plain.dense(weights[1], h, weights[3])
                let r = [0, 1].map { Plain.sigmoid(a[$0] + b[$0]) }
                let z = [0, 1].map { Plain.sigmoid(a[2 + $0] + b[2 + $0]) }
                let gated = Plain.dense(weights[1], [r[0] * h[0], r[1] * h[1]], weights[3])
                let n = [0, 1].map { Plain.tanh(a[4 + $0] + (reset == "after" ? r[$0] * b[4 + $0] : gated[4 + $0])) }
                h = [0, 1].map { (1 - z[$0]) * n[$0] + z[$0] * h[$0] }
                all += h
            }
            #expect(close(try #require(outputs["y"]).row(row), all))
            #expect(close(step(try #require(outputs["h_n"]).reals, row, 2), h))
        }
    }

    @Test("an LSTM of two layers from both ends is its parts run one by one")
    func lstm() throws {
        let graph = try Elaborating.graph(
            """
            model Net(x: f32[N, T, 3], lengths: i32[N]) -> (y, h_n, c_n) {
                (y, h_n, c_n) = x |> rnn: lstm(2, layers=2, bidirectional=true, lengths=lengths)
            }
            """)
        let x = PlainTensor.random([2, 4, 3], seed: 4)
        let outputs = try graph.outputs(["x": x, "lengths": .i32([3, 4])])
        let final = try #require(outputs["h_n"])
        #expect(final.shape == [4, 2, 2])
        for (row, length) in [(0, 3), (1, 4)] {
            var inputs = (0..<length).map { step(x.row(row), $0, 3) }
            for layer in 0..<2 {
                let forward = try run(graph, "l\(layer)", inputs)
                let backward = Array(try run(graph, "l\(layer)_reverse", inputs.reversed()).reversed())
                #expect(close(step(final.row(2 * layer), row, 2), forward[length - 1]))
                #expect(close(step(final.row(2 * layer + 1), row, 2), backward[0]))
                inputs = zip(forward, backward).map { $0 + $1 }
            }
            let padding = [Double](repeating: 0, count: (4 - length) * 4)
            #expect(close(try #require(outputs["y"]).row(row), inputs.flatMap { $0 } + padding))
        }
    }

    private func run(_ graph: Graph, _ suffix: String, _ inputs: [[Double]]) throws -> [[Double]] {
        let weights = try ["weight_ih", "weight_hh", "bias_ih", "bias_hh"].map {
            try graph.weight("rnn.\($0)_\(suffix)")
        }
        var h = [0.0, 0.0]
        var c = [0.0, 0.0]
        return inputs.map { x in
            let a = Plain.dense(weights[0], x, weights[2])
            let b = Plain.dense(weights[1], h, weights[3])
            let z = zip(a, b).map { $0 + $1 }
            for k in 0..<2 {
                c[k] = Plain.sigmoid(z[2 + k]) * c[k] + Plain.sigmoid(z[k]) * Plain.tanh(z[4 + k])
                h[k] = Plain.sigmoid(z[6 + k]) * Plain.tanh(c[k])
            }
            return h
        }
    }

    @Test("initial states are those of their layer and direction")
    func initialStates() throws {
        let graph = try Elaborating.graph(
            """
            model Net(x: f32[N, T, 3], h: f32[4, N, 2]) -> (a, b) {
                a = x |> rnn: gru(2, layers=2, bidirectional=true, h0=h)
                b = (slice(x, axis=1, to=0) |> other: gru(2, layers=2, bidirectional=true, h0=h)).h_n
            }
            """)
        let h = PlainTensor.random([4, 2, 2], seed: 5)
        let outputs = try graph.outputs(["x": .random([2, 3, 3], seed: 6), "h": h])
        #expect(outputs["b"] == h, "after no step the final states are the first ones")
    }

    @Test("bidirectional runs two cells and joins them")
    func bidirectional() throws {
        let graph = try Elaborating.graph(
            """
            model Net(x: f32[N, T, 3], lengths: i32[N]) -> (y) {
                y = x |> both: bidirectional(rnn_cell(2), rnn_cell(1, activation=relu), lengths=lengths)
            }
            """)
        let x = PlainTensor.random([1, 3, 3], seed: 8)
        let y = try #require(try graph.outputs(["x": x, "lengths": .i32([2])])["y"])
        let inputs = (0..<2).map { step(x.row(0), $0, 3) }
        let forward = try plainRNN(graph, "both.forward", inputs, Plain.tanh)
        let backward = Array(try plainRNN(graph, "both.backward", inputs.reversed(), { max($0, 0) }).reversed())
        let wanted = zip(forward, backward).flatMap { $0 + $1 }
        #expect(close(y.reals, wanted + [0, 0, 0]))
    }

    private func plainRNN(
        _ graph: Graph, _ scope: String, _ inputs: [[Double]], _ activation: (Double) -> Double
    ) throws -> [[Double]] {
        let weights = try ["weight_ih", "weight_hh", "bias_ih", "bias_hh"].map { try graph.weight("\(scope).\($0)") }
        var h = [Double](repeating: 0, count: weights[0].shape[0])
        return inputs.map { x in
            let sums = zip(Plain.dense(weights[0], x, weights[2]), Plain.dense(weights[1], h, weights[3]))
            h = sums.map { activation($0 + $1) }
            return h
        }
    }

    @Test("each runs a block on every step")
    func each() throws {
        let graph = try Elaborating.graph(
            """
            model Net(x: f32[N, T, 2, 4]) -> (y, z) {
                y = x |> a: each(Sums)
                z = x |> merge(0) |> Sums |> unmerge(0, [N, T])
            }

            block Sums(x: f32[N, C, D]) {
                return sum(x, axis=2) * C
            }
            """)
        let x = PlainTensor.random([2, 3, 2, 4], seed: 9)
        let outputs = try graph.outputs(["x": x])
        let wanted = (0..<12).map { step(x.reals, $0, 4).reduce(0, +) * 2 }
        #expect(close(try #require(outputs["y"]).reals, wanted) && outputs["y"]?.shape == [2, 3, 2])
        #expect(outputs["y"] == outputs["z"])
    }

    @Test("attention for one query and for one at each step, within each row's length")
    func attend() throws {
        let graph = try Elaborating.graph(
            """
            model Net(one: f32[N, 3], many: f32[N, T, 3], keys: f32[N, S, 3], values: f32[N, S, 2], lengths: i32[N])
                -> (a, b, c)
            {
                (a, b) = attend(one, keys, values, lengths=lengths)
                c = attend(many, keys, values, lengths=lengths)
            }
            """)
        let (keys, values) = (PlainTensor.random([2, 4, 3], seed: 10), PlainTensor.random([2, 4, 2], seed: 11))
        let (one, many) = (PlainTensor.random([2, 3], seed: 12), PlainTensor.random([2, 5, 3], seed: 13))
        let outputs = try graph.outputs([
            "one": one, "many": many, "keys": keys, "values": values, "lengths": .i32([4, 2]),
        ])
        for (row, length) in [(0, 4), (1, 2)] {
            func context(_ query: [Double]) -> (context: [Double], weights: [Double]) {
                let scores = (0..<length).map { s in
                    zip(query, step(keys.row(row), s, 3)).reduce(0) { $0 + $1.0 * $1.1 }
                }
                let weights = Plain.softmax(scores)
                let sums = (0..<2).map { v in
                    (0..<length).reduce(0) { $0 + weights[$1] * values.row(row)[$1 * 2 + v] }
                }
                return (sums, weights + [Double](repeating: 0, count: 4 - length))
            }
            let single = context(one.row(row))
            #expect(close(try #require(outputs["a"]).row(row), single.context))
            #expect(close(try #require(outputs["b"]).row(row), single.weights))
            let all = (0..<5).flatMap { context(step(many.row(row), $0, 3)).context }
            #expect(close(try #require(outputs["c"]).row(row), all))
        }
    }

    @Test(
        "what takes lengths gives each row what it has alone",
        arguments: [
            "conv(2, 3, pad=1, lengths=lengths)", "conv(2, 4, stride=2, pad=[1, 2], lengths=lengths)",
            "conv(2, 3, dilation=2, pad=2, lengths=lengths)", "conv(2, 3, pad=\"same\", lengths=lengths)",
            "conv(2, 3, pad=\"causal\", lengths=lengths)", "conv(2, 2, pad=\"same_lower\", lengths=lengths)",
            "max_pool(2, lengths=lengths)", "max_pool(3, stride=2, pad=1, ceil=true, lengths=lengths)",
            "avg_pool(2, stride=1, lengths=lengths)", "avg_pool(3, stride=2, pad=1, lengths=lengths)",
            "avg_pool(2, stride=1, dilation=2, lengths=lengths)",
        ])
    func lengths(call: String) throws {
        let text = "model Net(x: f32[N, 3, T], lengths: i32[N]) -> (y, n) {\n    (y, n) = x |> a: \(call)\n}"
        let graph = try Elaborating.graph(text)
        let alone = try Elaborating.graph(
            text.replacing(", lengths: i32[N]", with: "").replacing(", lengths=lengths", with: "")
                .replacing("(y, n) = x", with: "y = x").replacing("-> (y, n)", with: "-> (y)"))
        let x = PlainTensor.random([3, 3, 9], seed: 14)
        let outputs = try graph.outputs(["x": x, "lengths": .i32([9, 6, 5])])
        let y = try #require(outputs["y"])
        for (row, length) in [(0, 9), (1, 6), (2, 5)] {
            let cut = (0..<3).flatMap { step(x.row(row), $0, 9).prefix(length) }
            let short = try #require(try alone.outputs(["x": .f32(cut, [1, 3, length])])["y"])
            let size = short.shape[2]
            #expect(outputs["n"]?.integers[row] == Int64(size))
            for channel in 0..<y.shape[1] {
                let found = step(y.row(row), channel, y.shape[2])
                #expect(close(Array(found.prefix(size)), step(short.reals, channel, size)))
                #expect(found.dropFirst(size).allSatisfy { $0 == 0 })
            }
        }
    }

    @Test("padding that hangs on a row's length is refused with lengths")
    func paddingOfRows() {
        let text = "model Net(x: f32[N, 3, T], n: i32[N]) -> (y) {\n    y = x |> a: CALL\n}"
        for call in ["conv(2, 3, stride=2, pad=\"same\", lengths=n)", "max_pool(2, pad=\"same\", lengths=n)"] {
            #expect(Elaborating.codes(text.replacing("CALL", with: call)) == ["promise-broken"])
        }
    }

    @Test("greedy feeds the best word back and stops at the end")
    func greedy() throws {
        // Of word k the best next one is k + 1, by a table with 1 behind its diagonal.
        let graph = try Elaborating.graph(
            """
            model Tell(start: f32[N, 2]) -> (words, scores, sizes) {
                (words, scores, sizes) = teller: greedy(Next(start=start), steps=6, first=1, end=4)
            }

            cell Next(word: i32[N], start: f32[N, 2]) -> (scores: f32[N, 6]) {
                state seen: f32[N, 2] = start
                next seen = seen + 1
                scores = (word |> table: embedding(6, 6)) + sum(seen, axis=1, keep=true) * 0
            }
            """)
        var table = [Double](repeating: 0, count: 36)
        for k in 0..<5 { table[k * 6 + k + 1] = 1 }
        let outputs = try graph.outputs(
            ["start": .f32([0, 0], [1, 2])], weights: ["teller.table.weight": .f32(table, [6, 6])])
        #expect(outputs["words"] == .i32([2, 3, 4, 0, 0, 0], [1, 6]))
        #expect(outputs["sizes"] == .i32([3]))
        #expect(outputs["scores"]?.row(0).dropFirst(18).allSatisfy { $0 == 0 } == true)
    }

    @Test("losses")
    func losses() throws {
        let graph = try Elaborating.graph(
            """
            model Loss(x: f32[N, 3], target: f32[N, 3], classes: i32[N], p: f32[N, 3]) -> (a: f32[], b: f32[], c: f32[]) {
                a = mse(x, target)
                b = cross_entropy(x, classes)
                c = binary_cross_entropy(p, target)
            }
            """)
        let x = PlainTensor.random([2, 3], seed: 15)
        let target: [Double] = [0, 1, 1, 0, 1, 0]
        let p = [0.1, 0.8, 0.5, 0.3, 1.0, 0.0]
        let outputs = try graph.outputs([
            "x": x, "target": .f32(target, [2, 3]), "classes": .i32([2, 0]), "p": .f32(p, [2, 3]),
        ])
        let squares = zip(x.reals, target).map { ($0 - $1) * ($0 - $1) }
        #expect(close(try #require(outputs["a"]).reals, [squares.reduce(0, +) / 6]))
        let entropy = -(Plain.log(Plain.softmax(x.row(0))[2]) + Plain.log(Plain.softmax(x.row(1))[0])) / 2
        #expect(close(try #require(outputs["b"]).reals, [entropy]))
        let right = [0.9, 0.8, 0.5, 0.7]
        #expect(close(try #require(outputs["c"]).reals, [-right.map(Plain.log).reduce(0, +) / 6]))
    }

    @Test("a padded batch through a reversed scan gives each row what it has alone")
    func reversed() throws {
        let text = """
            model Net(x: f32[N, T, 3], lengths: i32[N]) -> (y, last) {
                r = x |> a: scan(gru_cell(2), reverse=true, lengths=lengths)
                y = r.y
                last = r.h
            }
            """
        let graph = try Elaborating.graph(text)
        let alone = try Elaborating.graph(
            text.replacing(", lengths: i32[N]", with: "").replacing(", lengths=lengths", with: ""))
        let x = PlainTensor.random([2, 4, 3], seed: 16)
        let outputs = try graph.outputs(["x": x, "lengths": .i32([4, 2])])
        let short = try alone.outputs(["x": .f32(Array(x.row(1).prefix(6)), [1, 2, 3])])
        #expect(close(Array(try #require(outputs["y"]).row(1).prefix(4)), try #require(short["y"]).reals))
        #expect(close(try #require(outputs["last"]).row(1), try #require(short["last"]).reals))
    }
}
