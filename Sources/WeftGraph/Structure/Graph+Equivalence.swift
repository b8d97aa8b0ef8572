extension Graph {
    /// Whether two graphs mean the same: operators, attributes, types, conditions, and the names of inputs, outputs
    /// and parameters. Names of inner values, paths and origins are not part of the meaning.
    package func isEquivalent(to other: Graph) -> Bool {
        guard nodes.count == other.nodes.count, values.count == other.values.count,
            inputs.count == other.inputs.count, outputs.count == other.outputs.count,
            parameters.count == other.parameters.count, conditions.count == other.conditions.count
        else { return false }
        return zip(values, other.values).allSatisfy { $0.fact == $1.fact }
            && zip(inputs, other.inputs).allSatisfy {
                $0.name == $1.name && $0.value == $1.value && $0.range == $1.range
            }
            && zip(outputs, other.outputs).allSatisfy { $0.name == $1.name && $0.value == $1.value }
            && zip(parameters, other.parameters).allSatisfy {
                $0.name == $1.name && $0.value == $1.value && $0.isTrained == $1.isTrained
                    && $0.initializer == $1.initializer
            }
            && zip(conditions, other.conditions).allSatisfy {
                $0.left == $1.left && $0.relation == $1.relation && $0.right == $1.right && $0.isPromise == $1.isPromise
            }
            && zip(nodes, other.nodes).allSatisfy { $0.isEquivalent(to: $1) }
    }
}

extension Graph.Node {
    fileprivate func isEquivalent(to other: Graph.Node) -> Bool {
        guard operation.name == other.operation.name, inputs == other.inputs, outputs == other.outputs else {
            return false
        }
        let left = operation.attributeValues
        let right = other.operation.attributeValues
        return left.count == right.count && zip(left, right).allSatisfy { $0.name == $1.name && $0.value == $1.value }
    }
}
