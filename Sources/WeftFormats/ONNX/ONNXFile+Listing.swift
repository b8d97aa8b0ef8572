package import WeftDiagnostics
import WeftFiles
import WeftGraph
package import WeftTensors

extension ONNXFile {
    /// The names and element types of the inputs that a run is given, in order: those without an initial value.
    ///
    /// - Throws: `onnx-unsupported` for an input that is no tensor, `onnx-element-type`.
    package func inputs() throws(Diagnostic) -> [(name: String, type: ElementType)] {
        try declaredInputs().map { ($0.name, $0.type.elementType) }
    }

    /// The names that sizes can be given for: those of free sizes of inputs, and of inputs that are a single whole number.
    ///
    /// - Throws: as ``inputs()``, and `onnx-batch`.
    package func freeSizes() throws(Diagnostic) -> Set<String> {
        var names = Set([try batch()?.free.name].compactMap { $0 })
        for (name, type) in try declaredInputs() {
            guard let shape = type.shape else { continue }
            names.formUnion(shape.flatMap(\.symbols).map(\.name))
            if type.elementType.isInteger, shape.allSatisfy({ $0 == 1 }) { names.insert(name) }
        }
        return names
    }

    func declaredInputs() throws(Diagnostic) -> [(name: String, type: ONNXValueType)] {
        let graph = message.message("graph")
        let initial = Set((graph?.messages("initializer") ?? []).compactMap { $0.string("name") })
        var result: [(name: String, type: ONNXValueType)] = []
        for input in graph?.messages("input") ?? [] {
            let name = input.string("name") ?? ""
            guard !initial.contains(name) else { continue }
            do throws(Diagnostic) {
                result.append((name, try ONNXValueType(input.message("type") ?? input.new("type"), ofInput: name)))
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
    package var operatorNames: [String] { listing.operators.map(\.name) }

    /// What the file says of itself.
    package var listing: ONNXListing { ONNXListing(message, functions: functions) }
}

/// What an ONNX file says of itself, whether a model can be made of it or not.
package struct ONNXListing: Sendable {
    /// A value with its type in words, as `sequence of f32[N, 3]`.
    package struct Value: Sendable {
        package let name: String
        package let type: String
    }

    /// An operator with how often it stands in the file, bodies and functions included.
    package struct Entry: Sendable {
        package let name: String
        package let count: Int
        /// Whether it is imported: as one of ours, or as a function of the file.
        package let isKnown: Bool
    }

    package let inputs: [Value]
    package let outputs: [Value]
    /// By name.
    package let operators: [Entry]

    init(_ model: ProtobufMessage, functions: [String: ProtobufMessage]) {
        let graph = model.message("graph")
        inputs = (graph?.messages("input") ?? []).map(ONNXListing.value)
        outputs = (graph?.messages("output") ?? []).map(ONNXListing.value)
        var found: [String: (count: Int, isKnown: Bool)] = [:]
        var waiting = model.messages("functions").map { $0.messages("node") }
        if let graph { waiting.append(graph.messages("node")) }
        while let nodes = waiting.popLast() {
            for node in nodes {
                let domain = ONNXNode.canonical(node.string("domain") ?? "")
                let type = node.string("op_type") ?? ""
                let key = ONNXFile.functionKey(domain, type, node.string("overload") ?? "")
                let isKnown = ONNXOperators.has(type, domain) || functions[key] != nil
                found[domain.isEmpty ? type : "\(domain).\(type)", default: (0, isKnown)].count += 1
                for attribute in node.messages("attribute") {
                    waiting += ([attribute.message("g")].compactMap { $0 } + attribute.messages("graphs")).map {
                        $0.messages("node")
                    }
                }
            }
        }
        operators = found.sorted { $0.key < $1.key }.map { Entry(name: $0, count: $1.count, isKnown: $1.isKnown) }
    }

    private static func value(_ message: ProtobufMessage) -> Value {
        Value(
            name: message.string("name") ?? "",
            type: ONNXTypes.description(message.message("type") ?? message.new("type")))
    }
}
