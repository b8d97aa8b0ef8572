import WeftDiagnostics
package import WeftGraph

/// What a network consists of and what it costs, layer by layer.
///
/// One MAC (multiply-accumulate) is one multiplication and one addition of a convolution, a matrix product or an einsum.
/// Other operators, normalisations among them, count none; a recurrence counts its steps times its body.
package struct Summary: Sendable {
    /// An operator, or all that stands below a path of labels.
    package struct Layer: Sendable {
        /// The labels joined by dots; empty for an operator that stands in no label.
        package let path: String
        /// The operator's name, or the names of those in the layer.
        package let operation: String
        /// The types of the values that come from outside, parameters left out.
        package let inputs: [TensorType]
        /// The types of the values that others read.
        package let outputs: [TensorType]
        /// How many numbers the parameters hold; one that is used again counts where it is used first.
        package let parameters: Dimension
        package let multiplyAccumulates: Dimension
    }

    package let model: String
    package let inputs: [(name: String, type: TensorType)]
    package let outputs: [(name: String, type: TensorType)]
    package let layers: [Layer]
    /// How many numbers the parameters hold that are trained, and that are saved but not trained.
    package let trainable: Dimension
    package let fixed: Dimension
    package let multiplyAccumulates: Dimension
    /// The memory of activations where it is most.
    package let activations: ActivationPeak
    /// What outputs see of inputs; nil when the graph is too large to be followed.
    package let receptiveFields: [ReceptiveField]?

    /// Summarises a graph, an operator a row, or folded: neighbours whose first `depth` labels are the same share a row.
    package init(_ graph: Graph, depth: Int? = nil) {
        model = graph.name
        inputs = graph.inputTypes
        outputs = graph.outputTypes
        var counted = ParameterCount(graph)
        let groups = Summary.group(graph.nodes, depth: depth)
        let readers = Summary.readers(graph, groups)
        layers = groups.enumerated().map { number, nodes in
            Layer(
                path: Summary.path(graph.nodes[nodes.lowerBound], depth: depth).joined(separator: "."),
                operation: Summary.operators(graph.nodes[nodes]),
                inputs: Summary.inputs(graph, nodes, counted.parameters),
                outputs: Summary.outputs(graph, nodes, group: number, readers),
                parameters: counted.count(graph.nodes[nodes], in: graph),
                multiplyAccumulates: graph.nodes[nodes].reduce(0) { $0 + graph.multiplyAccumulates(of: $1) })
        }
        trainable = Summary.elements(of: graph, isTrained: true)
        fixed = Summary.elements(of: graph, isTrained: false)
        multiplyAccumulates = layers.reduce(0) { $0 + $1.multiplyAccumulates }
        activations = ActivationPeak(graph)
        receptiveFields = ReceptiveField.all(of: graph)
    }

    /// The numbers in all parameters that are trained, or in all that are not.
    private static func elements(of graph: Graph, isTrained: Bool) -> Dimension {
        graph.parameterTypes.filter { $0.isTrained == isTrained }.reduce(0) { $0 + $1.type.elementCount }
    }

    private static func path(_ node: Graph.Node, depth: Int?) -> ArraySlice<String> {
        depth.map { node.path.prefix($0) } ?? node.path[...]
    }

    private static func group(_ nodes: [Graph.Node], depth: Int?) -> [Range<Int>] {
        var groups: [Range<Int>] = []
        for (index, node) in nodes.enumerated() {
            let path = path(node, depth: depth)
            if depth != nil, let last = groups.last, !path.isEmpty,
                path == self.path(nodes[last.lowerBound], depth: depth)
            {
                groups[groups.count - 1] = last.lowerBound..<(index + 1)
            } else {
                groups.append(index..<(index + 1))
            }
        }
        return groups
    }

    /// The names of the operators, each once, in order; many are a number.
    private static func operators(_ nodes: ArraySlice<Graph.Node>) -> String {
        var names: [String] = []
        for node in nodes where !names.contains(node.operation.name) { names.append(node.operation.name) }
        return names.count <= 3 ? names.joined(separator: ", ") : "\(nodes.count) operators"
    }
}

extension Summary {
    /// For each value, the groups of nodes that read it; the graph's own outputs are read by group -1.
    private static func readers(_ graph: Graph, _ groups: [Range<Int>]) -> [[Int]] {
        var readers = [[Int]](repeating: [], count: graph.values.count)
        for (number, nodes) in groups.enumerated() {
            for node in graph.nodes[nodes] {
                for case .some(let input) in node.inputs where readers[input.index].last != number {
                    readers[input.index].append(number)
                }
            }
        }
        for output in graph.outputs { readers[output.value.index].append(-1) }
        return readers
    }

    private static func inputs(
        _ graph: Graph, _ nodes: Range<Int>, _ parameters: Set<ValueID>
    ) -> [TensorType] {
        var seen = Set(graph.nodes[nodes].flatMap(\.outputs))
        var types: [TensorType] = []
        for node in graph.nodes[nodes] {
            for case .some(let input) in node.inputs where !parameters.contains(input) && seen.insert(input).inserted {
                types.append(graph.type(input))
            }
        }
        return types
    }

    private static func outputs(
        _ graph: Graph, _ nodes: Range<Int>, group: Int, _ readers: [[Int]]
    ) -> [TensorType] {
        let all = graph.nodes[nodes].flatMap(\.outputs)
        let read = all.filter { readers[$0.index].contains { $0 != group } }
        // What nobody reads is still what the last operator gives.
        return (read.isEmpty ? graph.nodes[nodes].last?.outputs ?? [] : read).map(graph.type)
    }
}

extension Graph {
    /// The multiply-accumulates of a node.
    fileprivate func multiplyAccumulates(of node: Node) -> Dimension {
        node.operation.multiplyAccumulates(
            node.inputs.map { $0.map { self[$0].fact } }, node.outputs.map { self[$0].fact })
    }
}

/// Counts each parameter once, at the node that reads it first.
private struct ParameterCount {
    let parameters: Set<ValueID>
    private var left: Set<ValueID>

    init(_ graph: Graph) {
        parameters = Set(graph.parameters.map(\.value))
        left = parameters
    }

    mutating func count(_ nodes: ArraySlice<Graph.Node>, in graph: Graph) -> Dimension {
        var sum: Dimension = 0
        for node in nodes {
            for case .some(let input) in node.inputs where left.remove(input) != nil {
                sum = sum + graph.type(input).elementCount
            }
        }
        return sum
    }
}
