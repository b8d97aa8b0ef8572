import WeftGraph

/// What the results of a scan see of its operands.
///
/// Along the axis of the steps a result sees its own step directly and, through the states, all steps before it, or after
/// it in reverse. Along the other axes states are followed until they see no more from one step to the next; an axis
/// along which they always see more, as in a convolutional recurrence, is seen whole.
struct ScanFields {
    private typealias Fields = [Int: [AxisField]]

    /// How many pairs of a state and an input are followed; a body with more is seen whole.
    private static let mostPairs = 8192

    private let scan: Op.Scan
    private let operands: [Fact]
    private let results: [Fact]
    /// What each output of the body sees of its inputs.
    private let step: [Fields]
    /// What the states before a step see of the body's inputs at the steps before it, and of those that do not change.
    private var states: [Fields]

    init?(_ scan: Op.Scan, _ operands: [Fact?], _ results: [Fact]) {
        let facts = operands.compactMap { $0 }
        guard facts.count == operands.count, facts.count == scan.body.inputs.count + (scan.hasLengths ? 1 : 0),
            scan.carried >= 0, scan.carried <= ScanFields.mostPairs / max(facts.count, 1), scan.scanned >= 0,
            scan.stacked >= 0, scan.body.outputs.count >= scan.carried,
            results.count == scan.stacked + scan.carried + (scan.hasStop ? 1 : 0),
            scan.carried + scan.scanned <= scan.body.inputs.count, let step = scan.body.receptiveFields
        else { return nil }
        self.scan = scan
        self.operands = facts
        self.results = results
        self.step = step
        states = (0..<scan.carried).map { state in [state: facts[state].ownFields()] }
        follow()
    }

    /// What an output of the body sees at a step through the states.
    private func throughStates(_ output: Int) -> Fields {
        var result: Fields = [:]
        for (input, field) in step[output] where input < scan.carried {
            for (source, fields) in states[input] { result.add(source, fields.seen(through: field)) }
        }
        return result
    }

    /// What a stop sees. A row that has stopped gives zeros and keeps its states, so later steps see the same.
    private var stop: Fields {
        guard scan.hasStop, let stop = step.indices.last else { return [:] }
        var result = throughStates(stop)
        for (input, field) in step[stop] where input >= scan.carried { result.add(input, field) }
        return result
    }

    /// Runs step after step until the states see no more; what still grows after as many steps as may be needed to pass
    /// something through all states is whole.
    private mutating func follow() {
        var round = 0
        while true {
            var grown = states
            let stop = stop
            for state in states.indices {
                for (source, fields) in stop { grown[state].add(source, fields) }
                for (input, field) in step[state] where input >= scan.carried { grown[state].add(input, field) }
                for (source, fields) in throughStates(state) { grown[state].add(source, fields) }
            }
            if grown == states { return }
            if round > scan.carried {
                for state in states.indices {
                    for (source, fields) in grown[state] {
                        let known = states[state][source]
                        grown[state][source] = fields.enumerated().map { axis, field in
                            known?[axis] == field ? field : .whole
                        }
                    }
                }
            }
            states = grown
            round += 1
        }
    }

    /// For each result, what it sees of each operand.
    var all: [[[AxisField]?]] {
        let stacked = (0..<scan.stacked).map { stackedFields($0) }
        let final = (0..<scan.carried).map { state in
            operands.indices.map {
                $0 < scan.body.inputs.count ? finalFields($0, states[state]) : lengths(results[scan.stacked + state])
            }
        }
        let counts = scan.hasStop ? [operands.map { $0.ownFields { $0 == 0 ? nil : .whole } as [AxisField]? }] : []
        return stacked + final + counts
    }

    private func lengths(_ result: Fact) -> [AxisField]? { [result.rank > 0 ? .along(0) : .whole] }

    private func stackedFields(_ index: Int) -> [[AxisField]?] {
        let output = scan.carried + index
        let axis = scan.axis.resolvedAxis(results[index].rank)
        var before = throughStates(output)
        for (source, fields) in stop { before.add(source, fields) }
        return operands.indices.map { operand in
            guard operand < scan.body.inputs.count else { return lengths(results[index]) }
            let direct = operand < scan.carried ? nil : step[output][operand]
            guard
                let all = direct.map({ direct in before[operand].map { $0.union(direct) } ?? direct })
                    ?? before[operand]
            else { return nil }
            var fields = all.map { $0.renumbered { $0 < axis ? $0 : $0 + 1 } }
            if isSequence(operand) {
                fields.insert(
                    along(axis, isDirect: direct != nil, isBefore: before[operand] != nil), at: sequenceAxis(operand))
            }
            return fields
        }
    }

    private func along(_ axis: Int, isDirect: Bool, isBefore: Bool) -> AxisField {
        guard isBefore else { return .along(axis) }
        let near = isDirect ? 0 : 1
        return scan.reverse ? .window(axis, near, nil) : .window(axis, nil, -near)
    }

    private func finalFields(_ operand: Int, _ fields: Fields) -> [AxisField]? {
        guard var fields = fields[operand] else { return nil }
        if isSequence(operand) { fields.insert(.whole, at: sequenceAxis(operand)) }
        return fields
    }

    private func isSequence(_ operand: Int) -> Bool {
        (scan.carried..<(scan.carried + scan.scanned)).contains(operand)
    }

    private func sequenceAxis(_ operand: Int) -> Int { scan.axis.resolvedAxis(operands[operand].rank) }
}

extension [Int: [AxisField]] {
    /// Adds what is seen along another way.
    fileprivate mutating func add(_ input: Int, _ fields: [AxisField]) {
        self[input] = self[input].map { $0.union(fields) } ?? fields
    }
}
