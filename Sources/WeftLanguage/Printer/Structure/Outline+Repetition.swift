import WeftGraph

extension Outline {
    /// The longest run that is searched for.
    private static let longestRun = 64
    /// The most nodes in a row without a scope that are searched for runs in different places.
    private static let mostScattered = 4_000

    /// Items with runs of one form among the nodes that are in no block as blocks: those that follow one another
    /// first, then those in different places.
    mutating func repeated(_ items: [OutlineItem]) -> [OutlineItem] {
        var result: [OutlineItem] = []
        var loose: [Int] = []
        func isNode(_ item: OutlineItem) -> Int? { if case .node(let index) = item { index } else { nil } }
        for item in items {
            if let index = isNode(item) {
                loose.append(index)
                continue
            }
            result += searched(loose)
            loose = []
            result.append(item)
        }
        return result + searched(loose)
    }

    /// Consecutive nodes, as nodes and blocks.
    private mutating func searched(_ nodes: [Int]) -> [OutlineItem] {
        guard let first = nodes.first, nodes.count >= 4 else { return nodes.map { .node($0) } }
        let symbols = nodes.map { symbol($0, since: first) }
        var taken = [OutlineBlock?](repeating: nil, count: nodes.count)
        var isTaken = [Bool](repeating: false, count: nodes.count)
        for row in rows(symbols) {
            take(row, first, &taken, &isTaken)
        }
        if nodes.count <= Outline.mostScattered { takeScattered(symbols, first, &taken, &isTaken) }
        var result: [OutlineItem] = []
        var index = 0
        while index < nodes.count {
            if let block = taken[index] {
                result.append(.block(block))
                index += block.range.count
            } else {
                result.append(.node(nodes[index]))
                index += 1
            }
        }
        return result
    }

    /// What a node computes, and from how far back it takes its operands.
    private func symbol(_ index: Int, since first: Int) -> Int {
        var hasher = Hasher()
        hasher.combine(facts.kinds[index])
        for input in facts.graph.nodes[index].inputs {
            guard let input else {
                hasher.combine(-1)
                continue
            }
            if facts.parameter(input) != nil {
                hasher.combine(-2)
            } else if let producer = facts.producer(input), producer >= first,
                index - producer < Outline.longestRun
            {
                hasher.combine(index - producer)
            } else {
                hasher.combine(1)
            }
        }
        return hasher.finalize()
    }

    /// Runs that follow one another, as they look: where they begin and end, and the length of one.
    private struct Row {
        let start: Int
        let end: Int
        let period: Int
        /// How many nodes are the same as those before them.
        var gain: Int { end - start - period }
    }

    private func rows(_ symbols: [Int]) -> [Row] {
        var found: [Row] = []
        for period in 1...min(Outline.longestRun, symbols.count / 2) {
            var start = 0
            var index = 0
            while index + period <= symbols.count {
                if index + period < symbols.count, symbols[index] == symbols[index + period] {
                    index += 1
                    continue
                }
                if index - start >= period, index + period - start >= 4 {
                    found.append(Row(start: start, end: index + period, period: period))
                }
                index += 1
                start = index
            }
        }
        return found.sorted { ($0.gain, $1.period, $1.start) > ($1.gain, $0.period, $0.start) }
    }

