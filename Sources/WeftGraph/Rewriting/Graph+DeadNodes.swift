extension Graph {
    /// Takes away the nodes whose results nothing reads, and the values and parameters that are left
    /// without a use; values are numbered anew. Inputs stay, as they are part of the model's face.
    package mutating func removeDeadNodes() {
        var live = [Bool](repeating: false, count: values.count)
        for output in outputs { live[output.value.index] = true }
        var isDead = [Bool](repeating: true, count: nodes.count)
        repeat { spread(&live, &isDead) } while keepFinders(&live, isDead)
        for input in inputs { live[input.value.index] = true }
        if isDead.contains(true) { nodes = nodes.indices.filter { !isDead[$0] }.map { nodes[$0] } }
        parameters.removeAll { !live[$0.value.index] }
        renumber(keeping: live)
    }

    /// Goes from what is read to the nodes that make it, and from those to what they read.
    private func spread(_ live: inout [Bool], _ isDead: inout [Bool]) {
        for index in nodes.indices.reversed() where isDead[index] {
            guard nodes[index].outputs.contains(where: { live[$0.index] }) else { continue }
            isDead[index] = false
            for case let input? in nodes[index].inputs { live[input.index] = true }
            for output in nodes[index].outputs { live[output.index] = true }
        }
    }

    /// Keeps nodes that find sizes which others name without reading their results; whether there were such.
    private func keepFinders(_ live: inout [Bool], _ isDead: [Bool]) -> Bool {
        func finds(_ node: Node) -> Bool {
            node.outputs.contains { self[$0].fact.shape.contains(where: \.isFound) }
        }
        guard nodes.indices.contains(where: { isDead[$0] && finds(nodes[$0]) }) else { return false }
        var named: Set<Symbol> = []
        for index in nodes.indices where !isDead[index] { named.formUnion(dataSymbols(of: nodes[index])) }
        var changed = false
        for (index, symbols) in foundSizes where isDead[index] && !symbols.isDisjoint(with: named) {
            for output in nodes[index].outputs { live[output.index] = true }
            changed = true
        }
        return changed
    }

    private mutating func renumber(keeping live: [Bool]) {
        guard live.contains(false) else { return }
        var numbers = [ValueID](repeating: ValueID(0), count: live.count)
        var next = 0
        for index in live.indices where live[index] {
            numbers[index] = ValueID(next)
            next += 1
        }
        values = live.indices.filter { live[$0] }.map { values[$0] }
        for node in nodes.indices {
            for index in nodes[node].inputs.indices {
                guard let input = nodes[node].inputs[index] else { continue }
                nodes[node].inputs[index] = numbers[input.index]
            }
            for index in nodes[node].outputs.indices {
                nodes[node].outputs[index] = numbers[nodes[node].outputs[index].index]
            }
        }
        for index in inputs.indices { inputs[index].value = numbers[inputs[index].value.index] }
        for index in outputs.indices { outputs[index].value = numbers[outputs[index].value.index] }
        for index in parameters.indices { parameters[index].value = numbers[parameters[index].value.index] }
    }
}
