import WeftDiagnostics
import WeftGraph

extension ElaborationRun {
    /// A size that a name stands for and that the body has yet to fix.
    mutating func unsolvedSize(_ name: String, at range: SourceRange) -> Dimension {
        let symbol = Symbol("\(name)?\(nextSerial())")
        unsolved[symbol] = range
        return Dimension(symbol)
    }

    /// Solves an equation for a size not known yet, if it has one; false when there is nothing to solve.
    mutating func solve(_ left: Dimension, _ right: Dimension) -> Bool {
        guard !unsolved.isEmpty else { return false }
        let difference = left - right
        for symbol in difference.symbols.sorted() where unsolved[symbol] != nil {
            guard let solution = difference.solved(for: symbol) else { continue }
            unsolved[symbol] = nil
            substitute([symbol: solution])
            return true
        }
        return false
    }

    /// Looks at the conditions that a new node has left: equations for sizes not known yet are solved, and those of
    /// a body move to the model's own graph.
    mutating func solveNewConditions(from count: Int, at range: SourceRange) throws(Problem) {
        let found = levels[current].builder.takeConditions(from: current == 0 && unsolved.isEmpty ? .max : count)
        for condition in found {
            if condition.relation == .equal, solve(condition.left, condition.right) { continue }
            addCondition(condition)
        }
    }

    /// Replaces symbols in everything made so far.
    private mutating func substitute(_ replacements: [Symbol: Dimension]) {
        for index in levels.indices { levels[index].builder.substitute(replacements) }
        for index in frames.indices {
            for (name, binding) in frames[index].bindings {
                frames[index].bindings[name]?.value = binding.value.substituting(replacements)
            }
            frames[index].run = frames[index].run?.map { $0.substituting(replacements) }
        }
    }

    /// Reports sizes that nothing has fixed.
    mutating func reportUnsolved() {
        for (symbol, range) in unsolved {
            let name = symbol.name.prefix { $0 != "?" }
            diagnostics.report(
                Diagnostic(
                    "unsolved-size", "nothing says what the size '\(name)' is", at: range,
                    help: "name it in the type of an input, or write a number"))
        }
    }
}

extension LanguageValue {
    fileprivate func substituting(_ replacements: [Symbol: Dimension]) -> LanguageValue {
        switch self {
        case .size(let dimension): .size(dimension.substituting(replacements))
        case .range(let a, let b): .range(a.substituting(replacements), b.substituting(replacements))
        case .list(let elements): .list(elements.map { $0.substituting(replacements) })
        case .results(let results):
            .results(results.map { NamedResult(name: $0.name, value: $0.value.substituting(replacements)) })
        case .layer(var layer):
            .layer(
                {
                    layer.arguments = layer.arguments.map {
                        Argument(name: $0.name, value: $0.value.substituting(replacements), range: $0.range)
                    }
                    return layer
                }())
        default: self
        }
    }
}
