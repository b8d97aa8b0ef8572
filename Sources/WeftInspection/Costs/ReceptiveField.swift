package import WeftDiagnostics
package import WeftGraph

/// What an output sees of an input, axis by axis.
package struct ReceptiveField: Sendable {
    /// An axis of the input.
    package struct Axis: Sendable {
        package let number: Int
        package let size: Dimension
        package let field: AxisField
    }

    package let output: String
    package let input: String
    package let axes: [Axis]

    /// How many lines are printed.
    private static let mostLines = 8

    /// For each output the inputs of which it sees more than the sizes; nil when the graph is too large to be followed.
    package static func all(of graph: Graph) -> [ReceptiveField]? {
        guard let fields = graph.receptiveFields else { return nil }
        return zip(graph.outputs, fields).flatMap { output, inputs in
            inputs.sorted { $0.key < $1.key }.map { number, axes in
                let input = graph.inputs[number]
                let shape = graph.type(input.value).shape
                return ReceptiveField(
                    output: output.name, input: input.name,
                    axes: axes.indices.map { Axis(number: $0, size: shape[$0], field: axes[$0]) })
            }
        }
    }

    package var json: JSONValue {
        .object([
            .init("output", .string(output)), .init("input", .string(input)), .init("axes", .array(axes.map(\.json))),
        ])
    }

    /// A line for each pair of an output and an input that has axes worth telling.
    package static func text(_ fields: [ReceptiveField]) -> String {
        let lines = fields.compactMap(\.line)
        let shown = lines.prefix(mostLines).joined()
        return lines.count > mostLines ? shown + "… and \(lines.count - mostLines) receptive fields more\n" : shown
    }

    private var line: String? {
        let told = axes.filter(\.isTold).map(\.text)
        guard !told.isEmpty else { return nil }
        let names = "\(output.escapedForDisplay) in \(input.escapedForDisplay)"
        return "receptive field of \(names): \(told.joined(separator: ", "))\n"
    }
}

extension ReceptiveField.Axis {
    fileprivate var name: String { size.value == nil ? size.description : "axis \(number)" }

    /// Whether people want to know: not of rows that are each for itself, nor of features.
    fileprivate var isTold: Bool {
        switch field {
        case .features: false
        case .whole: size.value != 1
        case .window(let window):
            !(number == 0 || size.value != nil) || window.size != 1 || window.stride != (1, 1) || window.before != 0
        }
    }

    fileprivate var text: String {
        guard case .window(let window) = field else { return "all of \(name)" }
        var notes: [String] = []
        let (before, after) = (window.before, window.after)
        let isAll = before == nil && after == nil
        let size = window.size.map(\.grouped) ?? (isAll ? "all" : "no end")
        if !isAll, before != 0 || after != 0 {
            notes.append("\(before?.grouped ?? "all") before, \(after?.grouped ?? "all") after")
        }
        if window.stride != (1, 1) { notes.append("stride \(window.strideText)") }
        return "\(size) along \(name)" + (notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))")
    }

    fileprivate var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("axis", .integer(number)),
            .init("size", size.value.map { .integer($0) } ?? .string(size.description)),
        ]
        switch field {
        case .features: members.append(.init("field", .string("features")))
        case .whole: members.append(.init("field", .string("whole")))
        case .window(let window):
            members += [
                .init("field", window.size.map { .integer($0) } ?? .string("unbounded")),
                .init("before", window.before.map { .integer($0) } ?? .null),
                .init("after", window.after.map { .integer($0) } ?? .null),
                .init(
                    "stride",
                    window.stride.denominator == 1 ? .integer(window.stride.numerator) : .string(window.strideText)),
                .init("along", .integer(window.axis)),
            ]
        }
        return .object(members)
    }
}

extension FieldWindow {
    fileprivate var strideText: String {
        stride.denominator == 1 ? "\(stride.numerator)" : "\(stride.numerator) / \(stride.denominator)"
    }
}
