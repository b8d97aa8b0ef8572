package import WeftDiagnostics
import WeftFiles
import WeftGraph
package import WeftTensors

extension ONNXFile {
    /// The names and element types of the inputs that a run is given, in order: those without an initial value.
    ///
    /// - Throws: `onnx-unsupported` for an input that is no tensor, `onnx-element-type`.
    package func inputs() throws(Diagnostic) -> [(name: String, type: ElementType)] {
        let graph = message.message("graph")
        let initial = Set((graph?.messages("initializer") ?? []).compactMap { $0.string("name") })
        var result: [(name: String, type: ElementType)] = []
        for input in graph?.messages("input") ?? [] {
            let name = input.string("name") ?? ""
            guard !initial.contains(name) else { continue }
            do throws(Diagnostic) {
                let (type, _) = try ONNXTypes.type(input.message("type") ?? input.new("type")) { _ in 1 }
                result.append((name, type))
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
