/// How the values that differ from turn to turn of a loop are written: by its counter, or from a list.
struct LoopCounter {
    private let count: Int
    private let counter: String
    private(set) var names: PrintedNames
    /// The counter's first value, once an expression has it.
    private var first: Int?
    private var lists: [(name: String, values: PatternColumns.Values)] = []

    /// - Parameters:
    ///   - counter: a name for the counter
    ///   - names: those in use around
    init(_ count: Int, counter: String, names: PrintedNames) {
        self.count = count
        self.counter = counter
        self.names = names
    }

    /// An expression for values that differ from turn to turn.
    mutating func expression(_ values: PatternColumns.Values, role: String) -> String {
        // Two numbers lie on a line always; only of indices that says something.
        if let numbers = values.integers, role == "index" || count > 2, let text = line(numbers) { return text }
        if let known = lists.first(where: { $0.values == values }) { return known.name }
        let name = names.unique(role, otherwise: "value")
        lists.append((name, values))
        return name
    }

    /// An expression in the counter for numbers that grow or shrink evenly.
    private mutating func line(_ numbers: [Int]) -> String? {
        let limit = 1 << 40
        guard numbers.allSatisfy({ $0.magnitude < limit }) else { return nil }
        let step = numbers[1] - numbers[0]
        guard step != 0, zip(numbers, numbers.dropFirst()).allSatisfy({ $1 - $0 == step }) else { return nil }
        let start = first ?? (step == 1 && numbers[0] >= 0 ? numbers[0] : 0)
        first = start
        let product = step == 1 ? counter : step == -1 ? "-\(counter)" : "\(step) * \(counter)"
        let rest = numbers[0] - step * start
        return rest == 0 ? product : rest > 0 ? "\(product) + \(rest)" : "\(product) - \(-rest)"
    }

    /// The loop up to its body.
    var head: String {
        if lists.isEmpty {
            guard let first else { return "for _ in 0..<\(count)" }
            return "for \(counter) in \(first)..<\(first + count)"
        }
        if lists.count == 1, first == nil {
            let values = (0..<count).map { lists[0].values.literal($0) }
            return "for \(lists[0].name) in [\(values.joined(separator: ", "))]"
        }
        let targets = (first == nil ? [] : [counter]) + lists.map(\.name)
        let rows = (0..<count).map { index -> String in
            let row = (first.map { ["\($0 + index)"] } ?? []) + lists.map { $0.values.literal(index) }
            return "[\(row.joined(separator: ", "))]"
        }
        return "for (\(targets.joined(separator: ", "))) in [\(rows.joined(separator: ", "))]"
    }
}
