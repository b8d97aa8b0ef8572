import WeftGraph
import WeftOperators
import WeftTensors

/// The settings of operators as arguments.
enum PrintedAttributes {
    /// The attributes that are not what an operator has by itself, `name=value`, in order.
    ///
    /// - Parameters:
    ///   - always: those that are written whatever they are
    ///   - graph: what a graph among them is called in the text
    static func changed(
        _ operation: any Operator, sizes: PrintedSizes, always: Set<String> = [],
        graph: (Graph) -> String = { _ in "" }
    ) -> [String] {
        values(operation, sizes: sizes, always: always, graph: graph).map { "\(name($0.name))=\($0.text)" }
    }

    /// The same, names and values apart.
    static func values(
        _ operation: any Operator, sizes: PrintedSizes, always: Set<String> = [], graph: (Graph) -> String
    ) -> [(name: String, text: String)] {
        let isUnknown = operation is any NamedOperator
        let standard = isUnknown ? [] : type(of: operation).init().attributeValues
        var known: [String: Attribute] = [:]
        for (name, value) in standard { known[name] = value }
        return operation.attributeValues.compactMap { name, value in
            if let usual = known[name], usual == value, !always.contains(name) { return nil }
            return (name, text(value, sizes, isUnknown: isUnknown, graph: graph))
        }
    }

    private static func name(_ name: String) -> String {
        PrintedLabel.isName(name) ? name : PrintedLiterals.text(name)
    }

    private static func text(
        _ value: Attribute, _ sizes: PrintedSizes, isUnknown: Bool, graph: (Graph) -> String
    ) -> String {
        func list<Element>(_ elements: [Element], _ text: (Element) -> String) -> String {
            elements.count == 1 && !isUnknown ? text(elements[0]) : "[\(elements.map(text).joined(separator: ", "))]"
        }
        func real(_ number: Double) -> String {
            isUnknown ? PrintedLiterals.text(number) : PrintedLiterals.shortest(number)
        }
        switch value {
        case .integer(let number): return PrintedLiterals.text(number)
        case .real(let number): return real(number)
        case .bool(let truth): return "\(truth)"
        case .string(let string): return PrintedLiterals.text(string)
        case .elementType(let type): return type.rawValue
        case .dimension(let dimension): return sizes.text(dimension)
        case .tensor(let tensor): return PrintedLiterals.text(tensor)
        case .graph(let body): return graph(body)
        case .integers(let numbers): return list(numbers) { PrintedLiterals.text($0) }
        case .reals(let numbers): return list(numbers, real)
        case .bools(let truths): return list(truths) { "\($0)" }
        case .strings(let strings): return list(strings) { PrintedLiterals.text($0) }
        case .elementTypes(let types): return list(types) { $0.rawValue }
        case .dimensions(let dimensions): return list(dimensions) { sizes.text($0) }
        case .graphs(let bodies): return list(bodies, graph)
        }
    }
}
