import WeftGraph
import WeftOperators
import WeftTensors

/// Small nodes whose operands are known tensors are computed at once; what depends on weights is left to recipes.
struct ConstantFolding: RewriteRule {
    let operators: [any Operator.Type]? = nil

    /// Results with more elements than this stay as they are: they would only take up room.
    private static let mostElements = 4096

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        // What is quickly said goes first, as every node comes by.
        guard node.inputs.allSatisfy({ $0.map { isLiteral($0, rewriting) } ?? true }),
            !(node.operation is Op.Constant), !(node.operation is Op.Full),
            node.outputs.allSatisfy({ isSmall(rewriting.fact($0)) }), !(node.operation is any OperatorWithBody),
            node.operation.namesKnownSizes
        else { return nil }
        var operands: [PlainTensor?] = []
        for input in node.inputs {
            guard let input else {
                operands.append(nil)
                continue
            }
            guard let value = known(input, rewriting) else { return nil }
            operands.append(value)
        }
        guard let results = try? node.operation.evaluate(operands, Evaluation()), results.count == node.outputs.count
        else { return nil }
        var values: [ValueID] = []
        for result in results {
            guard let value = rewriting.addOne(Op.Constant(result.tensor)) else { return nil }
            values.append(value)
        }
        return values
    }

    private func isSmall(_ fact: Fact) -> Bool {
        guard let count = fact.knownSizes?.elementCount else { return false }
        return count <= Self.mostElements
    }

    private func isLiteral(_ value: ValueID, _ rewriting: Rewriting) -> Bool {
        rewriting.isMade(value, by: Op.Constant.self) || rewriting.isMade(value, by: Op.Full.self)
    }

    private func known(_ value: ValueID, _ rewriting: Rewriting) -> PlainTensor? {
        if let constant = rewriting.operation(of: value, as: Op.Constant.self) {
            return constant.value.count <= Self.mostElements ? PlainTensor(constant.value) : nil
        }
        guard let full = rewriting.operation(of: value, as: Op.Full.self), isSmall(rewriting.fact(value)) else {
            return nil
        }
        return try? full.evaluate([], Evaluation()).first
    }
}
