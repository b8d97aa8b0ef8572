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
    /// text, blocks that were found by form alone are left out; where it is not the same still, blocks are taken form by
    /// form, as far as the text is the same graph with them.
    package static func text(of model: Model, style: Style) -> String {
        let flat = text(of: model)
        guard style == .structured, model.graph.nodes.count <= Outline.mostNodes else { return flat }
        return structured(model, otherwise: flat) { isExact($0, model.graph) }
    }

    /// The most forms of blocks that are tried one by one.
    private static let mostForms = 64

    /// A text with blocks that is shorter than the flat one and passes.
    package static func structured(
        _ model: Model, otherwise flat: String, where isExact: (String) -> Bool
    ) -> String {
        var best = flat
        func take(_ outline: Outline) -> Bool {
            let text = text(of: model, outline)
            guard lineCount(text) < lineCount(best), isExact(text) else { return false }
            best = text
            return true
        }
        let outlines = [true, false].map { Outline(model.graph, searches: $0) }.filter { !$0.groups.isEmpty }
        for outline in outlines where take(outline) { return best }
        guard let outline = outlines.first, outline.groups.count <= mostForms else { return flat }
        var left = Set(outline.groups.indices)
        // Those that hold others come first.
        for group in outline.groups.indices.reversed() {
            left.remove(group)
            if !take(outline.takingApart(left)) { left.insert(group) }
        }
        return best
    }

    private static func lineCount(_ text: String) -> Int { text.utf8.count { $0 == UInt8(ascii: "\n") } }

    /// Whether a text gives a graph back, and is laid out already.
    private static func isExact(_ text: String, _ graph: Graph) -> Bool {
        let file = SourceFile(name: "printed", text: text)
        guard let read = Elaborator.elaborate(file).model, (try? Formatter.format(file)) == text else { return false }
        return graph.difference(from: read.graph) == nil
    }
}
