package import WeftDiagnostics

/// Builds a graph node by node, inferring types as it goes.
package struct GraphBuilder {
    package private(set) var graph: Graph
    /// What is known of the symbols; promises add to it.
    package var assumptions: Assumptions
    private let budgets: Budgets
    private var dataSymbols: Int
    /// The conditions of the graph, so that each is there once.
    private var conditions: Set<Condition.Key> = []
    /// The places of the nodes that compute values, by the values' numbers; none for inputs and parameters.
    private var places: [Int?] = []

    package init(
        name: String, assumptions: Assumptions = Assumptions(), budgets: Budgets = Budgets(), firstDataSymbol: Int = 0
    ) {
        graph = Graph(name: name)
        self.assumptions = assumptions
        self.budgets = budgets
        dataSymbols = firstDataSymbol
    }

    /// The number of data sizes made so far, so that a body's do not clash with its caller's.
    package var dataSymbolCount: Int {
        get { dataSymbols }
        set { dataSymbols = newValue }
    }

    /// What is known of a value.
    package func fact(_ id: ValueID) -> Fact { graph[id].fact }

    /// The node that computes a value; nil for inputs and parameters.
    package func producer(of value: ValueID) -> Graph.Node? {
        guard value.index < places.count, let place = places[value.index] else { return nil }
        return graph.nodes[place]
    }

    package mutating func addInput(_ name: String, _ fact: Fact, range: Graph.ValueRange? = nil) -> ValueID {
        let id = graph.addValue(fact, name: name)
        graph.inputs.append(Graph.Input(name, id, range: range))
        return id
    }

    package mutating func setRange(_ range: Graph.ValueRange, ofInput name: String) {
        for index in graph.inputs.indices where graph.inputs[index].name == name { graph.inputs[index].range = range }
    }

    package mutating func addParameter(
        _ name: String, _ type: TensorType, isTrained: Bool, initializer: Initializer, origin: Graph.Origin
    ) -> ValueID {
        let id = graph.addValue(Fact(type), name: name)
        graph.parameters.append(
            Graph.Parameter(name, id, isTrained: isTrained, initializer: initializer, origin: origin))
        return id
    }

    package mutating func addOutput(_ name: String, _ value: ValueID) {
        graph.outputs.append(Graph.Output(name, value))
    }

    /// Adds a condition that is met by promise, or is left to be checked.
    package mutating func addCondition(_ condition: Condition) {
        append(condition)
        if condition.isPromise { assumptions.add(condition) }
    }

    private mutating func append(_ condition: Condition) {
        if conditions.insert(condition.key).inserted { graph.conditions.append(condition) }
    }

    /// Takes the conditions away that were added behind the first `count`.
    package mutating func takeConditions(from count: Int) -> [Condition] {
        guard count < graph.conditions.count else { return [] }
        let taken = Array(graph.conditions[count...])
        graph.conditions.removeSubrange(count...)
        for condition in taken { conditions.remove(condition.key) }
        return taken
    }

    /// Replaces symbols by expressions in all that was built.
    package mutating func substitute(_ replacements: [Symbol: Dimension]) {
        graph.substitute(replacements)
        conditions = Set(graph.conditions.map(\.key))
    }

    /// Orders the inputs of a finished body.
    package mutating func setInputs(_ inputs: [Graph.Input]) {
        graph.inputs = inputs
    }

    package mutating func setName(_ name: String, of value: ValueID) {
        graph[value].name = name
    }

    /// Adds a node and the values that it computes.
    package mutating func add(
        _ operation: any Operator, _ inputs: [ValueID?], path: [String] = [], origin: Graph.Origin = .none
    ) throws(Diagnostic) -> [ValueID] {
        guard graph.nodes.count < budgets.nodes else {
            throw Diagnostic(
                "too-many-nodes", "the graph has more than \(budgets.nodes) nodes",
                help: "a loop bound or a block's repetition is larger than was meant, or the budget must be raised")
        }
        let facts = inputs.map { $0.map { graph[$0].fact } }
        var inference = Inference(facts, assumptions: assumptions, nextDataSymbol: dataSymbols)
        let results = try operation.infer(&inference)
        dataSymbols = inference.dataSymbolCount
        for result in results { try check(result) }
        for condition in inference.conditions {
            var range: SourceRange?
            if case .source(let source) = origin { range = source }
            append(
                Condition(condition.left, condition.relation, condition.right, reason: condition.reason, at: range))
        }
        while places.count < graph.values.count { places.append(nil) }
        let outputs = results.map { graph.addValue($0) }
        places += results.map { _ in graph.nodes.count }
        graph.nodes.append(Graph.Node(operation, inputs, outputs, path: path, origin: origin))
        return outputs
    }

    /// How much was built at some time.
    package struct Mark: Sendable {
        fileprivate let values: Int
        fileprivate let nodes: Int
        fileprivate let inputs: Int
        fileprivate let parameters: Int
        fileprivate let conditions: Int
        fileprivate let dataSymbols: Int
    }

    /// What is built now; ``rollBack(to:)`` takes away what comes later.
    package var mark: Mark {
        Mark(
            values: graph.values.count, nodes: graph.nodes.count, inputs: graph.inputs.count,
            parameters: graph.parameters.count, conditions: graph.conditions.count, dataSymbols: dataSymbols)
    }

    /// Takes away all values, nodes, inputs, parameters and conditions that were added since.
    package mutating func rollBack(to mark: Mark) {
        graph.values.removeSubrange(mark.values...)
        if places.count > mark.values { places.removeSubrange(mark.values...) }
        graph.nodes.removeSubrange(mark.nodes...)
        graph.inputs.removeSubrange(mark.inputs...)
        graph.parameters.removeSubrange(mark.parameters...)
        _ = takeConditions(from: mark.conditions)
        dataSymbols = mark.dataSymbols
    }

    private func check(_ fact: Fact) throws(Diagnostic) {
        if fact.shape.contains(where: \.isOverflow) || fact.type.elementCount.isOverflow {
            throw Diagnostic(
                "size-too-large", "a size of the result is larger than can be held",
                help: "the sizes on the way here multiply to more than \(Int.max)")
        }
        guard fact.rank <= budgets.rank else {
            throw Diagnostic("rank-too-high", "a tensor of rank \(fact.rank) has more than \(budgets.rank) axes")
        }
    }
}
