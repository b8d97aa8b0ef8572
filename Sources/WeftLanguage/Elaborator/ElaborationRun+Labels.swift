import WeftDiagnostics
import WeftGraph

extension ElaborationRun {
    /// The names that a label adds to the path; none for `_`.
    mutating func path(of label: LabelSyntax) throws(Problem) -> [String] {
        switch label {
        case .string(let string):
            let name = try text(string)
            guard !name.isEmpty else {
                throw .diagnostic(Diagnostic("empty-label", "a label is empty", at: string.range))
            }
            return try checked([name], at: string.range)
        case .path(let path):
            var names: [String] = []
            if let head = path.head { names.append(head.text) }
            if names == ["_"], path.components.isEmpty { return [] }
            for component in path.components {
                switch component {
                case .name(let name): names.append(name.text)
                case .string(let string): names.append(try text(string))
                case .index(let expression?, let range):
                    guard let index = try size(expression).value else {
                        throw .diagnostic(Diagnostic("bad-label", "an index in a label must be known", at: range))
                    }
                    names.append(String(index))
                    note(index: index, under: names.dropLast())
                case .index(nil, _):
                    names.append(String(nextIndex(under: names)))
                }
            }
            return try checked(names, at: path.range)
        }
    }

    private func checked(_ names: [String], at range: SourceRange) throws(Problem) -> [String] {
        let length = names.reduce(0) { $0 + $1.utf8.count + 1 }
        guard length <= options.budgets.nameLength, !names.contains(where: { $0.utf8.contains(0) }) else {
            throw .diagnostic(
                Diagnostic("bad-label", "a label is longer than \(options.budgets.nameLength) bytes", at: range))
        }
        return names
    }

    private mutating func nextIndex(under names: [String]) -> Int {
        let key = (frame.prefix + names).joined(separator: ".")
        let index = nextIndices[key, default: 0]
        nextIndices[key] = index + 1
        return index
    }

    /// A written index moves the next one behind it.
    private mutating func note(index: Int, under names: ArraySlice<String>) {
        let key = (frame.prefix + names).joined(separator: ".")
        let (next, overflow) = index.addingReportingOverflow(1)
        if !overflow { nextIndices[key] = max(nextIndices[key, default: 0], next) }
    }

    /// The label of a layer that has none: its kind and a count from 0 in the calling scope.
    mutating func ownLabel(_ kind: String) -> [String] {
        let count = frame.unlabelled[kind, default: 0]
        frame.unlabelled[kind] = count + 1
        return ["\(kind)\(count)"]
    }

    /// Forgets the next indices below a prefix, so that a shared layer is labelled alike at each use.
    mutating func forgetIndices(below prefix: [String]) {
        let key = prefix.joined(separator: ".")
        nextIndices = nextIndices.filter { $0.key != key && !$0.key.hasPrefix(key + ".") }
    }
}
