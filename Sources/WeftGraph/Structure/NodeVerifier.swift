import WeftDiagnostics

/// Infers the nodes of one graph again and compares what comes out with what the graph says.
struct NodeVerifier {
    private let graph: Graph
    private let assumptions: Assumptions
    /// The conditions that hold for the graph, its own and those around it.
    private var known: Set<Known> = []
    /// The sizes found while running that were seen so far: a new one must be new.
    private var dataSymbols: Set<Symbol> = []
    private var nextDataSymbol = NodeVerifier.firstDataSymbol

    /// Far from the numbers of the graph's own.
    private static let firstDataSymbol = 1 << 40

    private struct Known: Hashable {
        let left: Dimension
        let relation: Condition.Relation
        let right: Dimension
    }

    init(_ graph: Graph, outer: [Condition], isBody: Bool) {
        self.graph = graph
        // Whatever runs a body that stands alone checks all of its conditions first.
        let own = isBody && outer.isEmpty ? graph.conditions.map(\.asPromise) : graph.conditions
        assumptions = Assumptions(outer + own)
        for condition in outer + graph.conditions {
            known.insert(Known(left: condition.left, relation: condition.relation, right: condition.right))
        }
        for input in graph.inputs {
            for dimension in graph.type(input.value).shape {
                dataSymbols.formUnion(dimension.symbols.filter { $0.kind == .data })
            }
        }
    }

    /// Infers a node and compares.
    ///
    /// - Throws: what the operator throws; `graph-type` and `graph-condition`.
    mutating func check(_ node: Graph.Node) throws(Diagnostic) {
        let signature = type(of: node.operation).signature
        if signature.isOpen { return }
        let operands = signature.operands
        guard operands.last?.arity == .variadic || node.inputs.count <= operands.count else {
            throw Diagnostic(
                "graph-type", "it has \(node.inputs.count) operands, and the operator takes \(operands.count)")
        }
        var inference = Inference(
            node.inputs.map { $0.map { graph[$0].fact } }, assumptions: assumptions, nextDataSymbol: nextDataSymbol)
        let results = try node.operation.infer(&inference)
        nextDataSymbol = inference.dataSymbolCount
        guard results.count == node.outputs.count else {
            throw Diagnostic(
                "graph-type", "it has \(node.outputs.count) results, and the operator gives \(results.count)")
        }
        let renamed = rename(results, node)
        for (index, (result, output)) in zip(results, node.outputs).enumerated() {
            try compare(result.substituting(renamed), graph[output].fact, index)
        }
        for condition in inference.conditions { try require(condition, renamed) }
    }

    /// The names that the graph has for the sizes that inference has found: where a size stands alone.
    private mutating func rename(_ results: [Fact], _ node: Graph.Node) -> [Symbol: Dimension] {
        guard nextDataSymbol > NodeVerifier.firstDataSymbol else { return [:] }
        var renamed: [Symbol: Dimension] = [:]
        for (result, output) in zip(results, node.outputs) {
            for (found, stated) in zip(result.shape, graph.type(output).shape) {
                guard let symbol = found.singleSymbol, symbol.kind == .data, renamed[symbol] == nil,
                    !dataSymbols.contains(symbol), let name = stated.singleSymbol, name.kind == .data,
                    dataSymbols.insert(name).inserted
                else { continue }
                renamed[symbol] = stated
            }
        }
        return renamed
    }

    private func compare(_ found: Fact, _ stated: Fact, _ index: Int) throws(Diagnostic) {
        guard found.elementType == stated.elementType, found.rank == stated.rank,
            zip(found.shape, stated.shape).allSatisfy({ isSame($0, $1) })
        else {
            throw Diagnostic(
                "graph-type", "result \(index) is said to be \(stated.type), and the operator gives \(found.type)")
        }
        guard let contents = stated.contents else { return }
        guard let known = found.contents, known.count == contents.count,
            zip(known, contents).allSatisfy({ isSame($0, $1) })
        else {
            throw Diagnostic("graph-type", "the elements of result \(index) are not known to be what is said of them")
        }
    }

    private func require(_ condition: Condition, _ renamed: [Symbol: Dimension]) throws(Diagnostic) {
        let left = condition.left.substituting(renamed)
        let right = condition.right.substituting(renamed)
        let isKnown =
            known.contains(Known(left: left, relation: condition.relation, right: right))
            || condition.relation == .equal && known.contains(Known(left: right, relation: .equal, right: left))
        guard !isKnown, !isProved(left, condition.relation, right) else { return }
        throw Diagnostic(
            "graph-condition",
            "it needs \(Condition(left, condition.relation, right)), which the graph does not ask for",
            notes: condition.reason.isEmpty ? [] : [Diagnostic.Note(condition.reason)])
    }

    private func isProved(_ left: Dimension, _ relation: Condition.Relation, _ right: Dimension) -> Bool {
        relation == .equal
            ? assumptions.equal(left, right) == .proved : assumptions.atLeast(left, right) == .proved
    }

    private func isSame(_ left: Dimension, _ right: Dimension) -> Bool {
        left == right || assumptions.equal(left, right) == .proved
            || known.contains(Known(left: left, relation: .equal, right: right))
            || known.contains(Known(left: right, relation: .equal, right: left))
    }

    /// Whether a shape is another one, or that without one axis.
    func isStep(_ shape: [Dimension], of whole: [Dimension]) -> Bool {
        if shape.count == whole.count { return zip(shape, whole).allSatisfy { isSame($0, $1) } }
        guard shape.count + 1 == whole.count else { return false }
        return whole.indices.contains { axis in
            var rest = whole
            rest.remove(at: axis)
            return zip(shape, rest).allSatisfy { isSame($0, $1) }
        }
    }
}

extension Dimension {
    /// The symbol that this is, if it is nothing more.
    fileprivate var singleSymbol: Symbol? {
        guard constant == 0, terms.count == 1, terms[0].coefficient == 1, terms[0].factors.count == 1,
            case .symbol(let symbol) = terms[0].factors[0]
        else { return nil }
        return symbol
    }
}

extension Condition {
    /// The same, as something that may be used in proofs.
    fileprivate var asPromise: Condition {
        Condition(left, relation, right, isPromise: true, reason: reason, at: range)
    }
}
