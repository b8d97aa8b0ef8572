import WeftGraph
import WeftOperators
import WeftTensors

/// What a search for structure asks of a graph again and again.
struct OutlineFacts {
    let graph: Graph
    /// The node that makes each value; −1 for those that none makes.
    private var producers: [Int]
    /// The first and the last node that reads each value; an output of the graph is read behind all nodes.
    private var firstReaders: [Int]
    private var lastReaders: [Int]
    /// The parameter that each value is; −1 for those that are none.
    private var parameters: [Int]
    /// What a node computes, but for numbers that may differ between uses of a block.
    private(set) var kinds: [Int]

    init(_ graph: Graph) {
        self.graph = graph
        producers = [Int](repeating: -1, count: graph.values.count)
        parameters = producers
        lastReaders = producers
        firstReaders = [Int](repeating: .max, count: graph.values.count)
        for (number, parameter) in graph.parameters.enumerated() { parameters[parameter.value.index] = number }
        kinds = []
        kinds.reserveCapacity(graph.nodes.count)
        for (index, node) in graph.nodes.enumerated() {
            for output in node.outputs { producers[output.index] = index }
            for case let input? in node.inputs {
                firstReaders[input.index] = min(firstReaders[input.index], index)
                lastReaders[input.index] = max(lastReaders[input.index], index)
            }
            kinds.append(OutlineFacts.kind(node, graph))
        }
        for output in graph.outputs { lastReaders[output.value.index] = .max }
    }

    func producer(_ value: ValueID) -> Int? { producers[value.index] < 0 ? nil : producers[value.index] }

    func parameter(_ value: ValueID) -> Int? { parameters[value.index] < 0 ? nil : parameters[value.index] }

    /// Whether a value is made by a node of a run.
    func isMade(_ value: ValueID, in run: Range<Int>) -> Bool { run.contains(producers[value.index]) }

    /// Whether something behind a run reads a value.
    func isRead(_ value: ValueID, behind run: Range<Int>) -> Bool { lastReaders[value.index] >= run.upperBound }

    /// Whether all that reads a parameter stands in a run, so that it can be declared there.
    func isOwn(_ value: ValueID, of run: Range<Int>) -> Bool {
        parameters[value.index] >= 0 && firstReaders[value.index] >= run.lowerBound
            && lastReaders[value.index] < run.upperBound
    }

    private static func kind(_ node: Graph.Node, _ graph: Graph) -> Int {
        var hasher = Hasher()
        hasher.combine(node.operation.name)
        for (name, value) in node.operation.attributeValues {
            hasher.combine(name)
            combine(value, into: &hasher)
        }
        for output in node.outputs {
            hasher.combine(graph.type(output).elementType)
            hasher.combine(graph.type(output).rank)
        }
        return hasher.finalize()
    }

    /// Numbers count by how many there are, all else by what it is.
    private static func combine(_ attribute: Attribute, into hasher: inout Hasher) {
        switch attribute {
        case .integer, .real, .dimension: hasher.combine(1)
        case .integers(let numbers): hasher.combine(numbers.count)
        case .reals(let numbers): hasher.combine(numbers.count)
        case .dimensions(let sizes): hasher.combine(sizes.count)
        case .tensor(let tensor) where tensor.count <= 1:
            hasher.combine(tensor.elementType)
            hasher.combine(tensor.shape)
        default: hasher.combine(attribute)
        }
    }
}
