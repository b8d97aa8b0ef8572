import WeftDiagnostics
import WeftGraph

extension ElaborationRun {
    /// How deep lists, layers and results may nest within each other.
    private static let deepestValue = 32

    /// A list, when it is no larger than its budget.
    mutating func list(_ elements: [LanguageValue], at range: SourceRange? = nil) throws(Problem) -> LanguageValue {
        let value = LanguageValue.list(elements)
        try measure(value, at: range)
        return value
    }

    /// Refuses a value that is larger or nests deeper than a spec needs, and counts what it costs to look at it.
    mutating func measure(_ value: LanguageValue, at range: SourceRange? = nil) throws(Problem) {
        var elements = 0
        guard value.measure(&elements, depth: 0, deepest: ElaborationRun.deepestValue) else {
            throw .diagnostic(
                Diagnostic(
                    "nesting-too-deep",
                    "lists and layers nest more than \(ElaborationRun.deepestValue) deep within each other", at: range))
        }
        guard elements <= options.budgets.listElements else {
            throw .diagnostic(
                Diagnostic(
                    "list-too-long", "a list has more than \(options.budgets.listElements) elements", at: range,
                    help: "a list within a list counts with all its elements"))
        }
        try countWork(elements / 64)
    }

    /// A string, when it is no longer than its budget.
    mutating func string(_ text: String, at range: SourceRange? = nil) throws(Problem) -> LanguageValue {
        guard text.utf8.count <= options.budgets.listElements else {
            throw .diagnostic(
                Diagnostic(
                    "string-too-long", "a string has more than \(options.budgets.listElements) bytes", at: range))
        }
        try countWork(text.utf8.count / 1024)
        return .string(text)
    }
}

extension LanguageValue {
    /// Counts the values within; false when they nest too deep.
    fileprivate func measure(_ elements: inout Int, depth: Int, deepest: Int) -> Bool {
        guard depth <= deepest else { return false }
        switch self {
        case .list(let values):
            elements += values.count
            return values.allSatisfy { $0.measure(&elements, depth: depth + 1, deepest: deepest) }
        case .results(let results):
            elements += results.count
            return results.allSatisfy { $0.value.measure(&elements, depth: depth + 1, deepest: deepest) }
        case .layer(let layer):
            elements += layer.arguments.count
            return layer.arguments.allSatisfy { $0.value.measure(&elements, depth: depth + 1, deepest: deepest) }
        default: return true
        }
    }
}
