import WeftDiagnostics
package import WeftGraph

extension GraphPrinter {
    /// How much of a graph's structure its text shows.
    package enum Style: Sendable {
        /// Node by node.
        case flat
        /// What repeats as blocks, and blocks in a row as loops, as far as the text is then just the same network.
        case structured
    }

    /// The text of a graph in a style.
    package static func text(of graph: Graph, style: Style) -> String { text(of: Model(graph: graph), style: style) }

    /// The text of a model in a style, without weights.
    ///
    /// A text with blocks is read back before it is given: where that is not the same graph, or no shorter than the flat
    /// text, blocks that were found by form alone are left out, and then all.
    package static func text(of model: Model, style: Style) -> String {
        let flat = text(of: model)
        guard style == .structured, model.graph.nodes.count <= Outline.mostNodes else { return flat }
        for searches in [true, false] {
            let outline = Outline(model.graph, searches: searches)
            guard !outline.groups.isEmpty else { continue }
            let text = text(of: model, outline)
            if lineCount(text) < lineCount(flat), isExact(text, model.graph) { return text }
        }
        return flat
    }

    private static func lineCount(_ text: String) -> Int { text.utf8.count { $0 == UInt8(ascii: "\n") } }

    /// Whether a text gives a graph back, and is laid out already.
    private static func isExact(_ text: String, _ graph: Graph) -> Bool {
        let file = SourceFile(name: "printed", text: text)
        guard let read = Elaborator.elaborate(file).model, (try? Formatter.format(file)) == text else { return false }
        return graph.difference(from: read.graph) == nil
    }
}
