package import WeftGraph

extension Graph {
    /// Makes one node of those that compute the same: equal operators with equal attributes on equal operands.
    package mutating func mergeEqualNodes() {
        var renamed = values.indices.map { ValueID($0) }
        var seen: [Int: [Int]] = [:]
        seen.reserveCapacity(nodes.count)
        var isEqual = [Bool](repeating: false, count: nodes.count)
        for index in nodes.indices {
            for operand in nodes[index].inputs.indices {
                guard let input = nodes[index].inputs[operand], renamed[input.index] != input else { continue }
                nodes[index].inputs[operand] = renamed[input.index]
            }
            let sign = nodes[index].sign
            guard let equal = seen[sign]?.first(where: { isSame($0, index) }) else {
                seen[sign, default: []].append(index)
                continue
            }
            for (old, new) in zip(nodes[index].outputs, nodes[equal].outputs) { renamed[old.index] = new }
            isEqual[index] = true
        }
        guard isEqual.contains(true) else { return }
        nodes = nodes.indices.filter { !isEqual[$0] }.map { nodes[$0] }
        for index in outputs.indices { outputs[index].value = renamed[outputs[index].value.index] }
        removeDeadNodes()
    }

    /// Nodes that find sizes give each a name of its own, by which others know it.
    private func hasSameNames(_ left: ValueID, _ right: ValueID) -> Bool {
        let (one, other) = (self[left].fact.shape, self[right].fact.shape)
        return one == other || !other.contains(where: \.isFound)
    }

    /// Whether two nodes compute the same.
    private func isSame(_ left: Int, _ right: Int) -> Bool {
        let (one, other) = (nodes[left], nodes[right])
        return one.inputs == other.inputs && one.outputs.count == other.outputs.count
            && OperatorKind(of: one.operation) == OperatorKind(of: other.operation)
            && zip(one.outputs, other.outputs).allSatisfy { hasSameNames($0, $1) }
            && one.operation.hasSameAttributes(as: other.operation)
    }
}

extension Graph.Node {
    /// A number that equal nodes have in common, and few others: of the operator and the operands, and of the attributes where
    /// there is nothing but these.
    fileprivate var sign: Int {
        var result = OperatorKind(of: operation).number
        for input in inputs { result = (result &* 0x9E37_79B1) ^ ((input?.index ?? -1) &+ 1) }
        return inputs.isEmpty ? result ^ operation.attributeValues.map(\.value).hashValue : result
    }
}

extension Operator {
    fileprivate func hasSameAttributes(as other: any Operator) -> Bool {
        let (left, right) = (attributeValues, other.attributeValues)
        return name == other.name && left.count == right.count
            && zip(left, right).allSatisfy { $0.name == $1.name && $0.value == $1.value }
    }
}
