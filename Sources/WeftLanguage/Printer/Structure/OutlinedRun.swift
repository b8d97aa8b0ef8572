import WeftDiagnostics
import WeftGraph
import WeftTensors

/// A run of nodes as one node, for the printer alone: it becomes the call of a block.
struct OutlinedRun: Operator {
    /// The nodes; what they take from outside are its inputs, parameters included.
    var body = Graph(name: "")
    /// The number of the form that it shares with others.
    var group = 0

    static let signature = Signature("outlined_run", [.variadic("operands")], results: ["y"])

    func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] { body.outputs.map { body[$0.value].fact } }

    func evaluate(_ operands: [PlainTensor?], _ evaluation: Evaluation) throws(Diagnostic) -> [PlainTensor] {
        throw Diagnostic("unknown-operator", "a run of nodes stands for them in a printer only")
    }

    static let examples: [OperatorExample] = []
}

extension Graph {
    /// The graph with runs of nodes in the place of those that they hold.
    func outlined(_ items: [OutlineItem]) -> Graph {
        var result = self
        result.nodes = items.map { item in
            switch item {
            case .node(let index): nodes[index]
            case .block(let block): run(block)
            }
        }
        return result
    }

    private func run(_ block: OutlineBlock) -> Node {
        var body = Graph(name: "")
        var places: [ValueID: ValueID] = [:]
        for input in block.inputs {
            places[input] = body.addValue(self[input].fact)
            body.inputs.append(Input("x", places[input] ?? input))
        }
        for item in block.items {
            var node: Node
            switch item {
            case .node(let index): node = nodes[index]
            case .block(let inner): node = run(inner)
            }
            node.inputs = node.inputs.map { $0.flatMap { places[$0] } }
            node.outputs = node.outputs.map { output in
                let place = body.addValue(self[output].fact)
                places[output] = place
                return place
            }
            body.nodes.append(node)
        }
        for output in block.outputs { body.outputs.append(Output("y", places[output] ?? output)) }
        return Node(
            OutlinedRun(body: body, group: block.group), block.inputs, block.outputs, path: block.path, origin: .none)
    }
}
