import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension ONNXEmitter {
    /// Declares an input of the innermost graph, under a name that nothing has.
    mutating func addInput(_ value: ValueID, _ wanted: String) -> String {
        let name = fresh(wanted)
        declareInput(value, name)
        return name
    }

    /// Declares an input of the innermost graph under its own name.
    mutating func declareInput(_ value: ValueID, _ name: String) {
        self.name(value, name)
        scope.exported.inputs.append(.init(name: name, scope.graph.type(value)))
    }

    /// Declares an output of a body.
    ///
    /// A body's outputs are its own: one that is an input, a value of the graph around, or an output already is copied.
    mutating func addOutput(_ name: String, _ output: Graph.Output) {
        let value = ExportedGraph.Value(name: ownOutput(name), scope.graph.type(output.value))
        scope.exported.outputs.append(value)
    }

    mutating func addOutput(_ name: String, _ type: ElementType, sizes: [(number: Int?, name: String?)]) {
        scope.exported.outputs.append(.init(name: ownOutput(name), elementType: type, sizes: sizes))
    }

    private mutating func ownOutput(_ name: String) -> String {
        let isMade = scope.exported.nodes.contains { $0.outputs.contains(name) }
        let isTaken = scope.exported.outputs.contains { $0.name == name }
        return isMade && !isTaken ? name : add("Identity", [name])
    }

    /// Exports the nodes of the innermost graph.
    mutating func exportNodes(outputs: [Int: String] = [:]) throws(Diagnostic) {
        let graph = scope.graph
        for index in graph.nodesNeeded {
            let node = graph.nodes[index]
            let stem = node.path.joined(separator: ".")
            begin(stem, node.operation.name)
            do throws(Diagnostic) {
                try export(node, of: graph, outputs)
            } catch {
                throw error.noting("exporting \(node.operation.name)\(stem.isEmpty ? "" : " of \(stem)")")
            }
        }
        begin("")
    }

    private mutating func export(
        _ node: Graph.Node, of graph: Graph, _ outputs: [Int: String]
    ) throws(Diagnostic) {
        guard let operation = node.operation as? any ExportedOperator else {
            throw Diagnostic(
                "cannot-export", "the operator \(node.operation.name) has no counterpart in ONNX",
                help: "save the model as .weftpb, which holds every operator")
        }
        var operands: [String] = []
        for input in node.inputs {
            operands.append(try input.map { (id) throws(Diagnostic) in try name(of: id) } ?? "")
        }
        let call = ExportedCall(
            operands: operands, facts: node.inputs.map { $0.map { graph[$0].fact } },
            results: node.outputs.map { graph[$0].fact })
        let first = scope.exported.nodes.count
        let names = try operation.export(call, to: &self)
        try requireAvailable(scope.exported.nodes[first...])
        for (output, name) in zip(node.outputs, names) {
            var final = name
            if let wanted = outputs[output.index] { final = rename(name, wanted, from: first) }
            self.name(output, final)
        }
    }

    /// Gives what a node made the name of the graph's output; what it only passed on is copied.
    private mutating func rename(_ name: String, _ wanted: String, from first: Int) -> String {
        let nodes = first..<scope.exported.nodes.count
        guard nodes.contains(where: { scope.exported.nodes[$0].outputs.contains(name) }) else {
            let copy = add("Identity", [name])
            return rename(copy, wanted, from: first)
        }
        for index in nodes {
            scope.exported.nodes[index].outputs = scope.exported.nodes[index].outputs.map { $0 == name ? wanted : $0 }
            scope.exported.nodes[index].inputs = scope.exported.nodes[index].inputs.map { $0 == name ? wanted : $0 }
        }
        return wanted
    }
}

extension ExportedGraph.Value {
    /// A declared value; a size that is no number and no name is described.
    init(name: String, _ type: TensorType) {
        self.init(
            name: name, elementType: type.elementType,
            sizes: type.shape.map { $0.value.map { ($0, nil) } ?? (nil, $0.description) })
    }
}

extension Graph {
    /// The nodes that outputs depend on, in order.
    fileprivate var nodesNeeded: [Int] {
        var values = Set(outputs.map(\.value.index))
        var result: [Int] = []
        for (index, node) in nodes.enumerated().reversed() {
            // Sizes that are found while running are named by attributes, not by operands.
            let isRead = node.outputs.contains { values.contains($0.index) }
            guard isRead || node.operation is Op.DataSizes else { continue }
            result.append(index)
            for case let input? in node.inputs { values.insert(input.index) }
        }
        return result.reversed()
    }
}
