package import WeftGraph

extension Graph {
    /// Makes one node of those that compute the same: equal operators with equal attributes on equal operands.
    package mutating func mergeEqualNodes() {
        var renamed = values.indices.map { ValueID($0) }
        var seen: [NodeKey: [Node]] = [:]
        var kept: [Node] = []
        kept.reserveCapacity(nodes.count)
        for var node in nodes {
            for index in node.inputs.indices {
                guard let input = node.inputs[index], renamed[input.index] != input else { continue }
                node.inputs[index] = renamed[input.index]
            }
            let key = NodeKey(node)
            if let equal = seen[key]?.first(where: { $0.operation.hasSameAttributes(as: node.operation) }),
                equal.outputs.count == node.outputs.count,
                zip(equal.outputs, node.outputs).allSatisfy({ hasSameNames($0, $1) })
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

    /// Nodes that find sizes give each a name of its own, by which others know it.
    private func hasSameNames(_ left: ValueID, _ right: ValueID) -> Bool {
        let (one, other) = (self[left].fact.shape, self[right].fact.shape)
        return one == other || !other.contains(where: \.isFound)
    }

    /// What equal nodes have in common and is quickly compared.
    private struct NodeKey: Hashable {
        let kind: OperatorKind
        let inputs: [ValueID?]
        /// What a node without operands has nothing but.
        let attributes: [Attribute]

        init(_ node: Node) {
            kind = OperatorKind(of: node.operation)
            inputs = node.inputs
            attributes = node.inputs.isEmpty ? node.operation.attributeValues.map(\.value) : []
        }
    }
}

extension Operator {
    fileprivate func hasSameAttributes(as other: any Operator) -> Bool {
        let (left, right) = (attributeValues, other.attributeValues)
        return name == other.name && left.count == right.count
            && zip(left, right).allSatisfy { $0.name == $1.name && $0.value == $1.value }
    }
}
