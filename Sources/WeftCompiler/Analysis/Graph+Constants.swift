import WeftGraph
import WeftOperators

extension Graph {
    /// For each value whether it is a constant: a parameter, or made of such by nodes whose sizes are all known.
    var constantValues: [Bool] { constantValues(given: []) }

    /// As above, with further values that are known to be constants.
    func constantValues(given: Set<ValueID>) -> [Bool] {
        var result = valuesOfWeights
        for value in given { result[value.index] = true }
        for node in nodes {
            let isKnown =
                node.inputs.allSatisfy { $0.map { result[$0.index] } ?? true }
                && node.outputs.allSatisfy { self[$0].fact.shape.allSatisfy { $0.value != nil } }
                && !(node.operation is any OperatorWithBody) && node.operation.namesKnownSizes
            if isKnown { for output in node.outputs { result[output.index] = true } }
        }
        // A number repeated any number of times is read as one.
        for node in nodes where node.operation is Op.Full { result[node.outputs[0].index] = true }
        return result
    }

    /// For each value whether it is a parameter.
    var valuesOfWeights: [Bool] {
        var result = [Bool](repeating: false, count: values.count)
        for parameter in parameters where self[parameter.value].fact.knownSizes != nil {
            result[parameter.value.index] = true
        }
        return result
    }
}

extension Operator {
    /// Whether all sizes in its attributes are numbers, and it has no graphs.
    var namesKnownSizes: Bool {
        Self.attributes.allSatisfy { field in
            switch field.kind {
            case .dimension, .dimensions, .graph, .graphs: field.get(self)?.isKnown ?? true
            default: true
            }
        } && !Self.signature.isOpen
    }
}

extension Attribute {
    /// Whether all sizes in it are numbers.
    var isKnown: Bool {
        switch self {
        case .dimension(let size): size.value != nil
        case .dimensions(let sizes): sizes.allSatisfy { $0.value != nil }
        case .graph, .graphs: false
        default: true
        }
    }
}
