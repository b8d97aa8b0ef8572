package import WeftGraph

extension Graph {
    /// Makes one node of those that compute the same: equal operators with equal attributes on equal operands.
    package mutating func mergeEqualNodes() {
        var renamed = values.indices.map { ValueID($0) }
        var seen: [NodeKey: [Node]] = [:]
        var kept: [Node] = []
        kept.reserveCapacity(nodes.count)
        for var node in nodes {
            node.inputs = node.inputs.map { $0.map { renamed[$0.index] } }
            let key = NodeKey(name: node.operation.name, inputs: node.inputs)
            if let equal = seen[key]?.first(where: { $0.operation.hasSameAttributes(as: node.operation) }),
                equal.outputs.count == node.outputs.count
            {
                for (old, new) in zip(node.outputs, equal.outputs) { renamed[old.index] = new }
                continue
            }
            seen[key, default: []].append(node)
            kept.append(node)
        }
        guard kept.count < nodes.count else { return }
        nodes = kept
        for index in outputs.indices { outputs[index].value = renamed[outputs[index].value.index] }
        removeDeadNodes()
    }

    private struct NodeKey: Hashable {
        let name: String
        let inputs: [ValueID?]
    }
}

extension Operator {
    fileprivate func hasSameAttributes(as other: any Operator) -> Bool {
        let (left, right) = (attributeValues, other.attributeValues)
        return left.count == right.count && zip(left, right).allSatisfy { $0.name == $1.name && $0.value == $1.value }
    }
}