    /// Makes blocks of a row, from the place in the first run where a cut is cleanest.
    private mutating func take(_ row: Row, _ first: Int, _ taken: inout [OutlineBlock?], _ isTaken: inout [Bool]) {
        guard !isTaken[row.start..<row.end].contains(true) else { return }
        var best: (score: Int, start: Int, members: [(items: [OutlineItem], form: OutlineForm, path: [String])])?
        for offset in 0..<min(row.period, 32) {
            let start = row.start + offset
            let count = (row.end - start) / row.period
            guard count > 1 else { break }
            var members: [(items: [OutlineItem], form: OutlineForm, path: [String])] = []
            for place in stride(from: start, to: start + count * row.period, by: row.period) {
                let items = (place..<(place + row.period)).map { OutlineItem.node(first + $0) }
                let form = OutlineForm(items, facts)
                guard isCallable(form), form.key == members.first?.form.key ?? form.key else { break }
                members.append((items, form, []))
            }
            guard members.count > 1, let form = members.first?.form else { continue }
            // Few tensors in and out; then as many runs as there may be; then weights first.
            let isWeighty = facts.graph.nodes[first + start].inputs.contains {
                $0.flatMap { facts.parameter($0) } != nil
            }
            let score =
                members.count * row.period * 2 - (form.tensorCount + form.outputs.count) * row.period
                + (isWeighty ? 1 : 0)
            if score > best?.score ?? .min { best = (score, start, members) }
        }
        guard var best else { return }
        // The first run may take from elsewhere what the others take from the one before.
        while best.start >= row.period, !isTaken[(best.start - row.period)..<best.start].contains(true) {
            best.start -= row.period
            let items = (best.start..<(best.start + row.period)).map { OutlineItem.node(first + $0) }
            let form = OutlineForm(items, facts)
            guard isCallable(form), form.key == best.members[0].form.key else { break }
            best.members.insert((items, form, []), at: 0)
        }
        guard isLong(row.period, best.members) else { return }
        for block in blocks(best.members) { mark(block, first, &taken, &isTaken) }
    }

    /// Whether runs are worth a block: short ones are where they have weights and a loop holds them.
    private func isLong(
        _ period: Int, _ members: [(items: [OutlineItem], form: OutlineForm, path: [String])]
    ) -> Bool {
        if period >= 4 { return true }
        return members.count > 2 && members[0].form.inputs.contains { facts.isOwn($0, of: members[0].form.range) }
    }

    private func mark(
        _ block: OutlineBlock, _ first: Int, _ taken: inout [OutlineBlock?], _ isTaken: inout [Bool]
    ) {
        taken[block.range.lowerBound - first] = block
        for index in block.range { isTaken[index - first] = true }
    }

    /// Makes blocks of runs of one form that stand in different places, longest first.
    private mutating func takeScattered(
        _ symbols: [Int], _ first: Int, _ taken: inout [OutlineBlock?], _ isTaken: inout [Bool]
    ) {
        let factor: UInt = 0x9E37_79B9_7F4A_7C15
        var sums: [UInt] = [0]
        for symbol in symbols { sums.append(sums[sums.count - 1] &* factor &+ UInt(bitPattern: symbol)) }
        var power: [UInt] = [1]
        for _ in 0..<Outline.longestRun { power.append(power[power.count - 1] &* factor) }
        for length in stride(from: min(Outline.longestRun, symbols.count / 2), to: 4, by: -1) {
            var places: [UInt: [Int]] = [:]
            var order: [UInt] = []
            for start in 0...(symbols.count - length) where !isTaken[start] && !isTaken[start + length - 1] {
                let sum = sums[start + length] &- sums[start] &* power[length]
                if places[sum] == nil { order.append(sum) }
                if let last = places[sum]?.last, last + length > start { continue }
                places[sum, default: []].append(start)
            }
            for sum in order {
                guard let starts = places[sum], starts.count > 1 else { continue }
                takeScattered(starts, length, first, &taken, &isTaken)
            }
        }
    }

    private mutating func takeScattered(
        _ starts: [Int], _ length: Int, _ first: Int, _ taken: inout [OutlineBlock?], _ isTaken: inout [Bool]
    ) {
        var forms: [Int: [(items: [OutlineItem], form: OutlineForm, path: [String])]] = [:]
        var order: [Int] = []
        for start in starts where !isTaken[start..<(start + length)].contains(true) {
            let items = (start..<(start + length)).map { OutlineItem.node(first + $0) }
            let form = OutlineForm(items, facts)
            guard isCallable(form), form.outputs.count == 1, form.tensorCount <= 2 else { continue }
            if forms[form.key] == nil { order.append(form.key) }
            forms[form.key, default: []].append((items, form, []))
        }
        for key in order {
            guard let members = forms[key], members.count > 1 else { continue }
            for block in blocks(members) { mark(block, first, &taken, &isTaken) }
        }
    }
}
