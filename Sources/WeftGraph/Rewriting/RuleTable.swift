/// The rules that are tried together, found by the operator of a node.
struct RuleTable {
    /// What there is to do at the nodes of one operator.
    struct Entry {
        /// The rules that may replace it, in order.
        let rules: [any RewriteRule]
        let hasBody: Bool
    }

    private let rules: [(rule: any RewriteRule, kinds: Set<OperatorKind>?)]
    private var entries: [OperatorKind: Entry] = [:]

    init(_ rules: [any RewriteRule]) {
        self.rules = rules.map { rule in (rule, rule.operators.map { Set($0.map { OperatorKind($0) }) }) }
    }

    /// What there is to do at a node of an operator.
    mutating func entry(for operation: any Operator) -> Entry {
        let kind = OperatorKind(of: operation)
        if let entry = entries[kind] { return entry }
        let entry = Entry(
            rules: rules.filter { $0.kinds?.contains(kind) ?? true }.map(\.rule),
            hasBody: operation is any OperatorWithBody)
        entries[kind] = entry
        return entry
    }
}
