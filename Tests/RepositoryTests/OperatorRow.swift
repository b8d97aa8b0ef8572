import Foundation
import WeftGraph
import WeftOperators
import WeftTensors

/// The row of an operator in the table of the language reference: name, operands, attributes, results, meaning.
struct OperatorRow {
    let text: String

    init(_ type: any Operator.Type) {
        let signature = type.signature
        let operands = signature.operands.map { operand in
            switch operand.arity {
            case .required: operand.name
            case .optional: operand.name + "?"
            case .variadic: operand.name + "…"
            }
        }
        let cells = [
            OperatorRow.code(operands), OperatorRow.code(OperatorRow.attributes(type)),
            OperatorRow.code(signature.results), OperatorRow.meaning(type),
        ]
        text = "| `\(signature.name)` | " + cells.joined(separator: " | ") + " |"
    }

    private static func code(_ words: [String]) -> String {
        words.isEmpty ? "–" : words.map { "`\($0)`" }.joined(separator: " ")
    }

    /// The attributes in the order in which arguments fill them, each with its default.
    private static func attributes<Operation: Operator>(_ type: Operation.Type) -> [String] {
        let fresh = Operation()
        return Operation.attributes.map { field in
            guard let value = field.get(fresh) else { return field.name + "=none" }
            return text(value).map { "\(field.name)=\($0)" } ?? field.name
        }
    }

    /// A default as the language writes it; nil for tensors and graphs.
    private static func text(_ attribute: Attribute) -> String? {
        switch attribute {
        case .integer(let value): "\(value)"
        case .real(let value): "\(value)"
        case .bool(let value): "\(value)"
        case .string(let value): "\"\(value)\""
        case .elementType(let value): value.rawValue
        case .dimension(let value): "\(value)"
        case .integers(let values): "\(values)"
        case .reals(let values): "\(values)"
        case .bools(let values): "\(values)"
        case .strings(let values): "\(values)"
        case .dimensions(let values): "[\(values.map(\.description).joined(separator: ", "))]"
        case .elementTypes(let values): "[\(values.map(\.rawValue).joined(separator: ", "))]"
        case .tensor, .graph, .graphs: nil
        }
    }

    /// The first paragraph of the operator's comment.
    private static func meaning(_ type: any Operator.Type) -> String {
        let name = String(describing: type)
        let files = Repository.swiftSources.filter { $0.hasPrefix("Sources/WeftOperators/") }
        guard let source = files.lazy.compactMap(Repository.text).first(where: { $0.contains("struct \(name): ") })
        else {
            return ""
        }
        var paragraph: [Substring] = []
        for line in source.split(separator: "\n") {
            let line = line.drop { $0 == " " }
            if line.hasPrefix("package struct \(name): ") { break }
            if line.hasPrefix("///") { paragraph.append(line.dropFirst(4)) } else { paragraph = [] }
        }
        let first = paragraph.prefix { !$0.isEmpty }
        let text = first.joined(separator: " ").replacingOccurrences(of: "|", with: "\\|")
        // What a colon promises stands in the next paragraph.
        return text.hasSuffix(":") ? text.dropLast() + "." : text
    }
}
