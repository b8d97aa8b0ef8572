import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension OperatorWithBody {
    /// The symbols of each body in terms of the sizes of what it is given; states may change theirs.
    func bodySizes(_ call: ExportedCall) -> [[Symbol: Dimension]] {
        bodiesInPlace(call.facts)?.map(\.sizes) ?? [[:], [:]]
    }
}

extension ONNXEmitter {
    /// A body that reads what it captures from the graph around it.
    fileprivate mutating func body(
        _ graph: Graph, capturing names: [String], sizes: [Symbol: Dimension]
    ) throws(Diagnostic) -> ExportedGraph {
        open(graph, name: fresh("body"), outer: sizes)
        for (input, name) in zip(graph.inputs, names) { self.name(input.value, name) }
        try exportNodes()
        for output in graph.outputs { addOutput(try name(of: output.value), output) }
        return close()
    }
}

extension Op.Branch: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let names = Array(call.operands.dropFirst())
        let sizes = bodySizes(call)
        let then = try onnx.body(thenBody, capturing: names, sizes: sizes[0])
        let other = try onnx.body(elseBody, capturing: names, sizes: sizes[1])
        return onnx.add(
            "If", [call.x], [.graph("then_branch", then), .graph("else_branch", other)], results: call.results.count)
    }
}

extension Op.Loop: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let own = 2 + carried
        onnx.open(body, name: onnx.fresh("body"), outer: bodySizes(call)[0])
        for (index, input) in body.inputs.enumerated() {
            if index < own {
                _ = onnx.addInput(input.value, input.name)
            } else {
                onnx.name(input.value, call.operand(index))
            }
        }
        try onnx.exportNodes()
        for output in body.outputs { onnx.addOutput(try onnx.name(of: output.value), output) }
        let graph = onnx.close()
        var operands = Array(call.operands.prefix(own))
        // Without a number of trips and without a condition it would never end.
        if operands[1].isEmpty { operands[1] = onnx.scalar(1, .bool) }
        return onnx.add("Loop", operands, [.graph("body", graph)], results: call.results.count)
    }
}
