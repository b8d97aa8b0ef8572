extension Graph {
    /// For each value the last node that reads it: -1 where none does, the number of nodes for an output.
    package var lastReaders: [Int] {
        var result = [Int](repeating: -1, count: values.count)
        for (index, node) in nodes.enumerated() {
            for case .some(let input) in node.inputs { result[input.index] = index }
        }
        for output in outputs { result[output.value.index] = nodes.count }
        return result
    }
}
