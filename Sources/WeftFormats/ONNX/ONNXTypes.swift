import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftTensors

/// The type of a value as an ONNX file declares it.
struct ONNXValueType {
    let elementType: ElementType
    /// The sizes; nil when the rank is not declared.
    let shape: [Dimension]?
    /// Whether it holds strings, as ``ONNXText`` lays them out.
    let isText: Bool

    /// - Parameter free: what an axis without a size or a name is called; nil stands for that of the bytes of strings.
    /// - Throws: `onnx-unsupported` for what is no tensor, `onnx-element-type`, `onnx-shape`.
    init(_ message: ProtobufMessage, free: (Int?) -> Dimension) throws(Diagnostic) {
        guard let choice = message.choice else { throw Diagnostic("onnx-type", "a value has no type") }
        guard choice.name == "tensor_type", case .message(let tensor) = choice.value else {
            throw Diagnostic(
                "onnx-unsupported",
                "values of the type \(ONNXTypes.description(message)), which are no tensors, are not supported")
        }
        let number = tensor.integer("elem_type") ?? 0
        isText = number == ONNXText.number
        elementType = isText ? .u8 : try ONNXElementType.type(number)
        guard let declared = tensor.message("shape") else {
            shape = nil
            return
        }
        var sizes: [Dimension] = []
        for (axis, dimension) in declared.messages("dim").enumerated() {
            if let size = dimension.integer("dim_value"), size >= 0 {
                sizes.append(Dimension(Int(size)))
            } else if let name = dimension.string("dim_param"), let symbol = ONNXTypes.symbol(name) {
                sizes.append(Dimension(symbol))
            } else {
                sizes.append(free(axis))
            }
        }
        shape = isText ? sizes + [free(nil)] : sizes
    }

    /// The type of an input, whose free sizes are named for it where the file does not name them.
    init(_ message: ProtobufMessage, ofInput name: String) throws(Diagnostic) {
        let base = ONNXTypes.identifier(name)
        try self.init(message) { axis in
            guard let axis else { return Dimension(Symbol("\(base)_bytes")) }
            return Dimension(Symbol(axis == 0 ? "N" : "\(base)_\(axis)"))
        }
    }

    /// The type of the tensor, where the rank is declared.
    var tensorType: TensorType? { shape.map { TensorType(elementType, $0) } }
}

/// What ONNX files say of types and names, in our words.
enum ONNXTypes {
    /// A type as text, whatever it is: `f32[N, 3]`, `sequence of string[?]`.
    static func description(_ message: ProtobufMessage) -> String {
        var prefix = ""
        var message = message
        // What holds values of another type is named first, from outside to inside.
        for _ in 0..<16 {
            guard let choice = message.choice, case .message(let inner) = choice.value else {
                return prefix + "unknown"
            }
            let kind = String(choice.name.prefix { $0 != "_" })
            switch choice.name {
            case "tensor_type": return prefix + tensor(inner)
            case "sparse_tensor_type": return prefix + "sparse " + tensor(inner)
            case "map_type":
                let key = ONNXElementType.description(inner.integer("key_type") ?? 0)
                prefix += "map from \(key) to "
                message = inner.message("value_type") ?? inner.new("value_type")
            case "sequence_type", "optional_type":
                prefix += "\(kind) of "
                message = inner.message("elem_type") ?? inner.new("elem_type")
            default: return prefix + kind
            }
        }
        return prefix + "more"
    }

    private static func tensor(_ message: ProtobufMessage) -> String {
        let type = ONNXElementType.description(message.integer("elem_type") ?? 0)
        guard let shape = message.message("shape") else { return "\(type) of any rank" }
        let sizes = shape.messages("dim").map { dimension in
            dimension.integer("dim_value").map { "\($0)" } ?? dimension.string("dim_param") ?? "?"
        }
        return "\(type)[\(sizes.joined(separator: ", "))]"
    }

    /// The symbol of a name, in letters that a name of the language may have; nil for a name without any.
    static func symbol(_ name: String) -> Symbol? {
        guard name.contains(where: { $0.isASCII && ($0.isLetter || $0.isNumber) }) else { return nil }
        return Symbol(identifier(name))
    }

    /// A text as a name of the language: letters, digits and underscores, with a letter in front.
    static func identifier(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars.prefix(64) {
            let isPlain = character.isASCII && (character.properties.isAlphabetic || ("0"..."9").contains(character))
            result.unicodeScalars.append(isPlain ? character : "_")
        }
        guard let first = result.unicodeScalars.first, first.properties.isAlphabetic else { return "n" + result }
        return result
    }
}
