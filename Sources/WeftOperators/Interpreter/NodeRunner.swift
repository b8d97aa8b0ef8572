package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

/// Evaluates nodes of one graph and holds the values on the way; also of a body, step after step.
package struct NodeRunner {
    let graph: Graph
    let budgets: Budgets
    /// The values that are there, by the number of the value.
    package var values: [PlainTensor?]
    /// The sizes of the symbols; data sizes are added as they are found.
    package private(set) var binding: [Symbol: Int]
    /// The conditions that could not be decided yet, as they hang on sizes that are found on the way.
    private var open: [Condition]

    package init(_ graph: Graph, binding: [Symbol: Int], budgets: Budgets = Budgets()) throws(Diagnostic) {
        try graph.checkReferences()
        self.graph = graph
        self.budgets = budgets
        self.binding = binding
        values = [PlainTensor?](repeating: nil, count: graph.values.count)
        open = graph.conditions
        try checkConditions()
    }

    /// Forgets the sizes that were found since another runner of the graph was copied from this one.
    mutating func returnToSizes(of other: NodeRunner) {
        binding = other.binding
        open = other.open
    }

    /// A value that has been computed.
    package func value(_ id: ValueID) throws(Diagnostic) -> PlainTensor {
        guard let value = values[id.index] else {
            throw Diagnostic(
                "value-not-computed", "the value \(graph[id].name ?? "\(id.index)") is read before it is computed",
                help: "the nodes of a graph stand in the order in which they can run")
        }
        return value
    }

    /// Evaluates a node whose operands are there; its errors say where it stands.
    package mutating func run(_ index: Int) throws(Diagnostic) {
        let node = graph.nodes[index]
        do {
            try evaluate(node)
        } catch {
            throw error.located(in: node)
        }
    }

    private mutating func evaluate(_ node: Graph.Node) throws(Diagnostic) {
        var operands: [PlainTensor?] = []
        operands.reserveCapacity(node.inputs.count)
        for input in node.inputs {
            if let input { operands.append(try value(input)) } else { operands.append(nil) }
        }
        for output in node.outputs { try checkBudget(graph.type(output)) }
        let results = try node.operation.evaluate(operands, Evaluation(binding: binding))
        guard results.count == node.outputs.count else {
            throw Diagnostic(
                "result-mismatch", "the operator gave \(results.count) results, not \(node.outputs.count)")
        }
        for (output, result) in zip(node.outputs, results) {
            try bindDataSizes(of: graph.type(output), from: result.elementType, result.shape)
            values[output.index] = result
        }
    }

    /// Takes the sizes of a node's results that were computed elsewhere, with the checks of a run.
    package mutating func accept(_ results: [Tensor], of index: Int) throws(Diagnostic) {
        let outputs = graph.nodes[index].outputs
        guard results.count == outputs.count else {
            throw Diagnostic("result-mismatch", "there are \(results.count) results, not \(outputs.count)")
        }
        for (output, result) in zip(outputs, results) {
            try bindDataSizes(of: graph.type(output), from: result.elementType, result.shape)
        }
    }

    /// Fails at the first condition that is not met; those whose sizes are not known yet stay open.
    private mutating func checkConditions() throws(Diagnostic) {
        var undecided: [Condition] = []
        for condition in open {
            switch condition.holds(binding) {
            case true?: continue
            case nil: undecided.append(condition)
            case false?: throw condition.failure(binding)
            }
        }
        open = undecided
    }

    private func checkBudget(_ type: TensorType) throws(Diagnostic) {
        guard let sizes = type.sizes(binding) else { return }
        guard let count = sizes.elementCount, count <= budgets.tensorElements else {
            throw Diagnostic(
                "tensor-too-large",
                "the result \(TensorType(type.elementType, sizes.map { Dimension($0) })) has more than "
                    + "\(budgets.tensorElements) elements",
                help: "the sizes of the inputs are larger than was meant, or the budget must be raised")
        }
    }

    /// Takes the sizes that only a result tells, and checks all others.
    private mutating func bindDataSizes(
        of type: TensorType, from elementType: ElementType, _ shape: [Int]
    ) throws(Diagnostic) {
        if type.rank == shape.count {
            var found = false
            for (dimension, size) in zip(type.shape, shape) {
                guard let symbol = dimension.bareSymbol, symbol.kind == .data, binding[symbol] != size else { continue }
                binding[symbol] = size
                found = true
            }
            if found && !open.isEmpty { try checkConditions() }
        }
        guard type.elementType == elementType, type.sizes(binding) == shape else {
            let found = TensorType(elementType, shape.map { Dimension($0) })
            throw Diagnostic(
                "result-mismatch", "the operator gave \(found), which is not the inferred \(type)",
                labels: binding.labels(for: type.symbols))
        }
    }
}
