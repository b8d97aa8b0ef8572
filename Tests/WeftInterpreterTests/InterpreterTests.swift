import Testing
import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// `y = (a * weight) + b`, where a is `[N, 2 * H]` and b is `[N, 2 * H]` with even H.
private func example() throws(Diagnostic) -> Graph {
    try graph { builder throws(Diagnostic) in
        let type = Fact(.f32, [size("N"), size("H") * 2])
        let a = builder.addInput("a", type)
        let b = builder.addInput("b", type)
        let weight = builder.addParameter(
            "scale", TensorType(.f32, [1]), isTrained: true, initializer: .constant(1), origin: .none)
        builder.addCondition(
            Condition(size("H").remainder(by: 2), .equal, 0, isPromise: true, reason: "the height must be even"))
        let product = try builder.add(Op.Multiply(), [a, weight], path: ["first", "scale"])[0]
        builder.addOutput("y", try builder.add(Op.Add(), [product, b], path: ["second"])[0])
    }
}

@Suite("The interpreter")
struct InterpreterTests {
    private func weight(_ name: String) throws(Diagnostic) -> PlainTensor { .f32([3]) }

    private func failure(_ inputs: [String: PlainTensor]) throws -> Diagnostic? {
        let interpreter = Interpreter(graph: try example())
        do {
            _ = try interpreter.run(inputs: inputs, weights: weight)
            return nil
        } catch {
            return error
        }
    }

    @Test("Inputs, weights and nodes give the outputs, and each node's results are shown")
    func runs() throws {
        let a = PlainTensor.f32([1, 2, 3, 4], [1, 4])
        var seen: [Int] = []
        var asked: [String] = []
        let outputs = try Interpreter(graph: try example()).run(
            inputs: ["a": a, "b": a],
            weights: { name throws(Diagnostic) in
                asked.append(name)
                return .f32([3])
            },
            observe: { node, results in
                seen.append(node)
                #expect(results.count == 1)
            })
        #expect(outputs.map(\.name) == ["y"])
        #expect(outputs[0].value == .f32([4, 8, 12, 16], [1, 4]))
        #expect(seen == [0, 1])
        #expect(asked == ["scale"])
    }

