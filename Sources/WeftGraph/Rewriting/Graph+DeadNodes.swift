extension Graph {
    /// Takes away the nodes whose results nothing reads, and the values and parameters that are left
    /// without a use; values are numbered anew. Inputs stay, as they are part of the model's face.
    package mutating func removeDeadNodes() {
        var live = [Bool](repeating: false, count: values.count)
        for output in outputs { live[output.value.index] = true }
        var kept: [Node] = []
        for node in nodes.reversed() where node.outputs.contains(where: { live[$0.index] }) {
            for case let input? in node.inputs { live[input.index] = true }
            for output in node.outputs { live[output.index] = true }
            kept.append(node)
        }
        for input in inputs { live[input.value.index] = true }
        nodes = kept.reversed()
        parameters.removeAll { !live[$0.value.index] }
        renumber(keeping: live)
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
        for index in nodes.indices {
            nodes[index].inputs = nodes[index].inputs.map { $0.map { numbers[$0.index] } }
            nodes[index].outputs = nodes[index].outputs.map { numbers[$0.index] }
        }
        for index in inputs.indices { inputs[index].value = numbers[inputs[index].value.index] }
        for index in outputs.indices { outputs[index].value = numbers[outputs[index].value.index] }
        for index in parameters.indices { parameters[index].value = numbers[parameters[index].value.index] }
    }
}
