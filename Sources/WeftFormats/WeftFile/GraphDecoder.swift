import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftOperators
import WeftTensors

/// Makes graphs from messages. What it gives is well formed as far as a message alone can say; whether it is a graph
/// that means something is for ``GraphVerifier``.
struct GraphDecoder {
    let sources: SourceTexts
    /// The tensor of a name, for the attributes that hold one.
    let tensor: (String) throws(Diagnostic) -> Tensor
    let budgets: Budgets
    var dimensionDecoder: DimensionDecoder
    /// The tensors that attributes named.
    var constants: Set<String> = []
    private var nodeCount = 0

    init(
        symbols: [Symbol], sources: SourceTexts, budgets: Budgets,
        tensor: @escaping (String) throws(Diagnostic) -> Tensor
    ) {
        dimensionDecoder = DimensionDecoder(symbols: symbols)
        self.sources = sources
        self.budgets = budgets
        self.tensor = tensor
    }

    /// The graph of a message.
    ///
    /// - Throws: `model-graph`, `model-name`, `model-element-type`, `model-dimension`, `model-origin` and what
    ///   operators throw when they refuse an attribute; the place is the way through the graph.
    mutating func decode(_ message: ProtobufMessage, depth: Int = 0) throws(Diagnostic) -> Graph {
        guard depth <= budgets.bodies else {
            throw Diagnostic("graph-depth", "bodies must not be nested deeper than \(budgets.bodies)")
        }
        var graph = Graph(name: try name(message.string("name") ?? ""))
        for (index, value) in message.messages("values").enumerated() {
            do throws(Diagnostic) {
                let (fact, name) = try self.value(value)
                _ = graph.addValue(fact, name: name)
            } catch {
                throw error.placed(in: "value \(index + 1)")
            }
        }
        let nodes = message.messages("nodes")
        nodeCount += nodes.count
        guard nodeCount <= budgets.nodes else {
            throw Diagnostic("too-many-nodes", "the graph has more than \(budgets.nodes) nodes")
        }
        graph.nodes.reserveCapacity(nodes.count)
        for (index, node) in nodes.enumerated() {
            do {
                graph.nodes.append(try self.node(node, in: graph, depth: depth))
            } catch {
                throw error.placed(in: "node \(index) (\(node.string("operator") ?? ""))")
            }
        }
        for input in message.messages("inputs") { graph.inputs.append(try self.input(input, in: graph)) }
        for output in message.messages("outputs") {
            let name = try name(output.string("name") ?? "")
            graph.outputs.append(
                Graph.Output(name, try reference(output.unsigned("value"), in: graph, "output \(name)")))
        }
        for parameter in message.messages("parameters") {
            graph.parameters.append(try self.parameter(parameter, in: graph))
        }
        for condition in message.messages("conditions") { graph.conditions.append(try self.condition(condition)) }
        return graph
    }

    private mutating func value(_ message: ProtobufMessage) throws(Diagnostic) -> (Fact, String?) {
        guard let type = message.message("type") else { throw Diagnostic("model-graph", "a value must have a type") }
        let elementType = try elementType(type.integer("element_type"))
        let shape = try dimensions(type.messages("dims"))
        guard shape.count <= budgets.rank else {
            throw Diagnostic("rank-too-high", "a tensor of rank \(shape.count) has more than \(budgets.rank) axes")
        }
        var contents: [Dimension]?
        if let list = message.message("contents") {
            let elements = list.messages("values")
            let count = shape.reduce(1, *).value
            guard !elementType.isFloat, elements.count <= Fact.largestContents, count == elements.count else {
                throw Diagnostic("model-graph", "the elements that are said to be known do not fit the type")
            }
            contents = try dimensions(elements)
        }
        let name = try message.string("name").map { text throws(Diagnostic) in try self.name(text) }
        return (Fact(elementType, shape, contents: contents), name)
    }

