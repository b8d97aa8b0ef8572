import Testing
import WeftDiagnostics
import WeftFormats
import WeftGraph
import WeftOperators
import WeftTensors
import WeftTestSupport

/// An operator that finds a size while it runs.
private struct Find: Operator {
    static let signature = Signature("find", [.required("x")], results: ["places", "count"])
    static let examples: [OperatorExample] = []

    func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
        let x = try inference.operand(0)
        let count = inference.dataSize(atMost: x.type.elementCount)
        return [Fact(.i64, [count, Dimension(x.rank)]), Fact(.i64, [], contents: [count])]
    }

    func evaluate(_ operands: [PlainTensor?], _ evaluation: Evaluation) throws(Diagnostic) -> [PlainTensor] { [] }
}

@Suite struct VerifierTests {
    /// Two sizes found while running, under names of the graph's own.
    private func finding() throws -> Graph {
        var builder = GraphBuilder(name: "finding", firstDataSymbol: 7)
        let x = builder.addInput("x", Fact(.f32, [size("N")]))
        for name in ["a", "b"] {
            let found = try builder.add(Find(), [x])
            builder.addOutput(name, found[0])
            builder.addOutput(name + " count", found[1])
        }
        return builder.graph
    }

    private func codes(_ graph: Graph) -> [String] { GraphVerifier.verify(graph).map(\.code) }

    @Test func sizesFoundWhileRunningMayHaveAnyNameButOneEach() throws {
        #expect(codes(try finding()).isEmpty)
        var same = try finding()
        let seventh = Dimension(Symbol("k7", .data))
        same.substitute([Symbol("k8", .data): seventh])
        #expect(codes(same).contains("graph-type"))
        var known = try finding()
        known.values[known.outputs[0].value.index].fact = Fact(.i64, [size("N"), 1])
        #expect(codes(known).contains("graph-type"))
    }

    @Test func aBoundThatIsMissingIsNoticed() throws {
        var graph = try finding()
        graph = Graph(name: graph.name, copying: graph, conditions: Array(graph.conditions.dropLast()))
        #expect(codes(graph) == ["graph-condition"])
    }

    @Test func elementsThatCannotBeKnown() throws {
        var graph = Graph(name: "test")
        let x = graph.addValue(Fact(.i64, [1], contents: [3]))
        graph.inputs = [Graph.Input("x", x)]
        #expect(codes(graph) == ["graph-type"])
        graph.inputs = []
        graph.parameters = [Graph.Parameter("x", x, isTrained: false, initializer: .constant(0))]
        #expect(codes(graph) == ["graph-type"])
    }

    @Test func bodies() throws {
        func around(_ body: Graph, _ operand: Fact) -> Graph {
            var graph = Graph(name: "outer")
            let x = graph.addValue(operand)
            let y = graph.addValue(Fact(.f32, []))
            graph.inputs = [Graph.Input("x", x)]
            let operation = Op.Unknown(
                "later", attributes: [("body", .graph(body))], resultTypes: [TensorType(.f32, [])])
            graph.nodes = [Graph.Node(operation, [x], [y], path: [], origin: .none)]
            return graph
        }
        var body = Graph(name: "body")
        let p = body.addValue(Fact(.f32, []))
        body.parameters = [Graph.Parameter("p", p, isTrained: true, initializer: .constant(0))]
        #expect(codes(around(body, Fact(.f32, []))) == ["graph-body"])

        // What is known of a body's input is what is known of the operand.
        var reading = Graph(name: "body")
        reading.inputs = [Graph.Input("x", reading.addValue(Fact(.i64, [1], contents: [size("H")])))]
        var graph = around(reading, Fact(.i64, [1], contents: [size("H")]))
        #expect(codes(graph) == ["graph-type"], "the model's own input has no known elements")
        graph.nodes[0].inputs = [nil]
        #expect(codes(graph) == ["graph-type", "graph-type"])

        var deep = Graph(name: "deepest")
        for _ in 0..<30 { deep = around(deep, Fact(.f32, [])) }
        #expect(codes(deep).isEmpty)
        #expect(codes(around(deep, Fact(.f32, []))) == ["graph-depth"])
    }

    /// A body that calls another size `H` must not use what is promised of the model's `H`.
    @Test func promisesHoldForTheirOwnSizesOnly() throws {
        func model(bodySize: String) throws -> Graph {
            let promise = Condition(size("H").remainder(by: 4), .equal, 0, isPromise: true)
            var body = GraphBuilder(name: "body", assumptions: Assumptions([promise]))
            let h = body.addInput("h", Fact(.f32, [size(bodySize)]))
            let pairs = try body.add(Op.Reshape(sizes: [Dimension(-1), 2]), [h])[0]
            body.addOutput("h", try body.add(Op.Flatten(axis: 0), [pairs])[0])
            var builder = GraphBuilder(name: "test")
            builder.addCondition(promise)
            let other = builder.addInput("other", Fact(.f32, [size("W")]))
            let start = builder.addInput("start", Fact(.f32, [size("H")]))
            let operand = bodySize == "H" ? start : other
            let results = try builder.add(
                Op.Scan(body: body.graph, carried: 1, scanned: 0, axis: 0, steps: 3), [operand])
            builder.addOutput("y", results[results.count - 1])
            return builder.graph
        }
        #expect(codes(try model(bodySize: "H")).isEmpty)
        var lying = try model(bodySize: "H")
        lying.nodes[0].inputs = [lying.inputs[0].value]
        lying.values[lying.nodes[0].outputs[0].index].fact = Fact(.f32, [size("W")])
        #expect(codes(lying).contains("graph-condition"))
    }
}

extension Graph {
    /// A copy with other conditions.
    fileprivate init(name: String, copying other: Graph, conditions: [Condition]) {
        self.init(name: name)
        values = other.values
        nodes = other.nodes
        inputs = other.inputs
        outputs = other.outputs
        parameters = other.parameters
        for condition in conditions { addCondition(condition) }
    }
}
