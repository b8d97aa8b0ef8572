import WeftDiagnostics
import WeftFiles
import WeftGraph

/// Everything that a model says besides its graph, in the head of a file.
enum MetadataCodec {
    /// How deep lists may be nested.
    private static let deepest = 16

    /// - Throws: `model-metadata` for labels of an output, or a preparation of an input, that the graph has not, and
    ///   for lists nested too deeply.
    static func encode(
        _ metadata: Metadata, of graph: Graph, into head: inout ProtobufMessage, _ graphMessage: inout ProtobufMessage
    ) throws(Diagnostic) {
        if !metadata.documentation.isEmpty { graphMessage.set("documentation", metadata.documentation) }
        for source in metadata.sources {
            head.append("sources") {
                $0.set("name", source.name)
                $0.set("text", source.text)
            }
        }
        head.set("hyper_parameters", try entries(metadata.hyperParameters, in: head.new("hyper_parameters")))
        let about = metadata.about.enumerated().sorted {
            let (left, right) = ($0.element.name.utf8, $1.element.name.utf8)
            return left.elementsEqual(right) ? $0.offset < $1.offset : left.lexicographicallyPrecedes(right)
        }
        head.set("metadata", try entries(about.map(\.element), in: head.new("metadata")))
        for preparation in metadata.preparations {
            for input in preparation.inputs where !graph.inputs.contains(where: { $0.name == input }) {
                throw Diagnostic("model-metadata", "a preparation is for \(input), which is no input of the model")
            }
            try head.append("preparations") { message throws(Diagnostic) in
                message.set("inputs", preparation.inputs)
                try message.fill("call") { call throws(Diagnostic) in
                    call.set("function", preparation.function)
                    call.set("arguments", try entries(preparation.arguments, in: call.new("arguments")))
                }
            }
        }
        try encodeLabels(metadata.labels, of: graph, into: &graphMessage)
    }

    private static func encodeLabels(
        _ labels: [Metadata.Labels], of graph: Graph, into message: inout ProtobufMessage
    ) throws(Diagnostic) {
        guard !labels.isEmpty else { return }
        var outputs = message.messages("outputs")
        for label in labels {
            guard let index = graph.outputs.firstIndex(where: { $0.name == label.output }),
                !outputs[index].has("labels")
            else {
                throw Diagnostic(
                    "model-metadata", "labels must be those of an output, and one list for each: \(label.output)")
            }
            outputs[index].set("labels", label.names)
        }
        message.set("outputs", outputs)
    }

    private static func entries(
        _ entries: [Metadata.Entry], in owner: ProtobufMessage
    ) throws(Diagnostic) -> [ProtobufMessage] {
        var messages: [ProtobufMessage] = []
        for entry in entries {
            var message = try encode(entry.value, in: owner, depth: 0)
            message.set("name", entry.name)
            messages.append(message)
        }
        return messages
    }

    private static func encode(
        _ value: MetadataValue, in owner: ProtobufMessage, depth: Int
    ) throws(Diagnostic) -> ProtobufMessage {
        guard depth <= deepest else {
            throw Diagnostic("model-metadata", "lists must not be nested deeper than \(deepest)")
        }
        var message = owner
        switch value {
        case .none: message.set("none", true)
        case .bool(let value): message.set("boolean", value)
        case .integer(let value): message.set("integer", value)
        case .real(let value): message.set("real", value)
        case .string(let value): message.set("text", value)
        case .list(let values):
            let texts = values.compactMap { if case .string(let text) = $0 { text } else { nil } }
            if !values.isEmpty, texts.count == values.count {
                // The usual case, a vocabulary, takes the least room.
                message.fill("texts") { $0.set("values", texts) }
            } else {
                try message.fill("attributes") { list throws(Diagnostic) in
                    for value in values {
                        list.append("values", try encode(value, in: list.new("values"), depth: depth + 1))
                    }
                }
            }
        }
        return message
    }

    /// Reads what ``encode(_:of:into:_:)`` has written; sources are those that were read before.
    ///
    /// - Throws: `model-metadata`.
    static func decode(
        _ head: ProtobufMessage, of graph: Graph, sources: [Metadata.Source]
    ) throws(Diagnostic) -> Metadata {
        var metadata = Metadata()
        metadata.sources = sources
        metadata.documentation = head.message("graph")?.string("documentation") ?? ""
        metadata.hyperParameters = try entries(head.messages("hyper_parameters"))
        metadata.about = try entries(head.messages("metadata"))
        for message in head.messages("preparations") {
            let inputs = message.strings("inputs")
            guard inputs.allSatisfy({ name in graph.inputs.contains { $0.name == name } }) else {
                throw Diagnostic("model-metadata", "a preparation must be for inputs of the model")
            }
            let call = message.message("call")
            metadata.preparations.append(
                Metadata.Preparation(
                    inputs: inputs, function: call?.string("function") ?? "",
                    arguments: try entries(call?.messages("arguments") ?? [])))
        }
        for output in head.message("graph")?.messages("outputs") ?? [] where output.has("labels") {
            metadata.labels.append(
                Metadata.Labels(output: output.string("name") ?? "", names: output.strings("labels")))
        }
        let producer = [head.string("producer"), head.string("producer_version")].compactMap(\.self)
        metadata.producer = producer.isEmpty ? nil : producer.joined(separator: " ")
        return metadata
    }

    private static func entries(_ messages: [ProtobufMessage]) throws(Diagnostic) -> [Metadata.Entry] {
        var entries: [Metadata.Entry] = []
        for message in messages {
            entries.append(Metadata.Entry(message.string("name") ?? "", try value(message)))
        }
        return entries
    }

    /// It recurses as deep as messages are nested, which the wire walk has bounded.
    private static func value(_ message: ProtobufMessage) throws(Diagnostic) -> MetadataValue {
        switch message.choice?.value {
        case .boolean(let value): return message.choice?.name == "none" ? .none : .bool(value)
        case .integer(let value) where message.choice?.name == "integer": return .integer(Int(value))
        case .real(let value): return .real(value)
        case .text(let value) where message.choice?.name == "text": return .string(value)
        case .message(let list): return .list(try elements(list, of: message.choice?.name ?? ""))
        default: break
        }
        throw Diagnostic(
            "model-metadata", "the value of \(message.string("name") ?? "") must be of a type that metadata can have")
    }

    private static func elements(
        _ list: ProtobufMessage, of kind: String
    ) throws(Diagnostic) -> [MetadataValue] {
        switch kind {
        case "integers": return list.integers("values").map { .integer(Int($0)) }
        case "reals": return list.reals("values").map { .real($0) }
        case "booleans": return list.booleans("values").map { .bool($0) }
        case "texts": return list.strings("values").map { .string($0) }
        case "attributes":
            var values: [MetadataValue] = []
            for message in list.messages("values") { values.append(try value(message)) }
            return values
        default: throw Diagnostic("model-metadata", "a list must be of a type that metadata can have, not \(kind)")
        }
    }
}
