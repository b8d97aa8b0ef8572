package import WeftDiagnostics
package import WeftGraph
import WeftOperators

/// What happens to a graph before it is lowered, in this order.
package enum Pipeline {
    package static let passes: [GraphPass] = [
        GraphPass(
            "inference", "training's operators go first, so that no other pass needs to know them",
            rules: [InferenceForm()]),
        GraphPass(
            "straight bodies", "a loop without choices, of known length, is a cell like any other to all passes",
            rules: [CountedLoops(), ChosenBodies()]),
        GraphPass(
            "canonical", "one form for what can be written in many ways, so that later rules have one to look for",
            rules: [
                HalfFloats(), EmptyOperands(), CanonicalShapes(), CanonicalIndexing(), CanonicalTransforms(),
                CanonicalPools(), CanonicalReductions(), CanonicalEinsums(), CanonicalQuantization(),
                CanonicalProducts(), CanonicalFunctions(), GatedFunctions(), MovedTaps(),
            ]),
        GraphPass(
            "constants", "what is known is computed before algebra looks for zeros and ones",
            rules: [ConstantFolding()]),
        GraphPass(
            "algebra", "what does nothing goes, so that producers and readers meet",
            rules: [Identities(), ViewsOfViews()]),
        GraphPass("common", "equal nodes become one before uses are counted") { $0.mergeEqualNodes() },
        GraphPass(
            "scales", "factors and summands of channels go into the weights of the product before them",
            rules: [FactorFolding(), SummandFolding()]),
        GraphPass(
            "spread", "transposed convolutions have got their factors and summands, and are plain ones from here on",
            rules: [SpreadConvolutions()]),
        GraphPass(
            "lengths", "loops without lengths and stops are what the passes on cells know",
            rules: [LengthsToMasks(), StopsToMasks()]),
        GraphPass("parted cells", "what does not depend on a state must stand alone to leave the loop") {
            $0.partCellProducts()
        },
        GraphPass("hoisting", "the loop keeps only what needs it", rules: [Hoisting()]),
        GraphPass("joined cells", "weights are inputs of the cells now, so products that share an operand are seen") {
            $0.joinCellProducts()
        },
        GraphPass("hoisting again", "parts of sequences and joined weights are made outside", rules: [Hoisting()]),
        GraphPass(
            "algebra again", "hoisting has made views of views",
            rules: [ConstantFolding(), Identities(), ViewsOfViews()]),
        GraphPass("common again", "and equal nodes") { $0.mergeEqualNodes() },
        GraphPass("joined products", "what left the loops, and pixels, are multiplied once by all that they meet") {
            $0.joinParallelProducts()
        },
        GraphPass(
            "early functions", "products are final now, and take in what is done behind views of them",
            rules: [EarlyFunctions()]),
        GraphPass(
            "tables", "products of looked-up rows have left the loops and got their biases", rules: [TableFolding()]),
        GraphPass("dead", "nothing is lowered that is not read") { $0.removeDeadNodes() },
    ]

    /// The graph after the first passes, all where none are counted.
    ///
    /// - Parameter verifies: whether the graph is verified after each pass, which finds mistakes of passes.
    /// - Throws: `broken-pass` when a pass has broken the graph; that is a mistake of this program.
    package static func simplify(
        _ graph: Graph, stoppingAfter count: Int = passes.count, verifies: Bool = false
    ) throws(Diagnostic) -> Graph {
        var result = graph
        // Conditions are checked before a run, so passes rely on them.
        let promises = graph.conditions.map {
            Condition($0.left, $0.relation, $0.right, isPromise: true, reason: $0.reason, at: $0.range)
        }
        for pass in passes.prefix(count) {
            pass.run(&result)
            guard verifies, let problem = GraphVerifier.verify(result, given: promises).first else { continue }
            throw Diagnostic(
                "broken-pass", "the pass '\(pass.name)' broke the graph: \(problem.message)", place: problem.place,
                help: "this is a mistake of this program, not of the model")
        }
        return result
    }
}
