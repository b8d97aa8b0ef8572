import WeftGraph

/// Which nodes of a graph read each of its values, and which values it gives.
struct Readers {
    private var readers: [[Int]]
    private var isGiven: [Bool]

    init(_ graph: Graph) {
        readers = Array(repeating: [], count: graph.values.count)
        isGiven = Array(repeating: false, count: graph.values.count)
        for (index, node) in graph.nodes.enumerated() {
            for case let input? in node.inputs { readers[input.index].append(index) }
        }
        for output in graph.outputs { isGiven[output.value.index] = true }
    }

    /// The nodes that read a value, in order, as often as they do.
    func of(_ value: ValueID) -> [Int] { readers[value.index] }

    func isOutput(_ value: ValueID) -> Bool { isGiven[value.index] }

    /// The node that alone reads a value, once.
    func only(of value: ValueID) -> Int? {
        isGiven[value.index] || readers[value.index].count != 1 ? nil : readers[value.index][0]
    }
}
