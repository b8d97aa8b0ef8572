import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftTensors

extension GraphDecoder {
    /// The value of an attribute; nil for one that is there and empty.
    mutating func attribute(_ message: ProtobufMessage, depth: Int) throws(Diagnostic) -> Attribute? {
        guard let choice = message.choice else {
            throw Diagnostic("model-graph", "an attribute must have a value of a type that is known")
        }
        switch (choice.name, choice.value) {
        case ("none", _): return nil
        case ("integer", .integer(let value)): return .integer(Int(value))
        case ("real", .real(let value)): return .real(value)
        case ("boolean", .boolean(let value)): return .bool(value)
        case ("text", .text(let value)): return .string(value)
        case ("element_type", .integer(let number)): return .elementType(try elementType(number))
        case ("dimension", .message(let value)): return .dimension(try dimensionDecoder.decode(value))
        case ("tensor", .text(let name)):
            constants.insert(name)
            return .tensor(try tensor(name))
        case ("graph", .message(let graph)): return .graph(try body(graph, depth))
        case (let kind, .message(let list)): return try self.list(kind, list, depth: depth)
        default: throw Diagnostic("model-graph", "an attribute must not have a value of type \(choice.name)")
        }
    }

    private mutating func list(
        _ kind: String, _ list: ProtobufMessage, depth: Int
    ) throws(Diagnostic) -> Attribute {
        switch kind {
        case "integers": return .integers(list.integers("values").map { Int($0) })
        case "reals": return .reals(list.reals("values"))
        case "booleans": return .bools(list.booleans("values"))
        case "texts": return .strings(list.strings("values"))
        case "element_types":
            var types: [ElementType] = []
            for number in list.integers("values") { types.append(try elementType(number)) }
            return .elementTypes(types)
        case "dimensions": return .dimensions(try dimensions(list.messages("values")))
        case "graphs":
            var graphs: [Graph] = []
            for graph in list.messages("values") { graphs.append(try body(graph, depth)) }
            return .graphs(graphs)
        default: throw Diagnostic("model-graph", "an attribute must not have a value of type \(kind)")
        }
    }

    private mutating func body(_ message: ProtobufMessage, _ depth: Int) throws(Diagnostic) -> Graph {
        do {
            return try decode(message, depth: depth + 1)
        } catch {
            throw error.placed(in: "body \(message.string("name") ?? "")")
        }
    }
}
