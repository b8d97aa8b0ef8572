extension Graph {
    /// For each value, by its number, the index of the node that makes it; nil for inputs and parameters.
    package var producers: [Int?] {
        var result = [Int?](repeating: nil, count: values.count)
        for (index, node) in nodes.enumerated() {
            for output in node.outputs { result[output.index] = index }
        }
        return result
    }
}
