package import WeftDiagnostics
package import WeftGraph

/// A graph made ready to run: after its passes, parted into regions, each lowered to a program.
package struct CompiledGraph: Sendable {
    package let parts: GraphRegions
    /// The programs of the regions.
    package let programs: [Program]

    /// - Parameter passes: how many passes are made; none are without kernels.
    /// - Throws: `not-lowered` for a graph whose nodes do not stand in order.
    package init(
        _ graph: Graph, options: LoweringOptions = LoweringOptions(), passes: Int = Pipeline.passes.count
    ) throws(Diagnostic) {
        let simplified = options.usesKernels ? try Pipeline.simplify(graph, stoppingAfter: passes) : graph
        parts = GraphRegions(
            simplified, isConstant: options.usesKernels ? simplified.constantValues : simplified.valuesOfWeights)
        programs = try parts.regions.map { region throws(Diagnostic) in
            try Program.lowering(region.graph, options: options)
        }
    }

    /// The programs as text, with the nodes between them that find sizes.
    package var text: String {
        zip(parts.regions, programs).map { region, program in program.text + parts.finderText(region) }.joined()
    }

    /// What became of every operator, with more to say of some of the calls, by their number.
    package func explanation(more: (Int) -> String? = { _ in nil }) -> String {
        var first = 0
        var texts: [String] = []
        for (region, program) in zip(parts.regions, programs) {
            let start = first
            texts.append(Explanation(program).text { more(start + $0) } + parts.finderText(region))
            first += program.steps.count
        }
        return texts.joined(separator: "\n")
    }
}

extension GraphRegions {
    /// The nodes that run when a region is through, one on a line: `then nonzero (items) finds k0`.
    fileprivate func finderText(_ region: Region) -> String {
        let found = graph.foundSizes
        return region.finders.map { index in
            let node = graph.nodes[index]
            let symbols = (found[index] ?? []).map(\.name).sorted().joined(separator: ", ")
            return "then \((node.path + [node.operation.name]).joined(separator: ".")) finds \(symbols)\n"
        }.joined()
    }
}
