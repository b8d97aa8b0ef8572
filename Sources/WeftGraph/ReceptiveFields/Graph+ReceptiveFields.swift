extension Graph {
    /// How many pairs of an axis and an operand are followed; a graph with more is given up.
    private static let mostSteps = 1_000_000

    /// What each output sees of each input, by the input's number, along each of the input's axes.
    ///
    /// An input of which an output sees nothing, or only the sizes, is left out. Nil when the graph is too large to be
    /// followed: many inputs times many nodes.
    package var receptiveFields: [[Int: [AxisField]]]? {
        // A value that sees no input is in no table: parameters and what is computed from them alone.
        var seen: [[Int: [AxisField]]?] = Array(repeating: nil, count: values.count)
        for (number, input) in inputs.enumerated() {
            seen[input.value.index] = [number: type(input.value).shape.indices.map { .along($0) }]
        }
        let last = lastReaders
        var steps = 0
        for (index, node) in nodes.enumerated() {
            guard node.inputs.contains(where: { $0.map { seen[$0.index] != nil } ?? false }) else { continue }
            let fields = node.operation.receptiveFields(
                node.inputs.map { $0.map { self[$0].fact } }, node.outputs.map { self[$0].fact })
            for (output, operands) in zip(node.outputs, fields) {
                var result: [Int: [AxisField]] = [:]
                for (operand, field) in zip(node.inputs, operands) {
                    guard let operand, let field, let below = seen[operand.index] else { continue }
                    for (number, axes) in below {
                        let through = axes.seen(through: field)
                        result[number] = result[number].map { $0.union(through) } ?? through
                        steps += axes.count + 1
                    }
                }
                if !result.isEmpty { seen[output.index] = result }
            }
            guard steps <= Graph.mostSteps else { return nil }
            for case .some(let input) in node.inputs where last[input.index] == index { seen[input.index] = nil }
        }
        return outputs.map { seen[$0.value.index] ?? [:] }
    }
}
