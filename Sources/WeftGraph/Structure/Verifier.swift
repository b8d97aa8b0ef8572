package import WeftDiagnostics

/// Checks that a graph is what it says: whoever reads one from a file, or rewrites one, asks before using it.
///
/// Values are made before they are used and once only, names are unique, bodies are closed, and inferring every node
/// again gives the types, the contents and no more conditions than the graph has. An operator that this build does not
/// know is taken as declared.
package struct GraphVerifier {
    /// A graph to look at: the model's own, or a body and the node that it belongs to.
    private struct Scope {
        let graph: Graph
        /// The way here, for diagnostics.
        let path: String
        let depth: Int
        /// The facts of the inputs as the node around gives them; nil for the model's own graph.
        let given: [Fact?]?
        /// What holds around: conditions that need not be repeated.
        let outer: [Condition]
    }

    private let budgets: Budgets
    private var waiting: [Scope] = []
    private var diagnostics: [Diagnostic] = []
    private var nodeCount = 0

    /// No more is said than this; a graph with one thing wrong often has many.
    private static let mostDiagnostics = 20

    /// What is wrong with a graph and its bodies; empty when nothing is.
    ///
    /// - Parameter promises: what is known to hold whenever the graph is used, as promises.
    package static func verify(
        _ graph: Graph, budgets: Budgets = Budgets(), given promises: [Condition] = []
    ) -> [Diagnostic] {
        var verifier = GraphVerifier(budgets: budgets)
        verifier.waiting = [Scope(graph: graph, path: "graph \(graph.name)", depth: 0, given: nil, outer: promises)]
        while let scope = verifier.waiting.popLast(), verifier.diagnostics.count < mostDiagnostics {
            verifier.check(scope)
        }
        return verifier.diagnostics
    }

    private init(budgets: Budgets) {
        self.budgets = budgets
    }

    private mutating func check(_ scope: Scope) {
        let graph = scope.graph
        nodeCount += graph.nodes.count
        guard scope.depth <= budgets.bodies else {
            return report("graph-depth", "bodies must not be nested deeper than \(budgets.bodies)", scope)
        }
        guard nodeCount <= budgets.nodes else {
            return report("too-many-nodes", "the graph has more than \(budgets.nodes) nodes", scope)
        }
        let before = diagnostics.count
        checkNames(scope)
        checkValues(scope)
        checkOrder(scope)
        // Types are looked at only where they can be: every value is there.
        guard diagnostics.count == before else { return }
        checkTypes(scope)
    }

    private mutating func checkNames(_ scope: Scope) {
        let graph = scope.graph
        if scope.given != nil, let parameter = graph.parameters.first {
            report("graph-body", "a body must not have parameters of its own, such as \(parameter.name)", scope)
        }
        guard scope.given == nil else { return }
        for (kind, names) in [
            ("inputs", graph.inputs.map(\.name)), ("outputs", graph.outputs.map(\.name)),
            ("parameters", graph.parameters.map(\.name)),
        ] {
            var seen: Set<String> = []
            for name in names where !seen.insert(name).inserted {
                report("graph-name", "two \(kind) must not have one name: \(name)", scope)
            }
        }
    }

    /// Types within the budget, without overflow, and contents where they may be.
    private mutating func checkValues(_ scope: Scope) {
        for (index, value) in scope.graph.values.enumerated() {
            let shape = value.fact.shape
            if shape.count > budgets.rank {
                report("rank-too-high", "value \(index) has more than \(budgets.rank) axes", scope)
            } else if shape.contains(where: { $0.isOverflow || ($0.value ?? 0) < 0 })
                || value.fact.type.elementCount.isOverflow
            {
                report("size-too-large", "value \(index) has a size below 0 or too large", scope)
            }
        }
    }

    /// Each value is made once: as an input, a parameter or a result; and before it is used.
    private mutating func checkOrder(_ scope: Scope) {
        let graph = scope.graph
        var made = [Bool](repeating: false, count: graph.values.count)
        func isMade(_ id: ValueID) -> Bool { made.indices.contains(id.index) && made[id.index] }
        func make(_ id: ValueID) -> Bool {
            guard made.indices.contains(id.index), !made[id.index] else { return false }
            made[id.index] = true
            return true
        }
        for (name, id) in graph.inputs.map({ ($0.name, $0.value) }) + graph.parameters.map({ ($0.name, $0.value) })
        where !make(id) {
            report("graph-reference", "the value of \(name) does not exist, or is that of another", scope)
        }
        for (index, node) in graph.nodes.enumerated() {
            for case let id? in node.inputs where !isMade(id) {
                let exists = made.indices.contains(id.index)
                report(
                    exists ? "graph-order" : "graph-reference",
                    exists
                        ? "it reads value \(id.index), which is made later, or by itself, or never"
                        : "it reads value \(id.index), which does not exist",
                    scope, node: index)
            }
            for id in node.outputs where !make(id) {
                report("graph-reference", "value \(id.index) does not exist, or is made twice", scope, node: index)
            }
        }
        for output in graph.outputs where !isMade(output.value) {
            report("graph-reference", "the output \(output.name) is a value that nothing makes", scope)
        }
    }

    private mutating func checkTypes(_ scope: Scope) {
        let graph = scope.graph
        for (index, input) in graph.inputs.enumerated() {
            guard let contents = graph[input.value].fact.contents else { continue }
            let given = scope.given.flatMap { $0.indices.contains(index) ? $0[index]?.contents : nil }
            guard given != contents else { continue }
            report("graph-type", "the elements of the input \(input.name) cannot be known", scope)
        }
        for parameter in graph.parameters where graph[parameter.value].fact.contents != nil {
            report("graph-type", "the elements of the parameter \(parameter.name) cannot be known", scope)
        }
        var inference = NodeVerifier(graph, outer: scope.outer, isBody: scope.given != nil)
        for (index, node) in graph.nodes.enumerated() {
            guard diagnostics.count < GraphVerifier.mostDiagnostics else { return }
            do {
                try inference.check(node)
            } catch {
                var found = error.placed(in: place(scope, index))
                if case .source(let range) = node.origin { found = found.located(at: range) }
                diagnostics.append(found)
            }
            addBodies(of: node, index, scope, inference)
        }
    }

    private mutating func addBodies(of node: Graph.Node, _ index: Int, _ scope: Scope, _ verifier: NodeVerifier) {
        let facts = node.inputs.map { $0.map { scope.graph[$0].fact } }
        for body in node.operation.graphAttributes {
            // A body that is given its sizes under their own names may rely on what holds around it.
            let shares = body.inputs.enumerated().allSatisfy { index, input in
                guard facts.indices.contains(index), let fact = facts[index],
                    body.values.indices.contains(input.value.index)
                else { return false }
                return verifier.isStep(body.type(input.value).shape, of: fact.shape)
            }
            let outer = shares ? scope.outer + scope.graph.conditions : []
            waiting.append(
                Scope(
                    graph: body, path: place(scope, index), depth: scope.depth + 1, given: facts, outer: outer))
        }
    }

    private func place(_ scope: Scope, _ node: Int?) -> String {
        node.map { "\(scope.path), node \($0) (\(scope.graph.nodes[$0].operation.name))" } ?? scope.path
    }

    private mutating func report(_ code: String, _ message: String, _ scope: Scope, node: Int? = nil) {
        guard diagnostics.count < GraphVerifier.mostDiagnostics else { return }
        diagnostics.append(Diagnostic(code, message, place: place(scope, node)))
    }
}

extension Operator {
    /// The graphs among the attributes.
    fileprivate var graphAttributes: [Graph] {
        guard Self.signature.isOpen || Self.attributes.contains(where: { $0.kind == .graph || $0.kind == .graphs })
        else { return [] }
        return attributeValues.flatMap { attribute -> [Graph] in
            switch attribute.value {
            case .graph(let graph): [graph]
            case .graphs(let graphs): graphs
            default: []
            }
        }
    }
}
