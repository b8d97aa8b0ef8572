import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftTensors

/// Writes graphs as messages; collects the symbols and the constants that they name.
struct GraphEncoder {
    private(set) var constants: [WeightsFile.Entry] = []
    private var sources: SourceTexts
    private var dimensionEncoder = DimensionEncoder()
    private var takenNames: Set<String>
    private let budgets: Budgets

    /// - Parameter names: those of tensors that the file has besides, which a constant must not get.
    init(sources: [Metadata.Source], names: some Sequence<String>, budgets: Budgets) {
        self.sources = SourceTexts(sources)
        takenNames = Set(names)
        self.budgets = budgets
    }

    /// The symbols met so far, by number.
    var symbols: [Symbol] { dimensionEncoder.symbols }

    /// A graph as a message.
    ///
    /// - Throws: `graph-depth` for bodies nested too deeply, and `size-too-large`.
    mutating func encode(
        _ graph: Graph, in owner: ProtobufMessage, depth: Int = 0
    ) throws(Diagnostic) -> ProtobufMessage {
        guard depth <= budgets.bodies else {
            throw Diagnostic("graph-depth", "bodies must not be nested deeper than \(budgets.bodies)")
        }
        var message = owner
        message.set("name", graph.name)
        var values: [ProtobufMessage] = []
        values.reserveCapacity(graph.values.count)
        for value in graph.values { values.append(try encode(value, in: message.new("values"))) }
        message.set("values", values)
        var nodes: [ProtobufMessage] = []
        nodes.reserveCapacity(graph.nodes.count)
        for node in graph.nodes { nodes.append(try encode(node, in: message.new("nodes"), depth: depth)) }
        message.set("nodes", nodes)
        for input in graph.inputs { message.append("inputs", try encode(input, in: message.new("inputs"))) }
        for output in graph.outputs {
            message.append("outputs") {
                $0.set("name", output.name)
                $0.set("value", output.value.index + 1)
            }
        }
        var parameters: [ProtobufMessage] = []
        for parameter in graph.parameters { parameters.append(encode(parameter, in: message.new("parameters"))) }
        message.set("parameters", parameters)
        var conditions: [ProtobufMessage] = []
        for condition in graph.conditions {
            conditions.append(try encode(condition, in: message.new("conditions")))
        }
        message.set("conditions", conditions)
        return message
    }

    private mutating func encode(
        _ value: Graph.Value, in owner: ProtobufMessage
    ) throws(Diagnostic) -> ProtobufMessage {
        var message = owner
        var type = message.new("type")
        type.set("element_type", value.fact.elementType.number)
        for size in value.fact.shape { type.append("dims", try dimension(size, in: type.new("dims"))) }
        message.set("type", type)
        message.set("name", value.name)
        if let contents = value.fact.contents {
            message.set("contents", try dimensions(contents, in: message.new("contents")))
        }
        return message
    }

    private mutating func encode(
        _ node: Graph.Node, in owner: ProtobufMessage, depth: Int
    ) throws(Diagnostic) -> ProtobufMessage {
        var message = owner
        message.set("operator", node.operation.name)
        message.set("inputs", node.inputs.map { $0.map { $0.index + 1 } ?? 0 })
        message.set("outputs", node.outputs.map { $0.index + 1 })
        let kind = type(of: node.operation)
        let defaults = Dictionary(
            kind.init().attributeValues.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        let values = node.operation.attributeValues.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        for (name, value) in values where defaults[name] != value {
            message.append("attributes", try encode(name, value, in: message.new("attributes"), depth: depth))
        }
        // An optional attribute that its default has and the node has not.
        for name in defaults.keys.sorted() where !values.contains(where: { $0.name == name }) {
            message.append("attributes") {
                $0.set("name", name)
                $0.set("none", true)
            }
        }
        message.set("labels", node.path)
        message.set("origin", sources.encode(node.origin, in: message.new("origin")))
        return message
    }

    private mutating func encode(
        _ input: Graph.Input, in owner: ProtobufMessage
    ) throws(Diagnostic) -> ProtobufMessage {
        var message = owner
        message.set("name", input.name)
        message.set("value", input.value.index + 1)
        if let range = input.range {
            message.set("minimum", try dimension(range.lowest, in: message.new("minimum")))
            message.set("maximum", try dimension(range.highest, in: message.new("maximum")))
        }
        return message
    }

    private mutating func encode(_ parameter: Graph.Parameter, in owner: ProtobufMessage) -> ProtobufMessage {
        var message = owner
        message.set("name", parameter.name)
        message.set("value", parameter.value.index + 1)
        message.set("trainable", parameter.isTrained)
        message.set("initialiser", InitializerCodec.encode(parameter.initializer, in: message.new("initialiser")))
        message.set("origin", sources.encode(parameter.origin, in: message.new("origin")))
        return message
    }

    private mutating func encode(
        _ condition: Condition, in owner: ProtobufMessage
    ) throws(Diagnostic) -> ProtobufMessage {
        var message = owner
        message.set("left", try dimension(condition.left, in: message.new("left")))
        message.set("relation", condition.relation.rawValue)
        message.set("right", try dimension(condition.right, in: message.new("right")))
        message.set("promise", condition.isPromise)
        if !condition.reason.isEmpty { message.set("reason", condition.reason) }
        if let range = condition.range {
            message.set("origin", sources.encode(.source(range), in: message.new("origin")))
        }
        return message
    }

    mutating func dimension(_ size: Dimension, in owner: ProtobufMessage) throws(Diagnostic) -> ProtobufMessage {
        try dimensionEncoder.encode(size, in: owner)
    }

    mutating func dimensions(_ sizes: [Dimension], in owner: ProtobufMessage) throws(Diagnostic) -> ProtobufMessage {
        var message = owner
        for size in sizes { message.append("values", try dimension(size, in: message.new("values"))) }
        return message
    }

    /// Takes a tensor among those of the file and gives its name there.
    mutating func addConstant(_ tensor: Tensor) -> String {
        var number = constants.count
        while !takenNames.insert("constant.\(number)").inserted { number += 1 }
        constants.append(WeightsFile.Entry("constant.\(number)", tensor))
        return "constant.\(number)"
    }
}
