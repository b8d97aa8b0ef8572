import Testing
import Weft
import WeftCompiler
import WeftGraph
import WeftOperators
import WeftTensors
import WeftTestSupport

/// What passes do to a graph, and what they leave alone.
@Suite("Passes")
struct PassTests {
    private func operators(_ body: String, results: String = "y") throws -> [String] {
        let lowered = try Lowered("model Vector(x: f32[N, 4], z: f32[N, 4]) -> (\(results)) {\n\(body)\n}\n")
        try lowered.compare()
        return lowered.operators
    }

    @Test("have names and reasons of their own")
    func names() {
        #expect(Set(Pipeline.passes.map(\.name)).count == Pipeline.passes.count)
        #expect(Pipeline.passes.allSatisfy { !$0.reason.isEmpty || $0.name.hasSuffix("again") })
    }

    @Test(
        "take out what gives back what it is given",
        arguments: [
            "x + 0", "0 + x", "x - 0", "x * 1", "1 * x", "x / 1", "x |> dropout(0.5)",
            "transpose(transpose(x, [1, 0]), [1, 0])",
            "x |> reshape([N, 2, 2]) |> reshape([N, 4])", "x ** 1",
        ])
    func identities(_ expression: String) throws {
        #expect(try operators("    y = tanh(\(expression)) + z") == ["tanh", "add"])
    }

    @Test(
        "keep what only looks as if it did nothing",
        arguments: [
            ("0 - x", "subtract"), ("1 / x", "divide"), ("x * 0", "multiply"), ("op.reverse(x, axis=1)", "reverse"),
            ("transpose(x |> reshape([N, 2, 2]), [0, 2, 1]) |> reshape([N, 4])", "transpose"),
        ])
    func noIdentities(_ expression: String, _ left: String) throws {
        #expect(try operators("    y = tanh(\(expression)) + z").contains(left))
    }

    @Test("keep a neutral number that stretches what it meets")
    func stretched() throws {
        let lowered = try Lowered(
            "model Stretch(x: f32[4]) -> (y: f32[3, 4]) { y = x + op.full(type=f32, sizes=[3, 4], value=0) }\n")
        #expect(lowered.graph.nodes.contains { $0.operation.name == "add" })
        try lowered.compare()
    }

    @Test("compute what is known, and nothing that hangs on inputs or weights")
    func constants() throws {
        #expect(
            try operators("    y = x * (sqrt(op.full(type=f32, sizes=[4], value=9)) - 1) + z") == ["multiply", "add"])
        let lowered = try Lowered("model Weights(x: f32[N, 4]) -> (y) { y = x |> d: dense(4) |> d2: dense(4) }\n")
        #expect(!lowered.graph.nodes.contains { $0.operation is Op.Constant })
    }

    @Test("make one node of equal ones, and none of those with other attributes or operands")
    func common() throws {
        #expect(try operators("    y = sin(x) * sin(x)") == ["sin", "multiply"])
        #expect(try operators("    y = sin(x) * sin(z)") == ["sin", "sin", "multiply"])
        #expect(
            try operators("    y = leaky_relu(x, 0.1) * leaky_relu(x, 0.2)") == [
                "leaky_relu", "leaky_relu", "multiply",
            ])
        #expect(try operators("    y = (x - z) * (z - x)") == ["subtract", "subtract", "multiply"])
    }

    @Test("take out what nothing reads")
    func dead() throws {
        var builder = GraphBuilder(name: "dead")
        let x = builder.addInput("x", Fact(.f32, [Dimension(Symbol("N"))]))
        let unread = try builder.add(Op.Exp(), [x])[0]
        _ = try builder.add(Op.Sqrt(), [unread])
        builder.addOutput("y", try builder.add(Op.Tanh(), [x])[0])
        let simplified = try Pipeline.simplify(builder.graph, verifies: true)
        #expect(simplified.nodes.map(\.operation.name) == ["tanh"])
    }

    @Test("push a change of the order of axes to the edges, where strides make it nothing")
    func transposes() throws {
        let last = try Lowered(
            """
            model Last(x: f32[N, H, W, 16]) -> (y) {
                y = x |> transpose([0, 3, 1, 2]) |> a: conv(16, 3, pad=1) |> relu |> b: conv(8, 3)
                    |> transpose([0, 2, 3, 1])
            }
            """)
        #expect(last.copies == 0, "\(last.program.text)")
        try last.compare()
        let first = try Lowered(picture: 16, "y", "    y = x |> a: conv(16, 3, pad=1) |> relu |> b: conv(8, 3)")
        #expect(first.copies == 2, "one at each edge\n\(first.program.text)")
        try first.compare()
    }

    @Test("copy what several calls read in another order once")
    func sharedCopy() throws {
        let lowered = try Lowered(picture: 16, "y, z", "    y = x |> a: conv(8, 3)\n    z = x |> b: conv(8, 5)")
        #expect(lowered.copies == 3, "\(lowered.program.text)")
        try lowered.compare()
    }

    @Test("absorb a flatten into the columns of the weight, unless something else sees it")
    func flatten() throws {
        func lowered(_ results: String) throws -> Lowered {
            try Lowered(
                """
                model Flat(x: f32[N, 3, 8, 8]) -> (\(results)) {
                    z = x |> c: conv(8, 3) |> relu |> flatten
                    y = z |> d: dense(5)
                }
                """)
        }
        let (alone, seen) = (try lowered("y"), try lowered("y, z"))
        #expect(alone.copies == 1 && alone.program.text.contains("order=[0, 2, 3, 1]"), "\(alone.program.text)")
        #expect(seen.copies == 2 && seen.program.text.contains("panels(d.weight)"), "\(seen.program.text)")
        try alone.compare()
        try seen.compare()
    }

    @Test("write what is put together straight into its place, and copy only what lies elsewhere already")
    func concatenations() throws {
        let made = try Lowered(
            picture: 16, "y",
            "    y = concat([x |> a: conv(8, 3, pad=1), x |> max_pool(3, stride=1, pad=1), x |> b: conv(8, 1) |> relu], axis=1)"
        )
        #expect(made.copies == 2, "one at each edge\n\(made.program.text)")
        try made.compare()
        // The input has a place of its own, and what is put together twice has only one of the two.
        let given = try Lowered(
            "model Given(x: f32[N, 4]) -> (y) {\n    a = tanh(x)\n    y = concat([x, a, a], axis=1)\n}\n")
        #expect(given.copies == 2, "\(given.program.text)")
        try given.compare()
    }
}
