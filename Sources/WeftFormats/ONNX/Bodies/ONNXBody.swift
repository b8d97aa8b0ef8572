import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftOperators

/// A graph inside a node: what it computes, and what of the values around it reads.
struct ONNXBody {
    let graph: Graph
    /// The values from around, in the order of the inputs behind the body's own.
    let captured: [ONNXOperand]

    static func tooDeep(_ most: Int) -> Diagnostic {
        Diagnostic("onnx-nesting", "bodies are nested more than \(most) deep")
    }
}

extension ONNXGraphImporter {
    /// Imports the graph of an attribute.
    ///
    /// - Parameters:
    ///   - inputs: what is known of the body's own inputs, in order.
    ///   - scalars: how many of the first outputs are single numbers, which may have an axis of size 1 in the file.
    mutating func body(
        _ node: ONNXNode, _ attribute: String, inputs: [Fact], scalars: Int = 0
    ) throws(Diagnostic) -> ONNXBody {
        let inner = try inside(node, attribute, inputs: inputs, scalars: scalars)
        let captured = try finish(inner)
        return ONNXBody(graph: inner.builder.graph, captured: captured)
    }

    /// Imports two graphs that read the same values from around, whichever of them does.
    mutating func bodies(
        _ node: ONNXNode, _ first: String, _ second: String
    ) throws(Diagnostic) -> (ONNXBody, ONNXBody) {
        var left = try inside(node, first, inputs: [])
        var captured = try finish(left)
        var right = try inside(node, second, inputs: [])
        _ = try finish(right)
        var names = left.captures
        for name in right.captures where !names.contains(name) {
            names.append(name)
            captured.append(try operand(named: name))
        }
        for (name, operand) in zip(names, captured) {
            left.takeCapture(name, fact(operand))
            right.takeCapture(name, fact(operand))
        }
        left.orderCaptures(names)
        right.orderCaptures(names)
        return (
            ONNXBody(graph: left.builder.graph, captured: captured),
            ONNXBody(graph: right.builder.graph, captured: captured)
        )
    }

    /// Runs the nodes of a body here, which is what remains of a branch whose condition is known.
    mutating func spliced(_ node: ONNXNode, _ attribute: String) throws(Diagnostic) -> [ONNXOperand] {
        let message = try node.graph(attribute)
        guard file.depth < file.budgets.bodies else { throw ONNXBody.tooDeep(file.budgets.bodies) }
        let saved = (operands, declared, self.node)
        file.depth += 1
        try declare(message)
        try run(message.messages("node"))
        var results: [ONNXOperand] = []
        for output in message.messages("output") {
            results.append(try operand(named: output.string("name") ?? ""))
        }
        file.depth -= 1
        // What was taken from around meanwhile stays an input.
        let taken = operands.filter { captures.contains($0.key) }
        (operands, declared, self.node) = saved
        operands.merge(taken) { own, _ in own }
        return results
    }

    private mutating func inside(
        _ node: ONNXNode, _ attribute: String, inputs: [Fact], scalars: Int = 0
    ) throws(Diagnostic) -> ONNXGraphImporter {
        let message = try node.graph(attribute)
        let names = message.messages("input").map { $0.string("name") ?? "" }
        guard names.count == inputs.count else {
            throw Diagnostic(
                "onnx-body", "the \(attribute) takes \(names.count) inputs and is given \(inputs.count)")
        }
        var inner = try within(attribute)
        do throws(Diagnostic) {
            try inner.fill(message, Array(zip(names, inputs)), scalars: scalars)
        } catch {
            takeDecidingInputs(of: inner)
            throw error
        }
        return inner
    }

    /// Imports what stands in a body.
    private mutating func fill(
        _ message: ProtobufMessage, _ inputs: [(name: String, fact: Fact)], scalars: Int
    ) throws(Diagnostic) {
        try declare(message)
        for (name, fact) in inputs {
            guard !name.isEmpty, operands[name] == nil else {
                throw Diagnostic("onnx-name", "an input of a body has no name, or that of another: '\(name)'")
            }
            operands[name] = .value(builder.addInput(name, fact))
        }
        try run(message.messages("node"))
        for (index, output) in message.messages("output").enumerated() {
            let name = output.string("name") ?? ""
            var operand = try operand(named: name)
            guard !operand.isText else { throw unsupported("strings that leave a body are not supported") }
            if index < scalars { operand = try scalar(operand) }
            builder.addOutput(name, try value(operand))
        }
    }

    /// Notes the inputs on whose values a body's shapes depend; of what it reads from around, those that this comes from.
    private mutating func takeDecidingInputs(of inner: ONNXGraphImporter) {
        for name in inner.file.decidingInputs {
            if inner.captures.contains(name), let operand = try? operand(named: name) {
                _ = needsValues(of: operand, name)
            } else {
                file.decidingInputs.insert(name)
            }
        }
    }

    /// A single number without axes.
    mutating func scalar(_ operand: ONNXOperand) throws(Diagnostic) -> ONNXOperand {
        fact(operand).shape == [1] ? try one(Op.Reshape(sizes: []), operand) : operand
    }

    /// Makes a value from around an input of this body, if it is none yet.
    private mutating func takeCapture(_ name: String, _ fact: Fact) {
        if !captures.contains(name) { _ = builder.addInput(name, fact) }
    }

    private mutating func orderCaptures(_ names: [String]) {
        let inputs = Dictionary(builder.graph.inputs.map { ($0.name, $0) }) { first, _ in first }
        builder.setInputs(names.compactMap { inputs[$0] })
    }

    /// What makes a body inside this graph; ``finish(_:)`` comes back from it.
    func within(_ name: String) throws(Diagnostic) -> ONNXGraphImporter {
        guard file.depth < file.budgets.bodies else { throw ONNXBody.tooDeep(file.budgets.bodies) }
        var inner = ONNXGraphImporter(file, name: name, around: ONNXSurroundings(self))
        inner.file.depth += 1
        inner.builder.dataSymbolCount = builder.dataSymbolCount
        inner.node = node
        return inner
    }

    /// Takes over what a body left in the file's state, and gives the values that it reads from here.
    mutating func finish(_ inner: ONNXGraphImporter) throws(Diagnostic) -> [ONNXOperand] {
        let deciding = file.decidingInputs
        file = inner.file
        file.depth -= 1
        file.decidingInputs = deciding
        takeDecidingInputs(of: inner)
        builder.dataSymbolCount = max(builder.dataSymbolCount, inner.builder.dataSymbolCount)
        var captured: [ONNXOperand] = []
        for name in inner.captures { captured.append(try operand(named: name)) }
        return captured
    }
}
