extension Graph {
    /// Replaces symbols by expressions in all types, attributes, bodies and conditions.
    package mutating func substitute(_ replacements: [Symbol: Dimension]) {
        for index in values.indices { values[index].fact = values[index].fact.substituting(replacements) }
        for index in nodes.indices { nodes[index].operation.substitute(replacements) }
        for index in inputs.indices {
            inputs[index].range = inputs[index].range.map {
                ValueRange($0.lowest.substituting(replacements), $0.highest.substituting(replacements))
            }
        }
        conditions = conditions.compactMap { condition in
            let left = condition.left.substituting(replacements)
            let right = condition.right.substituting(replacements)
            if left == right { return nil }
            return Condition(
                left, condition.relation, right, isPromise: condition.isPromise, reason: condition.reason,
                at: condition.range)
        }
    }
}

extension Fact {
    /// The fact with symbols replaced.
    package func substituting(_ replacements: [Symbol: Dimension]) -> Fact {
        Fact(
            elementType, shape.map { $0.substituting(replacements) },
            contents: contents?.map { $0.substituting(replacements) })
    }
}

extension Operator {
    /// Replaces symbols in the attributes that hold sizes or graphs.
    package mutating func substitute(_ replacements: [Symbol: Dimension]) {
        for field in Self.attributes {
            guard let value = field.get(self), let replaced = value.substituting(replacements) else { continue }
            _ = field.set(&self, replaced)
        }
    }
}

extension Attribute {
    /// The attribute with symbols replaced; nil when it holds none.
    fileprivate func substituting(_ replacements: [Symbol: Dimension]) -> Attribute? {
        switch self {
        case .dimension(let dimension): return .dimension(dimension.substituting(replacements))
        case .dimensions(let dimensions): return .dimensions(dimensions.map { $0.substituting(replacements) })
        case .graph(var graph):
            graph.substitute(replacements)
            return .graph(graph)
        case .graphs(let graphs):
            return .graphs(
                graphs.map {
                    var graph = $0
                    graph.substitute(replacements)
                    return graph
                })
        default: return nil
        }
    }
}

extension Dimension {
    /// What a symbol must be for this expression to be 0, when it occurs once, with factor ±1; else nil.
    package func solved(for symbol: Symbol) -> Dimension? {
        for term in terms where term.factors == [.symbol(symbol)] && term.coefficient.magnitude == 1 {
            let rest = self - Dimension(constant: 0, terms: [term])
            return rest.symbols.contains(symbol) ? nil : rest * Dimension(-term.coefficient)
        }
        return nil
    }
}
