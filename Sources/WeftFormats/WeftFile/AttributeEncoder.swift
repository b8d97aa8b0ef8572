import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftTensors

extension GraphEncoder {
    /// A name and a value as a message.
    mutating func encode(
        _ name: String, _ attribute: Attribute, in owner: ProtobufMessage, depth: Int
    ) throws(Diagnostic) -> ProtobufMessage {
        var message = owner
        message.set("name", name)
        switch attribute {
        case .integer(let value): message.set("integer", value)
        case .real(let value): message.set("real", value)
        case .bool(let value): message.set("boolean", value)
        case .string(let value): message.set("text", value)
        case .elementType(let type): message.set("element_type", type.number)
        case .dimension(let value): message.set("dimension", try dimension(value, in: message.new("dimension")))
        case .tensor(let tensor): message.set("tensor", addConstant(tensor))
        case .graph(let graph): message.set("graph", try encode(graph, in: message.new("graph"), depth: depth + 1))
        case .integers, .reals, .bools, .strings, .elementTypes, .dimensions, .graphs:
            try encodeList(attribute, into: &message, depth: depth)
        }
        return message
    }

    private mutating func encodeList(
        _ attribute: Attribute, into message: inout ProtobufMessage, depth: Int
    ) throws(Diagnostic) {
        switch attribute {
        case .integers(let values): message.fill("integers") { $0.set("values", values) }
        case .reals(let values): message.fill("reals") { $0.set("values", values) }
        case .bools(let values): message.fill("booleans") { $0.set("values", values) }
        case .strings(let values): message.fill("texts") { $0.set("values", values) }
        case .elementTypes(let types): message.fill("element_types") { $0.set("values", types.map(\.number)) }
        case .dimensions(let values):
            message.set("dimensions", try dimensions(values, in: message.new("dimensions")))
        case .graphs(let graphs):
            var list = message.new("graphs")
            for graph in graphs { list.append("values", try encode(graph, in: list.new("values"), depth: depth + 1)) }
            message.set("graphs", list)
        default: break
        }
    }
}
