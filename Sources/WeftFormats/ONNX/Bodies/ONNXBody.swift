import WeftDiagnostics
import WeftFiles
import WeftGraph

/// A graph inside a node: what it computes, and what of the values around it reads.
struct ONNXBody {
    let graph: Graph
    /// The values from around, in the order of the inputs behind the body's own.
    let captured: [ONNXOperand]
}

extension ONNXGraphImporter {
    /// Imports the graph of an attribute.
    ///
    /// - Parameter inputs: what is known of the body's own inputs, in order.
    mutating func body(
        _ node: ONNXNode, _ attribute: String, inputs: [Fact]
    ) throws(Diagnostic) -> ONNXBody {
        let message = try node.graph(attribute)
        let names = message.messages("input").map { $0.string("name") ?? "" }
        guard names.count == inputs.count else {
            throw Diagnostic(
                "onnx-body", "the \(attribute) takes \(names.count) inputs and is given \(inputs.count)")
        }
        var inner = try within(attribute)
        try inner.declare(message)
        for (name, fact) in zip(names, inputs) {
            guard !name.isEmpty, inner.operands[name] == nil else {
                throw Diagnostic("onnx-name", "an input of the \(attribute) has no name, or that of another: '\(name)'")
            }
            inner.operands[name] = .value(inner.builder.addInput(name, fact))
        }
        try inner.run(message.messages("node"))
        for output in message.messages("output") {
            let name = output.string("name") ?? ""
            let operand = try inner.operand(named: name)
            inner.builder.addOutput(name, try inner.value(operand))
        }
        let captured = try finish(inner)
        return ONNXBody(graph: inner.builder.graph, captured: captured)
    }

    /// What makes a body inside this graph; ``finish(_:)`` comes back from it.
    func within(_ name: String) throws(Diagnostic) -> ONNXGraphImporter {
        guard file.depth < file.budgets.bodies else {
            throw Diagnostic("onnx-nesting", "bodies are nested more than \(file.budgets.bodies) deep")
        }
        var inner = ONNXGraphImporter(file, name: name, around: visible)
        inner.file.depth += 1
        inner.builder.dataSymbolCount = builder.dataSymbolCount
        inner.node = node
        return inner
    }

    /// Takes over what a body left in the file's state, and gives the values that it reads from here.
    mutating func finish(_ inner: ONNXGraphImporter) throws(Diagnostic) -> [ONNXOperand] {
        file = inner.file
        file.depth -= 1
        builder.dataSymbolCount = max(builder.dataSymbolCount, inner.builder.dataSymbolCount)
        var captured: [ONNXOperand] = []
        for name in inner.captures { captured.append(try operand(named: name)) }
        return captured
    }

    /// What a body can read: the values of this graph, and those around it that have other names.
    private var visible: [String: (operand: ONNXOperand, fact: Fact)] {
        var result = around ?? [:]
        for (name, operand) in operands { result[name] = (operand, fact(operand)) }
        return result
    }
}
