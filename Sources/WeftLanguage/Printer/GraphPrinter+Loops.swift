import WeftGraph
import WeftOperators

/// Calls of one block in a row, each working on the result of the one before.
private struct PrintedChain {
    let calls: [PrintedCall]
    /// The tensors that the first call takes; all but the first are the same for the others.
    let tensors: [ValueID]
    /// What each call gives.
    let results: [ValueID]
}

extension GraphPrinter {
    /// Prints the nodes from a place on that are a loop; how many they are, 0 when there is no loop.
    mutating func loop(_ start: Int, _ scope: inout PrintedScope) -> Int {
        guard scope.number >= 0, let chain = chain(start, scope) else { return 0 }
        scope.settle()
        let others = chain.tensors.dropFirst().map { text(of: $0, &scope) }
        let isShort = chain.calls.allSatisfy { $0.stages != nil }
        let patterns = chain.calls.map { call in
            TextPattern("|> \((isShort ? call.stages : nil) ?? stage(call, others, scope))")
        }
        let count = patterns.prefix { $0.form == patterns[0].form }.count
        guard count > 1 else { return 0 }
        return loop(chain, Array(patterns.prefix(count)), isShort: isShort, &scope)
    }

    /// Prints the first calls of a chain, whose stages have one form, as a loop.
    private mutating func loop(
        _ chain: PrintedChain, _ patterns: [TextPattern], isShort: Bool, _ scope: inout PrintedScope
    ) -> Int {
        let counterName = scope.counter ?? scope.names.unique("i", otherwise: "i")
        var counter = LoopCounter(patterns.count, counter: counterName, names: scope.names)
        guard let expressions = PatternColumns(patterns).expressions({ counter.expression($0, role: $1) }) else {
            return 0
        }
        if !isShort { usedBlocks.insert(chain.calls[0].block) }
        scope.counter = counterName
        scope.names = counter.names
        let name = text(of: chain.tensors[0], &scope)
        var variable = name
        if scope.takeName(of: chain.tensors[0]) == nil {
            variable = scope.names.unique("x", otherwise: "x")
            scope.declaration.statements.append("\(variable) = \(name)")
        }
        for value in chain.tensors.dropFirst() {
            for _ in patterns { scope.noteRead(of: value) }
        }
        scope.declaration.statements.append(
            "\(counter.head) {\n\(variable) = \(variable) \(patterns[0].text(expressions))\n}")
        scope.texts[chain.results[patterns.count - 1].index] = variable
        return patterns.count
    }

    /// A call as a stage behind what flows through.
    private func stage(_ call: PrintedCall, _ others: [String], _ scope: PrintedScope) -> String {
        var layer = PrintedLayer(label: call.label, name: call.block)
        layer.arguments = others + arguments(of: call, scope)
        return layer.stage
    }

    /// The calls of one block that begin with a node and can be a loop.
    private func chain(_ start: Int, _ scope: PrintedScope) -> PrintedChain? {
        guard let first = call(start, scope) else { return nil }
        let nodes = scope.graph.nodes
        let tensors = first.tensors.compactMap { nodes[start].inputs[$0] }
        var calls = [first]
        var before = nodes[start].outputs
        var results = before
        while before.count == 1, scope.isReadOnce(before[0]), let next = call(start + calls.count, scope),
            next.block == first.block
        {
            let node = nodes[start + calls.count]
            var given = next.tensors.compactMap { node.inputs[$0] }
            guard given.count == tensors.count, given[0] == before[0] else { break }
            given[0] = tensors[0]
            guard given == tensors, node.outputs.count == 1 else { break }
            calls.append(next)
            before = node.outputs
            results += before
        }
        return calls.count > 1 && before.count == 1
            ? PrintedChain(calls: calls, tensors: tensors, results: results) : nil
    }

    private func call(_ index: Int, _ scope: PrintedScope) -> PrintedCall? {
        guard index < scope.graph.nodes.count, scope.graph.nodes[index].operation is OutlinedRun,
            let number = plan.scopes[scope.number].cells[index]
        else { return nil }
        return calls[number]
    }
}
