import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension ONNXEmitter {
    /// A body's symbols in terms of the sizes of what it is given, nil for an input that says nothing of them.
    static func outerSizes(_ body: Graph, _ shapes: [[Dimension]?]) -> [Symbol: Dimension] {
        var result: [Symbol: Dimension] = [:]
        for (input, shape) in zip(body.inputs, shapes) {
            guard let shape else { continue }
            for (dimension, size) in zip(body.type(input.value).shape, shape) {
                if let symbol = dimension.bareSymbol, result[symbol] == nil { result[symbol] = size }
            }
        }
        return result
    }

    /// A body that reads what it captures from the graph around it.
    fileprivate mutating func body(
        _ graph: Graph, capturing names: [String], _ facts: [Fact?]
    ) throws(Diagnostic) -> ExportedGraph {
        open(graph, name: fresh("body"), outer: ONNXEmitter.outerSizes(graph, facts.map { $0?.shape }))
        for (input, name) in zip(graph.inputs, names) { self.name(input.value, name) }
        try exportNodes()
        for output in graph.outputs { addOutput(try name(of: output.value), output) }
        return close()
    }
}

extension Op.Branch: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let (names, facts) = (Array(call.operands.dropFirst()), Array(call.facts.dropFirst()))
        let then = try onnx.body(thenBody, capturing: names, facts)
        let other = try onnx.body(elseBody, capturing: names, facts)
        return onnx.add(
            "If", [call.x], [.graph("then_branch", then), .graph("else_branch", other)], results: call.results.count)
    }
}

extension Op.Loop: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let own = 2 + carried
        // States may change their sizes from trip to trip.
        let shapes = body.inputs.indices.map { $0 < own ? nil : call.facts[$0]?.shape }
        onnx.open(body, name: onnx.fresh("body"), outer: ONNXEmitter.outerSizes(body, shapes))
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
