/// A graph that is being changed in place: nodes stay, or rules put others in their places.
///
/// Values keep their numbers, and what is not changed costs nothing; new values are added behind them, new nodes before the
/// node that they are for, whose path and origin they get. How often a value is read is kept exactly: a node that is not
/// read any more goes at once, and what it read is read less.
package struct Rewriting {
    /// The graph without its nodes.
    private var graph: Graph
    private var list: NodeList
    /// For each value, what stands for it.
    private var renamed: [ValueID]
    /// For each value, the number of the node that makes it and which of its results it is.
    private var producers: [Producer]
    /// How often each value is read, by nodes and outputs.
    private var reads: [Int]
    /// The values that depend on fixed ones alone.
    private var fixed: [Bool]
    /// How many replacements each node came from, one after another.
    private var depths: [Int]
    private let assumptions: Assumptions
    private let known: Set<Condition.Key>
    /// The node that a rule is looking at.
    private var current = NodeList.end

    /// The node that makes a value, `NodeList.end` for none, and which of its results that is.
    private struct Producer {
        var node: Int
        var result: Int
    }

    init(_ source: Graph, fixed fixedValues: [ValueID], outer: [Condition]) {
        let count = source.values.count
        reads = source.readCounts
        list = NodeList(source.nodes)
        graph = source
        graph.nodes = []
        renamed = (0..<count).map { ValueID($0) }
        producers = Array(repeating: Producer(node: NodeList.end, result: 0), count: count)
        fixed = Array(repeating: false, count: count)
        depths = Array(repeating: 0, count: list.nodes.count)
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
        let number = producers[value.index].node
        return number == NodeList.end ? nil : list.nodes[number]
    }

    /// Which of its node's results a value is.
    package func result(_ value: ValueID) -> Int? {
        let producer = producers[value.index]
        return producer.node == NodeList.end ? nil : producer.result
    }

    /// Whether an operator of a kind makes a value.
    package func isMade(_ value: ValueID, by kind: any Operator.Type) -> Bool {
        let number = producers[value.index].node
        return number != NodeList.end && type(of: list.nodes[number].operation) == kind
    }

    /// The operator that makes a value, if it is of a kind.
    package func operation<Kind: Operator>(of value: ValueID, as kind: Kind.Type) -> Kind? {
        isMade(value, by: kind) ? list.nodes[producers[value.index].node].operation as? Kind : nil
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

    /// Whether a size is at least another one, as far as is known.
    package func isAtLeast(_ left: Dimension, _ right: Dimension) -> Bool {
        assumptions.atLeast(left, right) == .proved
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
        let operands = operands.map { $0.map(settled) }
        var inference = Inference(operands.map { $0.map { graph[$0].fact } }, assumptions: assumptions)
        guard let facts = try? operation.infer(&inference), inference.dataSymbolCount == 0,
            inference.conditions.allSatisfy({ known.contains($0.asRequirement) }),
            facts.allSatisfy({ fact in !fact.shape.contains(where: \.isOverflow) })
        else { return nil }
        let results = facts.map { graph.addValue($0) }
        let isFixed = operands.allSatisfy { $0.map { fixed[$0.index] } ?? true }
        for (index, value) in results.enumerated() {
            renamed.append(value)
            producers.append(Producer(node: list.nodes.count, result: index))
            reads.append(0)
            fixed.append(isFixed)
        }
        for case let operand? in operands { reads[operand.index] += 1 }
        let place = source ?? list.nodes[current]
        list.insert(
            Graph.Node(operation, operands, results, path: place.path, origin: place.origin), before: current)
        depths.append(depths[current] + 1)
        return results
    }

    /// Adds a node with one result.
    package mutating func addOne(_ operation: any Operator, _ operands: ValueID?...) -> ValueID? {
        add(operation, operands)?.first
    }

    // MARK: the sweep

    /// Goes through the nodes in order and replaces those that rules apply to, and what came of it in its turn; whether
    /// there were any. Nodes that came of so many replacements stay.
    mutating func sweep(_ table: inout RuleTable, deepest: Int) -> Bool {
        var changed = false
        var number = list.first
        while number != NodeList.end {
            settle(number)
            let entry = table.number(for: list.nodes[number].operation)
            let behind = list.after(number)
            guard !table.entries[entry].rules.isEmpty, depths[number] < deepest,
                let first = replace(number, table.entries[entry].rules)
            else {
                number = behind
                continue
            }
            changed = true
            number = first == NodeList.end ? behind : first
        }
        return changed
    }

    /// The graph as it is now.
    mutating func finished() -> Graph {
        let isChanged = list.isChanged
        for index in graph.outputs.indices { graph.outputs[index].value = settled(graph.outputs[index].value) }
        graph.nodes = list.inOrder
        list = NodeList([])
        if isChanged { graph.removeDeadNodes() }
        return graph
    }

    /// What stands for a value in the end.
    private func settled(_ value: ValueID) -> ValueID {
        var result = value
        while renamed[result.index] != result { result = renamed[result.index] }
        return result
    }

    /// Has a node read what stands for its operands, and notes what it makes.
    private mutating func settle(_ number: Int) {
        var isFixed = true
        for index in list.nodes[number].inputs.indices {
            guard let value = list.nodes[number].inputs[index] else { continue }
            let own = settled(value)
            if own != value { list.setInput(index, of: number, to: own) }
            isFixed = isFixed && fixed[own.index]
        }
        for (index, output) in list.nodes[number].outputs.enumerated() {
            producers[output.index] = Producer(node: number, result: index)
            fixed[output.index] = isFixed
        }
    }

    /// Replaces a node by what the first rule that applies has for it, and gives the first of the nodes that came of it,
    /// `NodeList.end` for none; nil where no rule applies.
    private mutating func replace(_ number: Int, _ rules: [any RewriteRule]) -> Int? {
        let node = list.nodes[number]
        current = number
        let (nodes, values, wasChanged) = (list.nodes.count, graph.values.count, list.isChanged)
        for rule in rules {
            if let replacement = rule.replacement(for: node, in: &self), replacement.count == node.outputs.count,
                zip(node.outputs, replacement).allSatisfy({ keepsFact($0, $1) })
            {
                let results = replacement.map(settled)
                for (old, new) in zip(node.outputs, results) { rename(old, to: new) }
                remove(number)
                for added in stride(from: list.nodes.count - 1, through: nodes, by: -1) { removeUnlessRead(added) }
                return (nodes..<list.nodes.count).first(where: isIn) ?? NodeList.end
            }
            takeBack(nodes: nodes, values: values, wasChanged)
        }
        return nil
    }

    /// Takes back what a rule has added and given up.
    private mutating func takeBack(nodes: Int, values: Int, _ wasChanged: Bool) {
        guard list.nodes.count > nodes else { return }
        for number in nodes..<list.nodes.count {
            for case let operand? in list.nodes[number].inputs { reads[operand.index] -= 1 }
        }
        list.takeBack(to: nodes, wasChanged: wasChanged)
        depths.removeSubrange(nodes...)
        graph.values.removeSubrange(values...)
        renamed.removeSubrange(values...)
        producers.removeSubrange(values...)
        reads.removeSubrange(values...)
        fixed.removeSubrange(values...)
    }

    /// Whether a value can take the place of another one.
    private func keepsFact(_ old: ValueID, _ new: ValueID) -> Bool {
        let (before, after) = (graph[old].fact, graph[new].fact)
        return before.elementType == after.elementType && isSame(before.shape, after.shape)
            && (before.contents == nil || before.contents == after.contents)
    }

    private mutating func rename(_ old: ValueID, to new: ValueID) {
        guard old != new else { return }
        renamed[old.index] = new
        reads[new.index] += reads[old.index]
        reads[old.index] = 0
        if graph[new].name == nil { graph[new].name = graph[old].name }
    }

    /// Whether a node was not taken out.
    private func isIn(_ number: Int) -> Bool {
        list.nodes[number].outputs.first.map { producers[$0.index].node == number } ?? true
    }

    private mutating func removeUnlessRead(_ number: Int) {
        guard isIn(number), list.nodes[number].outputs.allSatisfy({ reads[$0.index] == 0 }) else { return }
        remove(number)
    }

    /// Takes a node out that nothing reads, and with it what only it has read.
    private mutating func remove(_ number: Int) {
        var waiting = [number]
        while let next = waiting.popLast() {
            list.remove(next)
            for output in list.nodes[next].outputs { producers[output.index].node = NodeList.end }
            for case let operand? in list.nodes[next].inputs {
                let value = settled(operand)
                reads[value.index] -= 1
                let maker = producers[value.index].node
                // A node that finds sizes may be needed for these alone, which is for the sweep for dead nodes to say.
                guard reads[value.index] == 0, maker != NodeList.end,
                    list.nodes[maker].outputs.allSatisfy({
                        reads[$0.index] == 0 && !graph[$0].fact.shape.contains(where: \.isFound)
                    })
                else { continue }
                producers[value.index].node = NodeList.end
                waiting.append(maker)
            }
        }
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
