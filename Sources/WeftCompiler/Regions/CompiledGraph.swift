package import WeftDiagnostics
package import WeftGraph

/// A graph made ready to run: after its passes, parted into regions, each lowered to a program; and the bodies that run
/// between them.
package struct CompiledGraph: Sendable {
    package let parts: GraphRegions
    /// The programs of the regions.
    package let programs: [Program]
    /// The bodies of branches and loops, by the number of the node in the graph of the parts.
    package let bodies: [Int: [CompiledBody]]

    /// - Parameter passes: how many passes are made; none are without kernels.
    /// - Throws: `not-lowered` for a graph whose nodes do not stand in order.
    package init(
        _ graph: Graph, options: LoweringOptions = LoweringOptions(), passes: Int = Pipeline.passes.count
    ) throws(Diagnostic) {
        let simplified = options.usesKernels ? try Pipeline.simplify(graph, stoppingAfter: passes) : graph
        let parts = GraphRegions(
            simplified, isConstant: options.usesKernels ? simplified.constantValues : simplified.valuesOfWeights)
        self.parts = parts
        programs = try parts.regions.map { region throws(Diagnostic) in
            try Program.lowering(region.graph, options: options)
        }
        // Bodies are nested as deep as a graph may be, which bounds the recursion.
        bodies = try parts.bodies(options, passes: passes)
    }

    /// The programs of the regions and of all bodies between them.
    package var allPrograms: [Program] {
        programs + parts.regions.flatMap(\.between).flatMap { (bodies[$0] ?? []).flatMap(\.compiled.allPrograms) }
    }

    /// The programs as text, with the nodes between them that find sizes or run bodies.
    package var text: String {
        text {
            $1.text
        } bodies: {
            $0.text
        }
    }

    /// What became of every operator, with more to say of some of the calls outside of bodies, by their number.
    package func explanation(more: (Int) -> String? = { _ in nil }) -> String {
        var first = [0]
        for program in programs { first.append((first.last ?? 0) + program.steps.count) }
        return text { index, program in
            (index > 0 ? "\n" : "") + Explanation(program).text { more(first[index] + $0) }
        } bodies: {
            $0.explanation()
        }
    }

    private func text(_ program: (Int, Program) -> String, bodies: (CompiledGraph) -> String) -> String {
        zip(parts.regions, programs).enumerated().map { index, part in
            program(index, part.1) + part.0.between.map { between($0, bodies) }.joined()
        }.joined()
    }

    /// A node that runs when a region is through, `then nonzero (items) finds k0`, and the bodies that it runs.
    private func between(_ index: Int, _ text: (CompiledGraph) -> String) -> String {
        let node = parts.graph.nodes[index]
        let symbols = (parts.graph.foundSizes[index] ?? []).map(\.name).sorted().joined(separator: ", ")
        let line =
            "then \((node.path + [node.operation.name]).joined(separator: "."))"
            + (symbols.isEmpty ? "" : " finds \(symbols)")
        let texts = (bodies[index] ?? []).map { body in
            text(body.compiled).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
                .map { ($0.isEmpty ? "" : "    " + $0) + "\n" }.joined()
        }
        return line + (texts.isEmpty ? "\n" : " {\n" + texts.joined(separator: "} else {\n") + "}\n")
    }
}
