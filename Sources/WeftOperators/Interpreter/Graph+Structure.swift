import WeftDiagnostics
package import WeftGraph

extension Graph {
    /// Refuses a graph that names values that it does not have.
    func checkReferences() throws(Diagnostic) {
        let named =
            nodes.flatMap { $0.inputs.compactMap { $0 } + $0.outputs } + inputs.map(\.value) + outputs.map(\.value)
            + parameters.map(\.value)
        guard named.allSatisfy({ values.indices.contains($0.index) }) else {
            throw Diagnostic("bad-graph", "the graph '\(name)' names a value that it does not have")
        }
    }

    /// How deep bodies are nested within this graph, walked without recursion; no deeper than one beyond the limit.
    func nesting(atMost limit: Int) -> Int {
        var deepest = 0
        var level = [self]
        while !level.isEmpty, deepest <= limit {
            level = level.flatMap { $0.nodes.flatMap { $0.operation.bodies } }
            if !level.isEmpty { deepest += 1 }
        }
        return deepest
    }

    /// Refuses bodies nested too deeply to be evaluated.
    func checkNesting(_ budgets: Budgets, outer: Int = 0) throws(Diagnostic) {
        guard outer + nesting(atMost: budgets.bodies) <= budgets.bodies else {
            throw Diagnostic(
                "nesting-too-deep", "bodies are nested more than \(budgets.bodies) deep",
                help: "a scan within a scan is one level")
        }
    }
}

extension Operator {
    /// The graphs among the attributes.
    var bodies: [Graph] {
        if let scan = self as? Op.Scan { return [scan.body] }
        return attributeValues.flatMap { _, value -> [Graph] in
            switch value {
            case .graph(let graph): [graph]
            case .graphs(let graphs): graphs
            default: []
            }
        }
    }
}

extension Dimension {
    /// The symbol that this is, if it is nothing more.
    package var bareSymbol: Symbol? {
        guard constant == 0, terms.count == 1, terms[0].coefficient == 1, terms[0].factors.count == 1,
            case .symbol(let symbol) = terms[0].factors[0]
        else { return nil }
        return symbol
    }
}

extension TensorType {
    /// The symbols in the shape.
    var symbols: Set<Symbol> { shape.reduce(into: []) { $0.formUnion($1.symbols) } }
}
