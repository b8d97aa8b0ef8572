import Testing
import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

@Suite("Printed branches and loops")
struct PrintedControlTests {
    @Test("bodies are blocks, and the text gives the graph back")
    func bodies() throws {
        let n = Dimension(Symbol("N"))
        func body(_ operation: any Operator) throws(Diagnostic) -> Graph {
            var builder = GraphBuilder(name: "body")
            let x = builder.addInput("x", Fact(.f32, [n]))
            builder.addOutput("y", try builder.add(operation, [x])[0])
            return builder.graph
        }
        var step = GraphBuilder(name: "step")
        _ = step.addInput("trip", Fact(.i64, []))
        let condition = step.addInput("condition", Fact(.bool, []))
        let state = step.addInput("state", Fact(.f32, [n]))
        step.addOutput("condition", condition)
        let branch = Op.Branch(then: try body(Op.Relu()), else: try body(Op.Tanh()))
        let next = try step.add(branch, [condition, state])[0]
        step.addOutput("state", next)
        step.addOutput("y", next)

        var builder = GraphBuilder(name: "Loops")
        let trips = builder.addInput("trips", Fact(.i64, []))
        let flag = builder.addInput("flag", Fact(.bool, []))
        let x = builder.addInput("x", Fact(.f32, [n]))
        let results = try builder.add(Op.Loop(body: step.graph, carried: 1), [trips, flag, x])
        builder.addOutput("last", results[0])
        builder.addOutput("all", results[1])
        builder.addOutput("chosen", try builder.add(branch, [flag, x])[0])
        let text = Printing.check(builder.graph)
        #expect(text.contains("loop("), "\(text)")
        #expect(text.contains("branch("), "\(text)")
    }
}
