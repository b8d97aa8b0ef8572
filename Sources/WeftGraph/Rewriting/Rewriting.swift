/// A graph that is being made from another one, node by node: nodes stay, or rules put others in their places.
///
/// Values keep their numbers, so that what is not changed costs nothing; new ones are added behind them. Whatever a rule
/// adds gets the path and the origin of the node that it is for.
package struct Rewriting {
    package private(set) var graph: Graph
    /// How many replacements were made.
    package private(set) var changes = 0
    /// For each value, what stands for it in the new graph.
    private var renamed: [ValueID]
    /// For each value, the index of the node that makes it and which of its results it is.
    private var producers: [(node: Int, result: Int)?]
    /// How often each value is read.
    private var reads: [Int]
    /// The values that depend on fixed ones alone.
    private var fixed: [Bool]
    private let assumptions: Assumptions
    private let known: Set<Condition.Key>
    private var current: Graph.Node?

    init(_ source: Graph, fixed fixedValues: [ValueID], outer: [Condition]) {
        graph = source
        graph.nodes = []
        graph.nodes.reserveCapacity(source.nodes.count)
        let count = source.values.count
        renamed = (0..<count).map { ValueID($0) }
        producers = Array(repeating: nil, count: count)
        reads = source.readCounts
        fixed = Array(repeating: false, count: count)
        for value in fixedValues { fixed[value.index] = true }
        let all = outer + source.conditions
        assumptions = Assumptions(
            all.map { Condition($0.left, $0.relation, $0.right, isPromise: true, reason: $0.reason, at: $0.range) })
        known = Set(all.map(\.asRequirement))
    }

    // MARK: what rules ask

    /// The type of a value and what else is known of it.
    package func fact(_ value: ValueID) -> Fact { graph[value].fact }

    /// The node that makes a value; nil for inputs and parameters.
    package func producer(of value: ValueID) -> Graph.Node? {
        producers[value.index].map { graph.nodes[$0.node] }
    }

    /// Which of its node's results a value is.
    package func result(_ value: ValueID) -> Int? { producers[value.index]?.result }

    /// The operator that makes a value, if it is of a kind.
    package func operation<Kind: Operator>(of value: ValueID, as kind: Kind.Type) -> Kind? {
        producer(of: value)?.operation as? Kind
    }

    /// Whether nothing but one operand of one node reads a value.
    package func isReadOnce(_ value: ValueID) -> Bool { reads[value.index] == 1 }

    /// Whether a value depends on fixed ones alone: parameters and constants, in a body what is the same at each step.
    package func isFixed(_ value: ValueID) -> Bool { fixed[value.index] }

    /// Whether two sizes are equal, as far as is known.
    package func isSame(_ left: Dimension, _ right: Dimension) -> Bool {
        left == right || assumptions.equal(left, right) == .proved
            || known.contains(Condition(left, .equal, right).asRequirement)
    }

    /// Whether two shapes are equal, as far as is known.
    package func isSame(_ left: [Dimension], _ right: [Dimension]) -> Bool {
        left.count == right.count && zip(left, right).allSatisfy { isSame($0, $1) }
    }

    // MARK: what rules do

    /// Adds a node; nil where the operator does not take the operands, or needs what the graph does not promise.
    ///
    /// - Parameter source: the node whose path and origin it gets, if not those of the node that the rule is for.
    package mutating func add(
        _ operation: any Operator, _ operands: [ValueID?], for source: Graph.Node? = nil
    ) -> [ValueID]? {
        var inference = Inference(operands.map { $0.map { graph[$0].fact } }, assumptions: assumptions)
        guard let facts = try? operation.infer(&inference), inference.dataSymbolCount == 0,
            inference.conditions.allSatisfy({ known.contains($0.asRequirement) }),
            facts.allSatisfy({ fact in !fact.shape.contains(where: \.isOverflow) })
        else { return nil }
        let results = facts.map { graph.addValue($0) }
        let isFixed = operands.allSatisfy { $0.map { fixed[$0.index] } ?? true }
        for (index, value) in results.enumerated() {
            renamed.append(value)
            producers.append((graph.nodes.count, index))
            reads.append(0)
            fixed.append(isFixed)
        }
        for case let operand? in operands { reads[operand.index] += 1 }
        let named = source ?? current
        graph.nodes.append(
            Graph.Node(operation, operands, results, path: named?.path ?? [], origin: named?.origin ?? .none))
        return results
    }

    /// Adds a node with one result.
    package mutating func addOne(_ operation: any Operator, _ operands: ValueID?...) -> ValueID? {
        add(operation, operands)?.first
    }

    // MARK: the sweep

    /// Takes the next node of the source, as it is or as the first rule that applies has it.
    mutating func take(_ source: Graph.Node, _ rules: [any RewriteRule]) {
        var node = source
        node.inputs = source.inputs.map { $0.map { renamed[$0.index] } }
        current = node
        for rule in rules {
            guard let replacement = rule.replacement(for: node, in: &self),
                replacement.count == node.outputs.count,
                zip(node.outputs, replacement).allSatisfy({ keepsFact($0, $1) })
            else { continue }
            for (old, new) in zip(node.outputs, replacement) { rename(old, to: new) }
            for case let operand? in node.inputs { reads[operand.index] -= 1 }
            changes += 1
            return
        }
        let isFixed = node.inputs.allSatisfy { $0.map { fixed[$0.index] } ?? true }
        for (index, output) in node.outputs.enumerated() {
            producers[output.index] = (graph.nodes.count, index)
            fixed[output.index] = isFixed
        }
        graph.nodes.append(node)
    }

    /// Whether a value can take the place of another one.
    private func keepsFact(_ old: ValueID, _ new: ValueID) -> Bool {
        let (before, after) = (graph[old].fact, graph[new].fact)
        return before.elementType == after.elementType && isSame(before.shape, after.shape)
            && (before.contents == nil || before.contents == after.contents)
    }

    private mutating func rename(_ old: ValueID, to new: ValueID) {
        renamed[old.index] = new
        reads[new.index] += reads[old.index]
        if graph[new].name == nil { graph[new].name = graph[old].name }
    }

    func finished(_ outputs: [Graph.Output]) -> Graph {
        var result = graph
        result.outputs = outputs.map { Graph.Output($0.name, renamed[$0.value.index]) }
        return result
    }
}

extension Condition {
    /// What makes two requirements the same, promised or not.
    fileprivate var asRequirement: Condition.Key { Condition(left, relation, right).key }
}

extension Graph {
    /// How often each value is read by nodes and outputs.
    package var readCounts: [Int] {
        var counts = [Int](repeating: 0, count: values.count)
        for node in nodes {
            for case let input? in node.inputs { counts[input.index] += 1 }
        }
        for output in outputs { counts[output.value.index] += 1 }
        return counts
    }
}
