import Testing
import WeftDiagnostics
import WeftGraph
import WeftLanguage

/// Graphs printed for tests.
enum Printing {
    /// What is said of graphs that cannot be right.
    static let unmet: Set<String> = ["no-valid-size", "promise-too-weak"]

    /// Expects a graph's text to give the graph back, and the formatter to leave the text as it is; the text.
    @discardableResult
    static func check(_ graph: Graph, sourceLocation: SourceLocation = #_sourceLocation) -> String {
        check(Model(graph: graph), sourceLocation: sourceLocation)
    }

    @discardableResult
    static func check(
        _ model: Model, style: GraphPrinter.Style = .flat, sourceLocation: SourceLocation = #_sourceLocation
    ) -> String {
        let text = GraphPrinter.text(of: model, style: style)
        let result = Elaborating.run(text)
        // A graph that no sizes meet, or that its promises do not meet, is an error in a text.
        if result.diagnostics.contains(where: { unmet.contains($0.code) }) { return text }
        // That a graph's own conditions tie sizes is said of its text as well.
        let said = result.diagnostics.filter { $0.code != "sizes-tied" }.map { TerminalRenderer().render($0) }
        #expect(said.isEmpty, "\(said.prefix(3).joined(separator: "\n"))\n\(text)", sourceLocation: sourceLocation)
        guard let read = result.model else { return text }
        let difference = model.graph.difference(from: read.graph)
        #expect(difference == nil, "\(difference ?? "")\n\(text)", sourceLocation: sourceLocation)
        #expect(
            (try? Formatter.format(SourceFile(name: "printed.weft", text: text))) == text, "\(text)",
            sourceLocation: sourceLocation)
        return text
    }
}
