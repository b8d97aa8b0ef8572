import WeftDiagnostics
import WeftGraph

extension ElaborationRun {
    /// A value for an attribute that holds graphs: a block that is named without arguments stands for its own graph.
    mutating func graphs(_ value: LanguageValue, at range: SourceRange) throws(Problem) -> LanguageValue {
        switch value {
        case .layer(let layer):
            guard case .declaration(let declaration) = layer.target, declaration.syntax.kind == .block,
                layer.arguments.isEmpty
            else { return value }
            return .constant(.graph(try graph(of: declaration, at: range)))
        case .list(let elements):
            return .list(try elements.map { element throws(Problem) in try graphs(element, at: range) })
        default: return value
        }
    }

    /// A block elaborated by itself: its inputs and results are those of the graph, its `where` clauses promises.
    private mutating func graph(of declaration: Declaration, at range: SourceRange) throws(Problem) -> Graph {
        guard frames.count < options.budgets.calls else {
            throw .exhausted(
                Diagnostic("bodies-too-deep", "graphs nest more than \(options.budgets.calls) deep", at: range))
        }
        let outside = (levels: levels, current: current, inputNames: inputNames, unsolved: unsolved)
        let builder = GraphBuilder(
            name: declaration.syntax.name.text, budgets: options.budgets,
            firstDataSymbol: levels[current].builder.dataSymbolCount)
        levels = [Level(serial: nextSerial(), builder: builder)]
        (current, inputNames, unsolved) = (0, [:], [:])
        frames.append(Frame(declaration, prefix: [], shared: nil))
        callRanges.append(range)
        defer {
            (levels, current, inputNames, unsolved) = outside
            frames.removeLast()
            callRanges.removeLast()
        }
        try descend(Self.bodyDepth)
        defer { depth -= Self.bodyDepth }
        try bindInputs(declaration.syntax)
        for promise in declaration.syntax.promises { try require(promise, asPromise: true, at: promise.range) }
        try run(declaration.syntax.body)
        try bindOutputs(declaration.syntax)
        reportUnsolved()
        let graph = levels[0].builder.graph
        if let parameter = graph.parameters.first {
            throw .diagnostic(
                Diagnostic(
                    "parameter-in-body", "a graph that an operator holds cannot have a parameter '\(parameter.name)'",
                    at: range, help: "make it where the operator is called, and give it as an operand"))
        }
        return graph
    }

    /// How many levels of expressions a body needs on the stack.
    private static var bodyDepth: Int { 5 }
}