    private mutating func node(
        _ message: ProtobufMessage, in graph: Graph, depth: Int
    ) throws(Diagnostic) -> Graph.Node {
        var inputs: [ValueID?] = []
        for number in message.unsigneds("inputs") {
            inputs.append(number == 0 ? nil : try reference(number, in: graph, "an operand"))
        }
        var outputs: [ValueID] = []
        for number in message.unsigneds("outputs") { outputs.append(try reference(number, in: graph, "a result")) }
        var names: Set<String> = []
        var attributes: [(name: String, value: Attribute)] = []
        for attribute in message.messages("attributes") {
            let name = try name(attribute.string("name") ?? "")
            guard names.insert(name).inserted else {
                throw Diagnostic("model-name", "two attributes must not have one name: \(name)")
            }
            do {
                if let value = try self.attribute(attribute, depth: depth) { attributes.append((name, value)) }
            } catch {
                throw error.placed(in: "attribute \(name)")
            }
        }
        let types = outputs.map { graph.type($0) }
        return Graph.Node(
            try operation(try name(message.string("operator") ?? ""), attributes, types), inputs, outputs,
            path: message.strings("labels"), origin: try sources.decode(message.message("origin")))
    }

    private func operation(
        _ name: String, _ attributes: [(name: String, value: Attribute)], _ types: [TensorType]
    ) throws(Diagnostic) -> any Operator {
        guard let kind = Operators.named(name) else {
            return Op.Unknown(name, attributes: attributes, resultTypes: types)
        }
        var operation: any Operator = kind.init()
        for (name, value) in attributes { try operation.setAttribute(name, value) }
        return operation
    }

    private mutating func input(_ message: ProtobufMessage, in graph: Graph) throws(Diagnostic) -> Graph.Input {
        let name = try name(message.string("name") ?? "")
        let value = try reference(message.unsigned("value"), in: graph, "input \(name)")
        guard message.boolean("optional") != true else {
            throw Diagnostic("model-graph", "an input that may be left out is not known to this version", place: name)
        }
        var range: Graph.ValueRange?
        switch (message.message("minimum"), message.message("maximum")) {
        case (let low?, let high?):
            range = Graph.ValueRange(try dimensionDecoder.decode(low), try dimensionDecoder.decode(high))
        case (nil, nil): break
        default: throw Diagnostic("model-graph", "the range of an input must have two ends", place: name)
        }
        return Graph.Input(name, value, range: range)
    }

    private func parameter(_ message: ProtobufMessage, in graph: Graph) throws(Diagnostic) -> Graph.Parameter {
        let name = try name(message.string("name") ?? "")
        return Graph.Parameter(
            name, try reference(message.unsigned("value"), in: graph, "parameter \(name)"),
            isTrained: message.boolean("trainable") ?? false,
            initializer: try InitializerCodec.decode(message.message("initialiser")),
            origin: try sources.decode(message.message("origin")))
    }

    private mutating func condition(_ message: ProtobufMessage) throws(Diagnostic) -> Condition {
        guard let left = message.message("left"), let right = message.message("right"),
            let relation = Condition.Relation(rawValue: Int(message.integer("relation") ?? 0))
        else { throw Diagnostic("model-graph", "a condition must have two sides, and a relation that is known") }
        var range: SourceRange?
        if case .source(let found) = try sources.decode(message.message("origin")) { range = found }
        return Condition(
            try dimensionDecoder.decode(left), relation, try dimensionDecoder.decode(right),
            isPromise: message.boolean("promise") ?? false, reason: message.string("reason") ?? "", at: range)
    }

    mutating func dimensions(_ messages: [ProtobufMessage]) throws(Diagnostic) -> [Dimension] {
        var result: [Dimension] = []
        result.reserveCapacity(messages.count)
        for message in messages { result.append(try dimensionDecoder.decode(message)) }
        return result
    }

    func elementType(_ number: Int64?) throws(Diagnostic) -> ElementType {
        guard let type = ElementType(number: Int(number ?? 0)) else {
            throw Diagnostic(
                "model-element-type", "element type \(number ?? 0) is not known",
                help: "a newer version of Weft may have written the file: update this one")
        }
        return type
    }

    func name(_ text: String) throws(Diagnostic) -> String {
        guard text.utf8.count <= budgets.nameLength else {
            throw Diagnostic("model-name", "a name must not have more than \(budgets.nameLength) bytes")
        }
        return text
    }

    private func reference(_ number: UInt64?, in graph: Graph, _ what: String) throws(Diagnostic) -> ValueID {
        guard let number, number > 0, number <= UInt64(graph.values.count) else {
            throw Diagnostic(
                "model-reference", "\(what) is value \(number ?? 0), and there are values 1 to \(graph.values.count)")
        }
        return ValueID(Int(number) - 1)
    }
}
