import WeftGraph
import WeftOperators

extension GraphPrinter {
    /// The head of a graph that stands alone: its inputs, its free sizes, its promises and its results.
    ///
    /// A size goes by its name where an input's type has it alone before any type has it in an expression; all others
    /// are declared: `T: size`.
    ///
    /// - Returns: what the inputs are called in the text
    mutating func head(_ scope: inout PrintedScope) -> [String] {
        let graph = scope.graph
        let bare = bareSymbols(graph)
        for symbol in bare.sorted() where scope.names.take(symbol.name) { scope.sizes.name(symbol, symbol.name) }
        var sizes: [String] = []
        for symbol in symbols(of: graph).sorted() where scope.sizes.names[symbol] == nil {
            let name = scope.names.unique(symbol.name, otherwise: "n")
            scope.sizes.name(symbol, name)
            switch symbol.kind {
            case .input: sizes.append("\(withOuter(name, symbol.name)): size")
            case .data: sizes.append("\(name): size = found(\(PrintedLiterals.text(symbol.name)))")
            }
        }
        let inputs = graph.inputs.map { input in
            let name = scope.names.unique(input.name, otherwise: "x")
            scope.texts[input.value.index] = name
            let range = input.range.map { " in \(self.range($0, scope.sizes))" } ?? ""
            let type = scope.sizes.text(graph.type(input.value))
            scope.declaration.parameters.append("\(withOuter(name, input.name)): \(type)\(range)")
            return name
        }
        scope.declaration.parameters += sizes
        for output in graph.outputs {
            let name = scope.names.unique(output.name, otherwise: "y")
            scope.roles[output.value.index, default: []].append(.result(name))
            let type = scope.sizes.text(graph.type(output.value))
            scope.declaration.results.append("\(withOuter(name, output.name)): \(type)")
        }
        scope.declaration.promises = graph.conditions.filter(\.isPromise).map { scope.sizes.text($0) }
        return inputs
    }

    private func withOuter(_ name: String, _ outer: String) -> String {
        name == outer ? name : "\(name) \(PrintedLiterals.text(outer))"
    }

    private func range(_ range: Graph.ValueRange, _ sizes: PrintedSizes) -> String {
        if range.lowest.value == 0, let last = range.highest.value, last < Int.max {
            return "0..<\(PrintedLiterals.text(last + 1))"
        }
        return "\(sizes.text(range.lowest))...\(sizes.text(range.highest))"
    }

    /// The symbols that the types of the inputs bind by themselves: each stands alone before it stands in a sum.
    private func bareSymbols(_ graph: Graph) -> Set<Symbol> {
        var bound: Set<Symbol> = []
        var late: Set<Symbol> = []
        func meet(_ dimension: Dimension) {
            if let symbol = dimension.onlySymbol, symbol.kind == .input {
                if !late.contains(symbol) { bound.insert(symbol) }
            } else {
                late.formUnion(dimension.symbols.subtracting(bound))
            }
        }
        for input in graph.inputs {
            for dimension in graph.type(input.value).shape { meet(dimension) }
            // A range is evaluated when its input is bound.
            if let range = input.range {
                late.formUnion(range.lowest.symbols.union(range.highest.symbols).subtracting(bound))
            }
        }
        return bound
    }

    /// Every symbol that the text of a graph may speak of.
    func symbols(of graph: Graph) -> Set<Symbol> {
        var result = innerSymbols(of: graph)
        for input in graph.inputs {
            for dimension in graph.type(input.value).shape { result.formUnion(dimension.symbols) }
            if let range = input.range { result.formUnion(range.lowest.symbols.union(range.highest.symbols)) }
        }
        for condition in graph.conditions { result.formUnion(condition.left.symbols.union(condition.right.symbols)) }
        return result
    }

    /// The symbols that a body's statements speak of: those in attributes, in types of states and of unknown results.
    ///
    /// - Parameter sizes: those with names of their own do not count
    func innerSymbols(of graph: Graph, _ sizes: PrintedSizes = PrintedSizes()) -> Set<Symbol> {
        var result: Set<Symbol> = []
        func add(_ dimension: Dimension) {
            if !sizes.namesWhole(dimension) { result.formUnion(dimension.symbols) }
        }
        for node in graph.nodes {
            if let scan = node.operation as? Op.Scan {
                if let steps = scan.steps { add(steps) }
                guard ScanForm.operands(scan, node, in: graph) != nil else { continue }
                for input in scan.body.inputs.prefix(scan.carried) {
                    for dimension in scan.body.type(input.value).shape { result.formUnion(dimension.symbols) }
                }
                result.formUnion(innerSymbols(of: scan.body))
                continue
            }
            if let run = node.operation as? OutlinedRun {
                result.formUnion(innerSymbols(of: run.body))
                continue
            }
            if let unknown = node.operation as? Op.Unknown {
                for type in unknown.resultTypes {
                    for dimension in type.shape { add(dimension) }
                }
            }
            for (_, value) in node.operation.attributeValues {
                switch value {
                case .dimension(let dimension): add(dimension)
                case .dimensions(let dimensions): for dimension in dimensions { add(dimension) }
                default: continue
                }
            }
        }
        return result
    }

    /// Prints the conditions that neither a promise nor what the nodes need gives back.
    mutating func requirements(_ scope: inout PrintedScope) {
        let graph = scope.graph
        let open = graph.conditions.filter { !$0.isPromise }
        guard !open.isEmpty else { return }
        let assumptions = Assumptions(graph.conditions)
        var derived: Set<String> = []
        let graphs = scope.number == 0 ? plan.scopes.map(\.graph) : [graph]
        for graph in graphs {
            for node in graph.nodes {
                var inference = Inference(node.inputs.map { $0.map { graph[$0].fact } }, assumptions: assumptions)
                guard (try? node.operation.infer(&inference)) != nil else { continue }
                for condition in inference.conditions { derived.insert(condition.sides) }
            }
        }
        for condition in open where !derived.contains(condition.sides) {
            scope.declaration.statements.append("require \(scope.sizes.text(condition))")
        }
    }
}

extension Dimension {
    /// The symbol that this is, if it is nothing more.
    var onlySymbol: Symbol? {
        guard constant == 0, terms.count == 1, terms[0].coefficient == 1, terms[0].factors.count == 1,
            case .symbol(let symbol) = terms[0].factors[0]
        else { return nil }
        return symbol
    }
}

extension Condition {
    /// The two sides in a fixed order where they may be swapped.
    fileprivate var sides: String {
        let swaps = relation == .equal && right < left
        return swaps ? "\(right) == \(left)" : "\(left) \(relation == .equal ? "==" : ">=") \(right)"
    }
}
