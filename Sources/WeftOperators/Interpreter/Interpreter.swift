package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

/// The reference: runs a graph node by node, plainly and in double, with every check that a run can need.
package struct Interpreter: Sendable {
    private let graph: Graph
    private let budgets: Budgets

    package init(graph: Graph, budgets: Budgets = Budgets()) {
        self.graph = graph
        self.budgets = budgets
    }

    /// The outputs, in order, for inputs by name.
    ///
    /// `weights` is asked for each parameter that is read, when it is first read; values are let go after their last use.
    /// `observe` is shown the results of each node, by its number, when they are there. Errors: an input that is missing, unknown, of another
    /// type or size (`input-mismatch`) or has an element outside its promised range (`value-out-of-range`); sizes that do
    /// not meet a condition of the graph (`condition-not-met`); a weight of another type (`weight-mismatch`); and what
    /// the nodes throw, with the path of the node.
    package func run(
        inputs: [String: PlainTensor], weights: (String) throws(Diagnostic) -> PlainTensor,
        observe: (_ node: Int, _ results: [PlainTensor]) -> Void = { _, _ in }
    ) throws(Diagnostic) -> [(name: String, value: PlainTensor)] {
        try graph.checkNesting(budgets)
        let given = try InputBinding(graph, inputs.mapValues { InputShape($0.elementType, $0.shape) })
        for input in graph.inputs {
            if let tensor = inputs[input.name] { try given.checkRange(input, tensor) }
        }
        let binding = given.sizes
        var runner = try NodeRunner(graph, binding: binding, budgets: budgets)
        for input in graph.inputs { runner.values[input.value.index] = inputs[input.name] }
        let parameters = Dictionary(
            graph.parameters.map { ($0.value, $0.name) }, uniquingKeysWith: { first, _ in first })
        let releases = Liveness(graph).releases
        for index in graph.nodes.indices {
            for case let id? in graph.nodes[index].inputs {
                try load(id, parameters, weights, &runner)
            }
            try runner.run(index)
            observe(index, graph.nodes[index].outputs.compactMap { runner.values[$0.index] })
            for value in releases[index] { runner.values[value.index] = nil }
        }
        var results: [(name: String, value: PlainTensor)] = []
        for output in graph.outputs {
            try load(output.value, parameters, weights, &runner)
            results.append((output.name, try runner.value(output.value)))
        }
        return results
    }

    /// Fetches a parameter that is not there yet.
    private func load(
        _ id: ValueID, _ parameters: [ValueID: String], _ weights: (String) throws(Diagnostic) -> PlainTensor,
        _ runner: inout NodeRunner
    ) throws(Diagnostic) {
        guard runner.values[id.index] == nil, let name = parameters[id] else { return }
        let tensor = try weights(name)
        let type = graph.type(id)
        guard tensor.elementType == type.elementType, type.sizes(runner.binding) == tensor.shape else {
            let found = TensorType(tensor.elementType, tensor.shape.map { Dimension($0) })
            throw Diagnostic(
                "weight-mismatch", "the parameter '\(name)' must be \(type), but it is \(found)", place: name,
                labels: runner.binding.labels(for: type.symbols))
        }
        runner.values[id.index] = tensor
    }
}

/// Which values are read for the last time by each node.
struct Liveness {
    let releases: [[ValueID]]

    init(_ graph: Graph) {
        var last: [ValueID: Int] = [:]
        for (index, node) in graph.nodes.enumerated() {
            for output in node.outputs { last[output] = index }
            for case let input? in node.inputs { last[input] = index }
        }
        for output in graph.outputs { last[output.value] = nil }
        var releases = [[ValueID]](repeating: [], count: graph.nodes.count)
        for (value, index) in last { releases[index].append(value) }
        self.releases = releases
    }
}