    @Test("An input of another size names what it must be, and where the size was told")
    func mismatch() throws {
        let error = try #require(
            try failure(["a": .f32([1, 2, 3, 4], [1, 4]), "b": .f32([1, 2, 3, 4], [2, 2])]))
        #expect(error.code == "input-mismatch")
        #expect(error.message == "the input 'b' must be f32[N, 2 * H], but it is f32[2, 2]")
        #expect(error.labels == ["H is 2", "N is 1"])
        #expect(error.notes.map(\.message) == ["H is 2 by the input 'a'", "N is 1 by the input 'a'"])
    }

    @Test("Inputs that are missing, unknown, of another type or rank, odd or empty")
    func refusals() throws {
        let a = PlainTensor.f32([1, 2, 3, 4], [1, 4])
        #expect(try failure(["a": a])?.code == "missing-input")
        let unknown = try #require(try failure(["a": a, "b": a, "aa": a]))
        #expect(unknown.code == "unknown-input")
        #expect(unknown.help == "did you mean 'a'?")
        #expect(try failure(["a": a, "b": .i32([1, 2, 3, 4], [1, 4])])?.code == "input-mismatch")
        #expect(try failure(["a": a.reshaped([4]), "b": a])?.code == "input-mismatch")
        #expect(try failure(["a": .f32([1, 2, 3], [1, 3]), "b": a])?.code == "input-mismatch")
        #expect(try failure(["a": .f32([], [0, 4]), "b": .f32([], [0, 4])])?.code == "input-mismatch")
    }

    @Test("A condition that does not hold says sizes and reason")
    func condition() throws {
        let a = PlainTensor.f32([1, 2], [1, 2])
        let error = try #require(try failure(["a": a, "b": a]))
        #expect(error.code == "condition-not-met")
        #expect(error.message == "H % 2 == 0 does not hold, as H is 1: the height must be even")
    }

    @Test("A weight of another shape, and one that is not there")
    func weights() throws {
        let a = PlainTensor.f32([1, 2, 3, 4], [1, 4])
        let interpreter = Interpreter(graph: try example())
        #expect(
            code {
                _ = try interpreter.run(inputs: ["a": a, "b": a], weights: { _ throws(Diagnostic) in .f32([1, 2]) })
            }
                == "weight-mismatch")
        #expect(
            code {
                _ = try interpreter.run(
                    inputs: ["a": a, "b": a],
                    weights: { name throws(Diagnostic) in throw Diagnostic("missing-weight", "no \(name)") })
            } == "missing-weight")
    }

    @Test("Elements outside a promised range are named by their place")
    func range() throws {
        let graph = try graph { builder throws(Diagnostic) in
            let ids = builder.addInput(
                "ids", Fact(.i32, [size("N"), size("T")]), range: Graph.ValueRange(0, size("T") - 1))
            builder.addOutput("ids", ids)
        }
        let interpreter = Interpreter(graph: graph)
        let good = PlainTensor.i32([0, 1, 2, 2, 1, 0], [2, 3])
        #expect(try interpreter.run(["ids": good]) == [good])
        do {
            _ = try interpreter.run(["ids": .i32([0, 1, 2, 2, 3, 9], [2, 3])])
            Issue.record("was not refused")
        } catch {
            #expect(error.code == "value-out-of-range")
            #expect(error.message == "element [1, 1] of the input 'ids' is 3, but it must be in 0...2")
        }
    }

    @Test("The error of a node says where it stands, and of a body at which step")
    func places() throws {
        let file = SourceFile(name: "test.weft", text: "x |> embed")
        let range = SourceRange(file: file, start: 5, end: 10)
        let body = try graph { builder throws(Diagnostic) in
            let table = builder.addInput("table", Fact(.f32, [size("V"), 2]))
            let ids = builder.addInput("ids", Fact(.i32, [size("N")]))
            builder.addOutput("table", table)
            builder.addOutput(
                "y", try builder.add(Op.Gather(), [table, ids], path: ["words"], origin: .source(range))[0])
        }
        let graph = try graph { builder throws(Diagnostic) in
            let table = builder.addInput("table", Fact(.f32, [3, 2]))
            let ids = builder.addInput("ids", Fact(.i32, [size("N"), size("T")]))
            let results = try builder.add(
                Op.Scan(body: body, carried: 1, scanned: 1), [table, ids], path: ["reader", "scan"])
            builder.addOutput("y", results[0])
        }
        let table = PlainTensor.f32([1, 2, 3, 4, 5, 6], [3, 2])
        let interpreter = Interpreter(graph: graph)
        #expect(
            try interpreter.run(["table": table, "ids": .i32([2, 0], [1, 2])]) == [.f32([5, 6, 1, 2], [1, 2, 2])])
        do {
            _ = try interpreter.run(["table": table, "ids": .i32([2, 7], [1, 2])])
            Issue.record("was not refused")
        } catch {
            #expect(error.code == "index-out-of-range")
            #expect(error.place == "reader.scan: words")
            #expect(error.range == range)
            #expect(error.notes.map(\.message) == ["at step 1"])
        }
    }

    @Test("A result larger than the budget is refused before it is made")
    func budget() throws {
        var budgets = Budgets()
        budgets.tensorElements = 100
        let graph = try graph { builder throws(Diagnostic) in
            let x = builder.addInput("x", Fact(.f32, [size("N")]))
            let many = try builder.add(Op.Full(.f32, [size("N"), size("N")], 1), [])[0]
            builder.addOutput("y", try builder.add(Op.Add(), [many, x])[0])
        }
        let interpreter = Interpreter(graph: graph, budgets: budgets)
        #expect(try interpreter.run(["x": .f32([Double](repeating: 0, count: 10))])[0].count == 100)
        #expect(code { _ = try interpreter.run(["x": .f32([Double](repeating: 0, count: 11))]) } == "tensor-too-large")
    }

    @Test("An unknown operator keeps what it came with, and cannot be run")
    func unknown() throws {
        var swirl = Op.Unknown(
            "com.example.Swirl", attributes: [("alpha", .real(0.5))], resultTypes: [TensorType(.f32, [size("N")])])
        try swirl.setAttribute("mode", .string("fast"))
        try swirl.setAttribute("alpha", .real(0.25))
        #expect(swirl.name == "com.example.Swirl")
        #expect(swirl.attributeValues.map(\.name) == ["alpha", "mode"])
        #expect(swirl.attributeValues.map(\.value) == [.real(0.25), .string("fast")])
        let graph = try graph { builder throws(Diagnostic) in
            let x = builder.addInput("x", Fact(.f32, [size("N")]))
            builder.addOutput("y", try builder.add(swirl, [x])[0])
        }
        #expect(graph.outputTypes[0].type == TensorType(.f32, [size("N")]))
        #expect(graph.isEquivalent(to: graph))
        #expect(code { _ = try Interpreter(graph: graph).run(["x": .f32([1])]) } == "unknown-operator")
    }

    @Test("A graph that names values it does not have, or reads them too early")
    func broken() throws {
        var graph = Graph(name: "broken")
        let x = graph.addValue(Fact(.f32, [1]))
        let y = graph.addValue(Fact(.f32, [1]))
        graph.inputs = [Graph.Input("x", x)]
        graph.outputs = [Graph.Output("y", y)]
        #expect(code { _ = try Interpreter(graph: graph).run(["x": .f32([1])]) } == "value-not-computed")
        graph.outputs = [Graph.Output("y", ValueID(7))]
        #expect(code { _ = try Interpreter(graph: graph).run(["x": .f32([1])]) } == "bad-graph")
    }
}
