import WeftDiagnostics
import WeftFiles
import WeftTensors

/// A node of an ONNX graph: what it computes from what, by names, and its settings.
struct ONNXNode {
    let name: String
    let type: String
    /// Empty for ONNX's own operators.
    let domain: String
    let overload: String
    var inputs: [String]
    var outputs: [String]
    /// The messages of the attributes, by name.
    private(set) var attributes: [String: ProtobufMessage] = [:]

    /// Reads a node. Attributes that stand for one of a function's take its value from `arguments`.
    init(_ message: ProtobufMessage, arguments: [String: ProtobufMessage]? = nil) throws(Diagnostic) {
        name = message.string("name") ?? ""
        type = message.string("op_type") ?? ""
        domain = ONNXNode.canonical(message.string("domain") ?? "")
        overload = message.string("overload") ?? ""
        inputs = message.strings("input")
        outputs = message.strings("output")
        guard !type.isEmpty else { throw Diagnostic("onnx-node", "a node has no operator", place: label) }
        for attribute in message.messages("attribute") {
            let key = attribute.string("name") ?? ""
            guard attributes[key] == nil else {
                throw Diagnostic("onnx-attribute", "the attribute '\(key)' is given twice", place: label)
            }
            guard let reference = attribute.string("ref_attr_name"), !reference.isEmpty else {
                attributes[key] = attribute
                continue
            }
            guard let arguments else {
                throw Diagnostic(
                    "onnx-attribute", "the attribute '\(key)' stands for one of a function, and there is no function",
                    place: label)
            }
            attributes[key] = arguments[reference]
        }
    }

    /// `ai.onnx` is another name of the domain without a name.
    static func canonical(_ domain: String) -> String { domain == "ai.onnx" ? "" : domain }

    /// The operator with its domain, where that is not ONNX's own.
    var operatorName: String { domain.isEmpty ? type : "\(domain).\(type)" }

    /// The node as messages name it.
    var label: String {
        if !name.isEmpty { return "node '\(name)' (\(type))" }
        guard let output = outputs.first(where: { !$0.isEmpty }) else { return "node (\(type))" }
        return "node of '\(output)' (\(type))"
    }

    /// The name of an operand; nil when it is left out.
    func input(_ index: Int) -> String? {
        index < inputs.count && !inputs[index].isEmpty ? inputs[index] : nil
    }

    /// Whether a result is wanted.
    func hasOutput(_ index: Int) -> Bool { index < outputs.count && !outputs[index].isEmpty }

    func has(_ name: String) -> Bool { attributes[name] != nil }
}

extension ONNXNode {
    private func wrongType(_ name: String, _ wanted: String) -> Diagnostic {
        Diagnostic("onnx-attribute", "the attribute '\(name)' must be \(wanted)")
    }

    func integer(_ name: String) throws(Diagnostic) -> Int? {
        guard let attribute = attributes[name] else { return nil }
        guard let value = attribute.integer("i") ?? (attribute.integer("type") == 2 ? 0 : nil) else {
            throw wrongType(name, "a whole number")
        }
        return Int(value)
    }

    /// An element type by its number.
    func elementType(_ name: String) throws(Diagnostic) -> ElementType? {
        try integer(name).map { number throws(Diagnostic) in try ONNXElementType.type(Int64(number)) }
    }

    func integer(_ name: String, _ byDefault: Int) throws(Diagnostic) -> Int { try integer(name) ?? byDefault }

    func flag(_ name: String, _ byDefault: Bool = false) throws(Diagnostic) -> Bool {
        try integer(name).map { $0 != 0 } ?? byDefault
    }

    /// A number: of those that the file's 32 bits stand for the one with the fewest digits, as a person wrote it.
    func real(_ name: String) throws(Diagnostic) -> Double? {
        guard let attribute = attributes[name] else { return nil }
        guard let value = attribute.real("f") ?? (attribute.integer("type") == 1 ? 0 : nil) else {
            throw wrongType(name, "a number")
        }
        return Double("\(Float(value))") ?? value
    }

    func real(_ name: String, _ byDefault: Double) throws(Diagnostic) -> Double { try real(name) ?? byDefault }

    func string(_ name: String) throws(Diagnostic) -> String? {
        guard let attribute = attributes[name] else { return nil }
        guard let bytes = attribute.bytes("s") ?? (attribute.integer("type") == 3 ? [] : nil) else {
            throw wrongType(name, "a text")
        }
        return try text(bytes, name)
    }

    private func text(_ bytes: [UInt8], _ name: String) throws(Diagnostic) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw wrongType(name, "a text in UTF-8") }
        return text
    }

    func integers(_ name: String) throws(Diagnostic) -> [Int]? {
        guard let attribute = attributes[name] else { return nil }
        let values = attribute.integers("ints")
        guard !values.isEmpty || [7, 0, nil].contains(attribute.integer("type")) else {
            throw wrongType(name, "a list of whole numbers")
        }
        return values.map { Int($0) }
    }

    func reals(_ name: String) throws(Diagnostic) -> [Double]? {
        guard let attribute = attributes[name] else { return nil }
        let values = attribute.reals("floats")
        guard !values.isEmpty || [6, 0, nil].contains(attribute.integer("type")) else {
            throw wrongType(name, "a list of numbers")
        }
        return values
    }

    func strings(_ name: String) throws(Diagnostic) -> [String]? {
        guard let attribute = attributes[name] else { return nil }
        var result: [String] = []
        for bytes in attribute.byteStrings("strings") { result.append(try text(bytes, name)) }
        return result
    }

    /// The message of a tensor.
    func tensor(_ name: String) throws(Diagnostic) -> ProtobufMessage? {
        guard let attribute = attributes[name] else { return nil }
        guard let tensor = attribute.message("t") else { throw wrongType(name, "a tensor") }
        return tensor
    }

    /// The message of a graph.
    func graph(_ name: String) throws(Diagnostic) -> ProtobufMessage {
        guard let graph = attributes[name]?.message("g") else { throw wrongType(name, "a graph") }
        return graph
    }
}
