import WeftDiagnostics
import WeftFiles
import WeftGraph

/// The settings of a node as attributes, for operators that are not known.
enum ONNXAttributes {
    /// Those that are numbers or texts; tensors, graphs and types are left out.
    static func plain(_ node: ONNXNode) throws(Diagnostic) -> [(name: String, value: Attribute)] {
        var result: [(name: String, value: Attribute)] = []
        for (name, message) in node.attributes.sorted(by: { $0.key < $1.key }) {
            if let value = message.integer("i") {
                result.append((name, .integer(Int(value))))
            } else if let value = message.real("f") {
                result.append((name, .real(value)))
            } else if message.has("s"), let text = try node.string(name) {
                result.append((name, .string(text)))
            } else if message.has("ints") {
                result.append((name, .integers(message.integers("ints").map { Int($0) })))
            } else if message.has("floats") {
                result.append((name, .reals(message.reals("floats"))))
            } else if message.has("strings"), let texts = try node.strings(name) {
                result.append((name, .strings(texts)))
            }
        }
        return result
    }
}
