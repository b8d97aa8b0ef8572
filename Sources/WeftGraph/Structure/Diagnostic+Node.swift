package import WeftDiagnostics

extension Diagnostic {
    /// The same diagnostic with the place of the node that it comes from.
    package func located(in node: Graph.Node) -> Diagnostic {
        let name = node.path.isEmpty ? node.operation.name : node.path.joined(separator: ".")
        switch node.origin {
        case .none: return placed(in: name)
        case .source(let range): return placed(in: name).located(at: range)
        case .imported(let original): return placed(in: original.isEmpty ? name : original)
        }
    }
}
