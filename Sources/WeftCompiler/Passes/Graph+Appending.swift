import WeftGraph

extension Graph {
    /// Adds a node with one result at the end, for another one; nil where the operator does not take the operands.
    mutating func append(_ operation: any Operator, _ operands: [ValueID?], as source: Node? = nil) -> ValueID? {
        var inference = Inference(operands.map { $0.map { self[$0].fact } })
        guard let fact = try? operation.infer(&inference).first, inference.conditions.isEmpty else { return nil }
        return append(operation, operands, giving: fact, as: source)
    }

    /// As above, with a result of the given fact.
    mutating func append(
        _ operation: any Operator, _ operands: [ValueID?], giving fact: Fact, as source: Node?
    ) -> ValueID {
        let value = addValue(fact)
        nodes.append(Node(operation, operands, [value], path: source?.path ?? [], origin: source?.origin ?? .none))
        return value
    }
}
