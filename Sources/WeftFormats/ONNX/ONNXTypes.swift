import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftTensors

/// Types as ONNX files declare them.
enum ONNXTypes {
    /// The type of a value; nil when its rank is not declared.
    ///
    /// - Parameter free: what an axis without a size or a name is called.
    /// - Throws: `onnx-unsupported` for what is no tensor, `onnx-element-type`, `onnx-shape`.
    static func type(
        _ message: ProtobufMessage, free: (Int) -> Dimension
    ) throws(Diagnostic) -> (elementType: ElementType, shape: [Dimension]?) {
        guard let choice = message.choice else { throw Diagnostic("onnx-type", "a value has no type") }
        guard choice.name == "tensor_type", case .message(let tensor) = choice.value else {
            let kind = choice.name.split(separator: "_").first.map(String.init) ?? ""
            throw Diagnostic("onnx-unsupported", "values that are of a \(kind) type, and no tensors, are not supported")
        }
        let type = try ONNXElementType.type(tensor.integer("elem_type") ?? 0)
        guard let shape = tensor.message("shape") else { return (type, nil) }
        var sizes: [Dimension] = []
        for (axis, dimension) in shape.messages("dim").enumerated() {
            if let size = dimension.integer("dim_value"), size >= 0 {
                sizes.append(Dimension(Int(size)))
            } else if let name = dimension.string("dim_param"), let symbol = symbol(name) {
                sizes.append(Dimension(symbol))
            } else {
                sizes.append(free(axis))
            }
        }
        return (type, sizes)
    }

    /// The type of an input, whose free sizes are named for it where the file does not name them.
    static func type(
        _ message: ProtobufMessage, ofInput name: String
    ) throws(Diagnostic) -> (elementType: ElementType, shape: [Dimension]?) {
        let base = identifier(name)
        return try type(message) { axis in Dimension(Symbol(axis == 0 ? "N" : "\(base)_\(axis)")) }
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
