import WeftGraph
import WeftOperators
import WeftTensors

/// Looks for the shape of a scan's body, backwards from what it gives.
struct BodyPattern {
    let graph: Graph
    private(set) var producers: [Int: (node: Int, output: Int)] = [:]
    private var inputs: [Int: Int] = [:]

    init(_ graph: Graph) {
        self.graph = graph
        for (index, node) in graph.nodes.enumerated() {
            for (place, output) in node.outputs.enumerated() { producers[output.index] = (index, place) }
        }
        for (index, input) in graph.inputs.enumerated() { inputs[input.value.index] = index }
    }

    /// The operands of the node that computes a value, when it is of a kind.
    func operands<O: Operator>(_ value: ValueID?, _ type: O.Type) -> [ValueID?]? {
        guard let value, let producer = producers[value.index], graph.nodes[producer.node].operation is O else {
            return nil
        }
        return graph.nodes[producer.node].inputs
    }

    func operand<O: Operator>(_ value: ValueID?, _ type: O.Type) -> ValueID? {
        operands(value, type).flatMap { $0.first ?? nil }
    }

    /// The operator that computes a value, when it is of a kind, and its first operand.
    func node<O: Operator>(_ value: ValueID, _ type: O.Type) -> (operation: O, operand: ValueID)? {
        guard let producer = producers[value.index], let operation = graph.nodes[producer.node].operation as? O,
            let operand = graph.nodes[producer.node].inputs.first ?? nil
        else { return nil }
        return (operation, operand)
    }

    /// The number that all elements of a value are known to be.
    func uniform(_ value: ValueID) -> Double? {
        guard let producer = producers[value.index] else { return nil }
        switch graph.nodes[producer.node].operation {
        case let full as Op.Full: return full.value
        case let constant as Op.Constant: return PlainTensor(constant.value).uniform
        default: return nil
        }
    }

    /// The two operands of a node, either way round.
    func pairs<O: Operator>(_ value: ValueID?, _ type: O.Type) -> [(ValueID, ValueID)] {
        guard let both = operands(value, type), both.count == 2, let a = both[0], let b = both[1] else { return [] }
        return [(a, b), (b, a)]
    }

    func input(_ value: ValueID?) -> Int? { value.flatMap { inputs[$0.index] } }

    func next(_ state: Int) -> ValueID { graph.outputs[state].value }

    /// Which equal part, along the last axis, of which tensor a value is.
    func part(_ value: ValueID?, of count: Int) -> (whole: ValueID, index: Int)? {
        guard let value, let producer = producers[value.index],
            let split = graph.nodes[producer.node].operation as? Op.Split,
            let whole = graph.nodes[producer.node].inputs.first ?? nil, graph.type(whole).rank == 2,
            split.axis == nil || split.axis == 1 || split.axis == -1
        else { return nil }
        let outputs = graph.nodes[producer.node].outputs
        guard outputs.count == count, Set(outputs.map { graph.type($0).shape[1] }).count == 1 else { return nil }
        return (whole, producer.output)
    }

    /// A product of the sequence, or of a state, with what stands still; and its bias.
    func product(_ value: ValueID?, with x: ValueID) -> (weight: Int, bias: Int?)? {
        guard let found = operands(value, Op.Dense.self), found.count >= 2, found[0] == x, let weight = input(found[1])
        else { return nil }
        guard found.count > 2, let bias = found[2] else { return (weight, nil) }
        guard let index = input(bias) else { return nil }
        return (weight, index)
    }

    /// `W x + R h` and at most two biases, in any order.
    func sum(_ value: ValueID, _ x: ValueID, _ h: ValueID) -> (w: Int, r: Int, biases: [Int])? {
        var open = [value]
        var (w, r): (Int?, Int?) = (nil, nil)
        var biases: [Int] = []
        while let term = open.popLast() {
            if let both = operands(term, Op.Add.self), both.count == 2, let a = both[0], let b = both[1] {
                open += [b, a]
            } else if let (weight, bias) = product(term, with: x), w == nil {
                w = weight
                if let bias { biases.append(bias) }
            } else if let (weight, bias) = product(term, with: h), r == nil {
                r = weight
                if let bias { biases.append(bias) }
            } else if let bias = input(term), graph.type(term).rank == 1 {
                biases.append(bias)
            } else {
                return nil
            }
        }
        guard let w, let r, biases.count <= 2 else { return nil }
        return (w, r, biases)
    }
}
