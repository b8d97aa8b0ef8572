package import WeftDiagnostics
import WeftFiles
package import WeftGraph
import WeftOperators
import WeftTensors

/// A model as ONNX has it, ready to be written.
package struct ONNXExport {
    /// The versions of ONNX's operators that can be written.
    package static let opsets = 13...24
    /// The version written unasked: the newest that all of today's programs read.
    package static let usualOpset = 17

    /// What was decided where the formats differ.
    package let ledger: ONNXLedger
    /// Everything but the bytes of the tensors.
    let head: ProtobufMessage
    /// The parameters and constants, in the order of the graph.
    let tensors: [WeightsFile.Entry]

    /// Makes the nodes of a model.
    ///
    /// Parameters keep their names, inputs and outputs as well; the other values are named after the labels that their
    /// nodes stand in. What only matters in training is left out.
    ///
    /// - Throws: `opset-unsupported`, `no-weights` for a parameter without a tensor, `cannot-export` for what ONNX has no
    ///   counterpart of.
    package init(_ model: Model, opset: Int = ONNXExport.usualOpset) throws(Diagnostic) {
        guard ONNXExport.opsets.contains(opset) else {
            throw Diagnostic(
                "opset-unsupported", "opset \(opset) cannot be written",
                help: "\(ONNXExport.opsets.lowerBound) to \(ONNXExport.opsets.upperBound) can")
        }
        let graph = model.graph
        let names = graph.inputs.map(\.name) + graph.outputs.map(\.name) + graph.parameters.map(\.name)
        var emitter = ONNXEmitter(opset: opset, names: names)
        emitter.open(graph, name: graph.name)
        for input in graph.inputs { emitter.declareInput(input.value, input.name) }
        var tensors: [WeightsFile.Entry] = []
        for parameter in graph.parameters {
            guard let tensor = model.weights[parameter.name] else {
                throw Diagnostic(
                    "no-weights", "the parameter has no tensor, and ONNX files hold them all",
                    place: "parameter \(parameter.name)", help: "give weights, or initialise with --seed")
            }
            emitter.name(parameter.value, parameter.name)
            tensors.append(.init(parameter.name, tensor))
        }
        var outputs: [Int: String] = [:]
        for output in graph.outputs where outputs[output.value.index] == nil {
            outputs[output.value.index] = output.name
        }
        try emitter.exportNodes(outputs: outputs)
        for output in graph.outputs { try emitter.declareOutput(output) }
        ledger = emitter.ledger
        let used = emitter.scope.exported.namesRead
        self.tensors = tensors.filter { used.contains($0.name) } + emitter.constants.filter { used.contains($0.name) }
        var head = ProtobufMessage(.onnxModel)
        head.set("ir_version", ONNXExport.fileVersion(opset))
        head.set("producer_name", "weft")
        head.append("opset_import") {
            $0.set("domain", "")
            $0.set("version", opset)
        }
        for (key, value) in ONNXExport.remarks(model.metadata) {
            head.append("metadata_props") {
                $0.set("key", key)
                $0.set("value", value)
            }
        }
        if !model.metadata.documentation.isEmpty { head.set("doc_string", Array(model.metadata.documentation.utf8)) }
        let exported = emitter.close()
        head.fill("graph") { exported.encode(into: &$0) }
        self.head = head
    }

    /// The version of the file's layout that came with a version of the operators.
    private static func fileVersion(_ opset: Int) -> Int {
        switch opset {
        case ...14: 7
        case ...18: 8
        case ...20: 9
        case ...22: 10
        case ...23: 11
        default: 12
        }
    }

    /// What a model says of itself as texts by name.
    private static func remarks(_ metadata: Metadata) -> [(String, String)] {
        var result: [(String, String)] = []
        for entry in metadata.about { result.append((entry.name, entry.value.text)) }
        for entry in metadata.hyperParameters { result.append(("hyper_parameter.\(entry.name)", entry.value.text)) }
        for labels in metadata.labels {
            result.append(("labels.\(labels.output)", labels.names.joined(separator: "\n")))
        }
        return result
    }
}

extension MetadataValue {
    fileprivate var text: String {
        switch self {
        case .none: "none"
        case .bool(let value): String(value)
        case .integer(let value): String(value)
        case .real(let value): String(value)
        case .string(let value): value
        case .list(let values): values.map(\.text).joined(separator: ", ")
        }
    }
}

extension ExportedGraph {
    /// The names that nodes and outputs read, those in bodies too.
    fileprivate var namesRead: Set<String> {
        var result: Set<String> = []
        var open = [self]
        while let graph = open.popLast() {
            result.formUnion(graph.outputs.map(\.name))
            for node in graph.nodes {
                result.formUnion(node.inputs)
                for attribute in node.attributes { if case .graph(let body) = attribute.value { open.append(body) } }
            }
        }
        return result
    }
}

extension ONNXEmitter {
    /// Declares an output of the network under its own name; a value that has another name already is copied.
    fileprivate mutating func declareOutput(_ output: Graph.Output) throws(Diagnostic) {
        let name = try self.name(of: output.value)
        if name != output.name || scope.exported.inputs.contains(where: { $0.name == name }) {
            guard name != output.name else {
                throw Diagnostic(
                    "cannot-export", "the output '\(name)' is an input of the same name, which ONNX does not allow",
                    help: "name one of them differently")
            }
            scope.exported.nodes.append(
                ExportedNode(
                    type: "Identity", name: fresh("\(output.name)/Identity"), inputs: [name], outputs: [output.name],
                    attributes: []))
        }
        scope.exported.outputs.append(.init(name: output.name, scope.graph.type(output.value)))
    }
}
