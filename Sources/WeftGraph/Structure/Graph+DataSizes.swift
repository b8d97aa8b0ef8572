extension Graph {
    /// Whether sizes of some values are found while the graph runs, by its operators.
    package var findsSizes: Bool {
        values.contains { $0.fact.shape.contains(where: \.isFound) }
    }

    /// For each node that finds sizes while it runs, by its index: the symbols of those that no node before it has found.
    package var foundSizes: [Int: Set<Symbol>] {
        var known: Set<Symbol> = []
        for input in inputs { known.formUnion(type(input.value).dataSymbols) }
        var result: [Int: Set<Symbol>] = [:]
        for (index, node) in nodes.enumerated() {
            for output in node.outputs where values[output.index].fact.shape.contains(where: \.isFound) {
                for symbol in type(output).dataSymbols where known.insert(symbol).inserted {
                    result[index, default: []].insert(symbol)
                }
            }
        }
        return result
    }

    /// The sizes found while running that a node must know before it runs, or that its results have.
    package func dataSymbols(of node: Node) -> Set<Symbol> {
        var result = node.operation.dataSymbols
        for output in node.outputs {
            result.formUnion(type(output).dataSymbols)
            for size in self[output].fact.contents ?? [] where size.isFound { result.formUnion(size.dataSymbols) }
        }
        return result
    }
}

extension TensorType {
    fileprivate var dataSymbols: Set<Symbol> {
        shape.reduce(into: []) { if $1.isFound { $0.formUnion($1.dataSymbols) } }
    }
}

extension Operator {
    /// The sizes found while running that attributes name.
    fileprivate var dataSymbols: Set<Symbol> {
        var result: Set<Symbol> = []
        for (_, value) in attributeValues {
            switch value {
            case .dimension(let size): result.formUnion(size.dataSymbols)
            case .dimensions(let sizes): for size in sizes { result.formUnion(size.dataSymbols) }
            case .graph(let graph): result.formUnion(graph.namedDataSymbols)
            case .graphs(let graphs): for graph in graphs { result.formUnion(graph.namedDataSymbols) }
            default: break
            }
        }
        return result
    }
}

extension Graph {
    /// The sizes found while running that types and attributes name, for a body its own among them.
    package var namedDataSymbols: Set<Symbol> {
        var result: Set<Symbol> = []
        for value in values { result.formUnion(value.fact.type.dataSymbols) }
        for node in nodes { result.formUnion(node.operation.dataSymbols) }
        return result
    }
}

extension Dimension {
    fileprivate var dataSymbols: Set<Symbol> { isFound ? symbols.filter { $0.kind == .data } : [] }

    /// Whether the size depends on one that is found while running.
    package var isFound: Bool {
        terms.contains { term in
            term.factors.contains { factor in
                switch factor {
                case .symbol(let symbol): symbol.kind == .data
                case .floorDivision(let a, let b), .minimum(let a, let b), .maximum(let a, let b):
                    a.isFound || b.isFound
                case .overflow: false
                }
            }
        }
    }
}
