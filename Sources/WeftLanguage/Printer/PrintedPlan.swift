import WeftGraph
import WeftOperators

/// What must be known of a whole graph before its text is made: which scans are cells, and where each parameter is
/// read, since it is declared in the innermost scope that holds all of its reads.
struct PrintedPlan {
    /// A graph that has a text of its own: the model's, or the body of a scan that is a cell.
    struct Scope {
        let parent: Int?
        let depth: Int
        /// The scopes of the cells in it, by their nodes.
        var cells: [Int: Int] = [:]
        /// How the operands of its scans are given, by their nodes.
        var operands: [Int: ScanForm.Operands] = [:]
        /// The graph itself.
        let graph: Graph
        /// The parameters among its values, and the values that they are.
        var parameters: [Int: Int] = [:]
        var values: [Int: Int] = [:]
        /// The names of the parameters that are declared in it and in its cells.
        var names: [String] = []
    }

    private(set) var scopes: [Scope] = []
    /// How often each parameter is read, all scopes together.
    private(set) var reads: [Int]
    /// The scope that declares each parameter.
    private(set) var homes: [Int?]
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
        for number in homes.indices {
            var scope = homes[number] ?? 0
            homes[number] = scope
            scopes[scope].names.append(graph.parameters[number].name)
            while let parent = scopes[scope].parent {
                scope = parent
                if scope > 0 { scopes[scope].names.append(graph.parameters[number].name) }
            }
        }
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
    func prefix(of scope: Int) -> [String] {
        guard scope > 0, let first = scopes[scope].names.first else { return [] }
        var common = first.split(separator: ".", omittingEmptySubsequences: false).dropLast().map(String.init)
        for name in scopes[scope].names.dropFirst() {
            let parts = name.split(separator: ".", omittingEmptySubsequences: false).dropLast()
            common = zip(common, parts).prefix { $0 == $1 }.map(\.0)
        }
        return Array(common.prefix { !$0.isEmpty })
    }
}
