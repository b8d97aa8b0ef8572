import WeftGraph
import WeftOperators

/// What must be known of a whole graph before its text is made: which scans are cells, and where each parameter is
/// read, since it is declared in the innermost scope that holds all of its reads.
struct PrintedPlan {
    /// A graph that has a text of its own: the model's, the body of a scan that is a cell, or a run of nodes that is a
    /// block.
    struct Scope {
        let parent: Int?
        let depth: Int
        /// The form of the run that it is, if it is one, and the labels of the run.
        var group: Int?
        var path: [String] = []
        /// The scopes of the cells and blocks in it, by their nodes.
        var cells: [Int: Int] = [:]
        /// How the operands of its scans are given, by their nodes.
        var operands: [Int: ScanForm.Operands] = [:]
        /// The graph itself.
        let graph: Graph
        /// The parameters among its values, and the values that they are.
        var parameters: [Int: Int] = [:]
        var values: [Int: Int] = [:]
        /// The labels that the names of all parameters begin with that are declared in it and in what it holds.
        fileprivate(set) var prefix: [String] = []
        /// Whether any are declared there.
        fileprivate(set) var hasParameters = false
    }

    private(set) var scopes: [Scope] = []
    /// How often each parameter is read, all scopes together.
    private(set) var reads: [Int]
    /// The scope that declares each parameter.
    private(set) var homes: [Int?]
    /// The scopes of the runs of each form.
    private(set) var groups: [Int: [Int]] = [:]
    /// The parameters by their names.
    let numbers: [String: Int]

    init(_ graph: Graph) {
        reads = [Int](repeating: 0, count: graph.parameters.count)
        homes = [Int?](repeating: nil, count: graph.parameters.count)
        numbers = Dictionary(
            graph.parameters.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        var own: [Int: Int] = [:]
        for (number, parameter) in graph.parameters.enumerated() { own[parameter.value.index] = number }
        visit(graph, parameters: own, parent: nil)
        findPrefixes(graph)
    }

    /// Finds homes for all parameters, and what their names begin with in each scope but the model's.
    private mutating func findPrefixes(_ graph: Graph) {
        var isMet = [Bool](repeating: false, count: scopes.count)
        for number in homes.indices {
            var scope = homes[number] ?? 0
            homes[number] = scope
            let labels = graph.parameters[number].name.split(separator: ".", omittingEmptySubsequences: false)
                .dropLast().prefix { !$0.isEmpty }
            while scope > 0 {
                let known = scopes[scope].prefix
                scopes[scope].prefix =
                    isMet[scope] ? Array(zip(known, labels).prefix { $0 == $1 }.map(\.0)) : labels.map(String.init)
                isMet[scope] = true
                scope = scopes[scope].parent ?? 0
            }
        }
        for number in scopes.indices { scopes[number].hasParameters = isMet[number] }
    }

    private mutating func visit(_ graph: Graph, parameters: [Int: Int], parent: Int?) {
        let number = scopes.count
        let values = Dictionary(parameters.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        scopes.append(
            Scope(
                parent: parent, depth: parent.map { scopes[$0].depth + 1 } ?? 0, graph: graph, parameters: parameters,
                values: values))
        func parameter(_ value: ValueID?) -> Int? { value.flatMap { parameters[$0.index] } }
        for (index, node) in graph.nodes.enumerated() {
            if let scan = node.operation as? Op.Scan, let operands = ScanForm.operands(scan, node, in: graph) {
                var inner: [Int: Int] = [:]
                for (place, value) in operands.fixed.enumerated() {
                    let input = scan.body.inputs[scan.carried + scan.scanned + place]
                    if let known = parameter(value) { inner[input.value.index] = known }
                }
                scopes[number].cells[index] = scopes.count
                scopes[number].operands[index] = operands
                for value in operands.states + operands.sequences + [operands.lengths].compactMap({ $0 }) {
                    if let known = parameter(value) { read(known, in: number) }
                }
                visit(scan.body, parameters: inner, parent: number)
            } else if let run = node.operation as? OutlinedRun {
                var inner: [Int: Int] = [:]
                for (input, operand) in zip(run.body.inputs, node.inputs) {
                    if let known = parameter(operand) { inner[input.value.index] = known }
                }
                scopes[number].cells[index] = scopes.count
                groups[run.group, default: []].append(scopes.count)
                let own = scopes.count
                visit(run.body, parameters: inner, parent: number)
                scopes[own].group = run.group
                scopes[own].path = node.path
            } else {
                for case let known? in node.inputs.map({ parameter($0) }) { read(known, in: number) }
            }
        }
        for output in graph.outputs {
            // An output is a read of its own: the parameter is no layer's alone.
            if let known = parameter(output.value) { read(known, in: number) }
        }
    }

    private mutating func read(_ parameter: Int, in scope: Int) {
        reads[parameter] += 1
        guard let home = homes[parameter] else {
            homes[parameter] = scope
            return
        }
        homes[parameter] = common(home, scope)
    }

    /// The innermost scope that holds both.
    private func common(_ first: Int, _ second: Int) -> Int {
        var (a, b) = (first, second)
        while a != b {
            if scopes[a].depth >= scopes[b].depth { a = scopes[a].parent ?? 0 } else { b = scopes[b].parent ?? 0 }
        }
        return a
    }

    /// The labels that the names of all parameters in a scope begin with.
    func prefix(of scope: Int) -> [String] { scope < 0 ? [] : scopes[scope].prefix }
}
