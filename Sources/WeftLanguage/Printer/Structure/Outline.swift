import WeftGraph

/// Where a graph repeats itself: runs of its nodes that are the same up to names and numbers, and are to be blocks.
///
/// Scopes come first, innermost first: those that paths and names of parameters tell. What is left in no scope is
/// searched for runs of one form.
struct Outline {
    /// A form that several runs have.
    struct Group {
        /// The attributes that differ between the runs, by the place of the node among the items: they are written
        /// where they are what the operator has by itself, too.
        let differing: [Int: Set<String>]
    }

    private(set) var groups: [Group] = []
    private(set) var items: [OutlineItem] = []
    let facts: OutlineFacts

    /// The most nodes of a graph that is searched.
    static let mostNodes = 100_000

    /// - Parameter searches: whether runs are searched where there are no scopes
    init(_ graph: Graph, searches: Bool) {
        facts = OutlineFacts(graph)
        let tree = ScopeTree(ScopePaths(facts).paths)
        items = resolve(tree)
        if searches { items = repeated(items) }
    }

    /// The items of all scopes, those that repeat as blocks and all others taken apart.
    private mutating func resolve(_ tree: ScopeTree) -> [OutlineItem] {
        var resolved = [[OutlineItem]](repeating: [], count: tree.scopes.count)
        for level in tree.levels {
            var forms: [Int: [(scope: Int, items: [OutlineItem], form: OutlineForm)]] = [:]
            var order: [Int] = []
            for number in level {
                let items = tree.items(of: number, resolved)
                resolved[number] = items
                guard number != 0, isWorthwhile(items) else { continue }
                let form = OutlineForm(items, facts)
                guard isCallable(form) else { continue }
                if forms[form.key] == nil { order.append(form.key) }
                forms[form.key, default: []].append((number, items, form))
            }
            for key in order {
                guard let members = forms[key], members.count > 1 else { continue }
                let blocks = blocks(members.map { ($0.items, $0.form, tree.scopes[$0.scope].path) })
                for (member, block) in zip(members, blocks) { resolved[member.scope] = [.block(block)] }
            }
        }
        return resolved.first ?? []
    }

    /// Makes runs of one form a group.
    mutating func blocks(_ members: [(items: [OutlineItem], form: OutlineForm, path: [String])]) -> [OutlineBlock] {
        let group = groups.count
        groups.append(Group(differing: differing(members.map(\.items))))
        return members.map { member in
            OutlineBlock(
                group: group, items: member.items, range: member.form.range, path: member.path,
                inputs: member.form.inputs, outputs: member.form.outputs)
        }
    }

    /// The outline without the blocks of some groups: their items stand where they stood.
    func takingApart(_ left: Set<Int>) -> Outline {
        var result = self
        var members = [[[OutlineItem]]](repeating: [], count: groups.count)
        result.items = apart(items, left, &members)
        for group in groups.indices { result.groups[group] = Group(differing: differing(members[group])) }
        return result
    }

    private func apart(
        _ items: [OutlineItem], _ left: Set<Int>, _ members: inout [[[OutlineItem]]]
    ) -> [OutlineItem] {
        var result: [OutlineItem] = []
        for item in items {
            guard case .block(let block) = item else {
                result.append(item)
                continue
            }
            let inner = apart(block.items, left, &members)
            if left.contains(block.group) {
                result += inner
            } else {
                members[block.group].append(inner)
                result.append(.block(block.holding(inner)))
            }
        }
        return result
    }

    /// Whether a run is long enough to be worth a block.
    private func isWorthwhile(_ items: [OutlineItem]) -> Bool {
        items.count >= 3 || items.count == 2 && items.contains { if case .block = $0 { true } else { false } }
    }

    /// Whether a run reads well as a call: it takes something, and neither takes nor gives much.
    func isCallable(_ form: OutlineForm) -> Bool {
        (1...6).contains(form.tensorCount) && (1...4).contains(form.outputs.count)
            && form.inputs.contains { facts.parameter($0) == nil }
    }

    private func differing(_ members: [[OutlineItem]]) -> [Int: Set<String>] {
        var result: [Int: Set<String>] = [:]
        guard let first = members.first else { return result }
        for (place, item) in first.enumerated() {
            guard case .node(let index) = item else { continue }
            let usual = facts.graph.nodes[index].operation.attributeValues
            if usual.isEmpty { continue }
            for other in members.dropFirst() {
                guard place < other.count, case .node(let number) = other[place] else { continue }
                for (one, two) in zip(usual, facts.graph.nodes[number].operation.attributeValues)
                where one.value != two.value {
                    result[place, default: []].insert(one.name)
                }
            }
        }
        return result
    }
}

/// The scopes of a graph, each a run of nodes; the first is the whole.
struct ScopeTree {
    struct Scope {
        let path: [String]
        let range: Range<Int>
        /// The scopes in it, in order.
        var children: [Int] = []
        /// How many scopes lie in one another in it.
        var height = 0
    }

    private(set) var scopes: [Scope]
    /// The scopes by their height, lowest first.
    private(set) var levels: [[Int]] = []

    init(_ paths: [[String]]) {
        scopes = [Scope(path: [], range: 0..<paths.count)]
        var next = 0
        while next < scopes.count {
            divide(next, paths)
            next += 1
        }
        // Children come behind what holds them.
        for number in scopes.indices.reversed() {
            scopes[number].height = (scopes[number].children.map { scopes[$0].height }.max() ?? -1) + 1
        }
        levels = [[Int]](repeating: [], count: scopes[0].height + 1)
        for number in scopes.indices { levels[scopes[number].height].append(number) }
    }

    /// Adds the scopes right below one.
    private mutating func divide(_ number: Int, _ paths: [[String]]) {
        let range = scopes[number].range
        var depth = scopes[number].path.count
        while true {
            var start = range.lowerBound
            var runs: [Range<Int>] = []
            while start < range.upperBound {
                var end = start + 1
                if depth < paths[start].count {
                    let label = paths[start][depth]
                    while end < range.upperBound, depth < paths[end].count, paths[end][depth] == label { end += 1 }
                    if end - start > 1 { runs.append(start..<end) }
                }
                start = end
            }
            // A scope that is all of the one around is no scope of its own.
            guard runs.count == 1, runs[0] == range else {
                for run in runs {
                    scopes[number].children.append(scopes.count)
                    scopes.append(Scope(path: Array(paths[run.lowerBound].prefix(depth + 1)), range: run))
                }
                return
            }
            depth += 1
        }
    }

    /// The items of a scope, with those of its inner ones in their places.
    func items(of number: Int, _ resolved: [[OutlineItem]]) -> [OutlineItem] {
        var result: [OutlineItem] = []
        var next = scopes[number].range.lowerBound
        for child in scopes[number].children {
            result += (next..<scopes[child].range.lowerBound).map { .node($0) }
            result += resolved[child]
            next = scopes[child].range.upperBound
        }
        return result + (next..<scopes[number].range.upperBound).map { .node($0) }
    }
}
