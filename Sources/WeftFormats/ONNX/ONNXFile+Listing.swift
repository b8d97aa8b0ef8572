package import WeftDiagnostics
import WeftFiles
import WeftGraph
package import WeftTensors

extension ONNXFile {
    /// The names and element types of the inputs that a run is given, in order: those without an initial value.
    ///
    /// - Throws: `onnx-unsupported` for an input that is no tensor, `onnx-element-type`.
    package func inputs() throws(Diagnostic) -> [(name: String, type: ElementType)] {
        try declaredInputs().map { ($0.name, $0.type) }
    }

    /// The names that sizes can be given for: those of free sizes of inputs, and of inputs that are a single whole number.
    ///
    /// - Throws: as ``inputs()``.
    package func freeSizes() throws(Diagnostic) -> Set<String> {
        var names: Set<String> = []
        for (name, type, shape) in try declaredInputs() {
            guard let shape else { continue }
            names.formUnion(shape.flatMap(\.symbols).map(\.name))
            if type.isInteger, shape.allSatisfy({ $0 == 1 }) { names.insert(name) }
        }
        return names
    }

    private func declaredInputs() throws(Diagnostic) -> [(name: String, type: ElementType, shape: [Dimension]?)] {
        let graph = message.message("graph")
        let initial = Set((graph?.messages("initializer") ?? []).compactMap { $0.string("name") })
        var result: [(name: String, type: ElementType, shape: [Dimension]?)] = []
        for input in graph?.messages("input") ?? [] {
            let name = input.string("name") ?? ""
            guard !initial.contains(name) else { continue }
            do throws(Diagnostic) {
                let (type, shape) = try ONNXTypes.type(input.message("type") ?? input.new("type"), ofInput: name)
                result.append((name, type, shape))
            } catch {
                throw error.placed(in: "input '\(name)'")
            }
        }
        return result
    }

    /// The names of the outputs, in order.
    package var outputNames: [String] {
        (message.message("graph")?.messages("output") ?? []).map { $0.string("name") ?? "" }
    }

    /// The operators of the model, of its bodies and of its functions, by name, each once.
    package var operatorNames: [String] {
        var names: Set<String> = []
        var waiting = message.messages("functions").map { $0.messages("node") }
        if let graph = message.message("graph") { waiting.append(graph.messages("node")) }
        while let nodes = waiting.popLast() {
            for node in nodes {
                let domain = ONNXNode.canonical(node.string("domain") ?? "")
                let type = node.string("op_type") ?? ""
                names.insert(domain.isEmpty ? type : "\(domain).\(type)")
                for attribute in node.messages("attribute") {
                    waiting += ([attribute.message("g")].compactMap { $0 } + attribute.messages("graphs")).map {
                        $0.messages("node")
                    }
                }
            }
        }
        return names.sorted()
    }
}
