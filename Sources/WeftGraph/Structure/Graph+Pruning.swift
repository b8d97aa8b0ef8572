extension Graph {
    /// The graph without the nodes and parameters that no output depends on, its values numbered anew; bodies stay as
    /// they are. Conditions stay too: what a node asks of sizes is asked all the same.
    package func pruned() -> Graph {
        var isRead = [Bool](repeating: false, count: values.count)
        for output in outputs { isRead[output.value.index] = true }
        var kept: [Node] = []
        for node in nodes.reversed() where node.outputs.contains(where: { isRead[$0.index] }) {
            for case let input? in node.inputs { isRead[input.index] = true }
            kept.append(node)
        }
        kept.reverse()
        let parameters = parameters.filter { isRead[$0.value.index] }
        for input in inputs { isRead[input.value.index] = true }
        for output in kept.flatMap(\.outputs) { isRead[output.index] = true }

        var result = Graph(name: name)
        var renumbered: [ValueID?] = []
        renumbered.reserveCapacity(values.count)
        for (index, value) in values.enumerated() {
            renumbered.append(isRead[index] ? result.addValue(value.fact, name: value.name) : nil)
        }
        func new(_ id: ValueID) -> ValueID { renumbered[id.index] ?? id }
        result.nodes = kept.map { node in
            var copy = node
            copy.inputs = node.inputs.map { $0.map(new) }
            copy.outputs = node.outputs.map(new)
            return copy
        }
        result.inputs = inputs.map { Input($0.name, new($0.value), range: $0.range) }
        result.outputs = outputs.map { Output($0.name, new($0.value)) }
        result.parameters = parameters.map { parameter in
            var copy = parameter
            copy.value = new(parameter.value)
            return copy
        }
        result.conditions = conditions
        return result
    }
}
