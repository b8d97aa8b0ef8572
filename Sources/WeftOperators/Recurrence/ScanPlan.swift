import WeftDiagnostics
import WeftGraph

/// The nodes of a body by how often they must run: those that depend on invariants alone run once, before the loop.
struct ScanPlan {
    let once: [Int]
    let everyStep: [Int]
    /// Whether sizes are found anew at each step.
    let findsSizes: Bool

    init(_ scan: Op.Scan) throws(Diagnostic) {
        let body = scan.body
        try body.checkReferences()
        var varies = [Bool](repeating: false, count: body.values.count)
        for input in body.inputs.prefix(scan.carried + scan.scanned) { varies[input.value.index] = true }
        var sizes: Set<Symbol> = []
        var once: [Int] = []
        var everyStep: [Int] = []
        for (index, node) in body.nodes.enumerated() {
            let isVarying =
                node.inputs.contains { $0.map { varies[$0.index] } ?? false }
                || (!sizes.isEmpty && node.mentions(sizes, in: body))
            if isVarying {
                everyStep.append(index)
                for output in node.outputs {
                    varies[output.index] = true
                    sizes.formUnion(body.type(output).shape.compactMap(\.bareSymbol).filter { $0.kind == .data })
                }
            } else {
                once.append(index)
            }
        }
        findsSizes = !sizes.isEmpty
        self.once = once
        self.everyStep = everyStep
    }
}

extension Graph.Node {
    /// Whether any of some sizes stands in the attributes or the types of the results; a body may hold all.
    fileprivate func mentions(_ sizes: Set<Symbol>, in graph: Graph) -> Bool {
        if outputs.contains(where: { !graph.type($0).symbols.isDisjoint(with: sizes) }) { return true }
        return operation.attributeValues.contains { _, value in
            switch value {
            case .dimension(let dimension): !dimension.symbols.isDisjoint(with: sizes)
            case .dimensions(let dimensions): dimensions.contains { !$0.symbols.isDisjoint(with: sizes) }
            case .graph, .graphs: true
            default: false
            }
        }
    }
}
