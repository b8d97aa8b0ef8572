/// The rules that are tried together, found by the operator of a node.
///
/// Asked for every node of a graph in every pass, so it looks at few places of a plain array and hashes nothing.
struct RuleTable {
    /// What there is to do at the nodes of one operator.
    struct Entry {
        let kind: OperatorKind
        /// The rules that may replace it, in order.
        let rules: [any RewriteRule]
        let hasBody: Bool
    }

    private let rules: [(rule: any RewriteRule, kinds: Set<OperatorKind>?)]
    /// What was found so far, in order.
    private(set) var entries: [Entry] = []
    /// The number of an entry at the place of its kind, or at the next free one; -1 where there is none.
    private var places: [Int]

    init(_ rules: [any RewriteRule]) {
        self.rules = rules.map { rule in (rule, rule.operators.map { Set($0.map { OperatorKind($0) }) }) }
        places = Array(repeating: -1, count: 64)
    }

    /// The number of the entry for an operator.
    mutating func number(for operation: any Operator) -> Int {
        let kind = OperatorKind(of: operation)
        let mask = places.count - 1
        var place = kind.number & mask
        while places[place] >= 0 {
            if entries[places[place]].kind == kind { return places[place] }
            place = (place + 1) & mask
        }
        let number = entries.count
        entries.append(
            Entry(
                kind: kind, rules: rules.filter { $0.kinds?.contains(kind) ?? true }.map(\.rule),
                hasBody: operation is any OperatorWithBody))
        places[place] = number
        if entries.count * 2 > places.count { spread() }
        return number
    }

    /// Twice the places.
    private mutating func spread() {
        let mask = places.count * 2 - 1
        places = Array(repeating: -1, count: mask + 1)
        for (number, entry) in entries.enumerated() {
            var place = entry.kind.number & mask
            while places[place] >= 0 { place = (place + 1) & mask }
            places[place] = number
        }
    }
}
