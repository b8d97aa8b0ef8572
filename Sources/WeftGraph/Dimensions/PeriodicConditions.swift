/// Conditions on one size, each decided for every value by finitely many: an expression of sums and divisions by
/// constants repeats after a period but for a constant step.
struct PeriodicConditions {
    /// How far sizes are tried, period and all, before the answer is *not decided*.
    static let reach = 1_000_000

    /// One condition: the difference of its sides at 1, 2 … period, and what each grows by from period to period.
    private struct Part {
        let relation: Condition.Relation
        let values: [Int]
        let growth: Int

        func holds(_ size: Int) -> Bool {
            let (round, place) = (size - 1).quotientAndRemainder(dividingBy: values.count)
            let (grown, overflow) = growth.multipliedReportingOverflow(by: round)
            let (value, overflowed) = values[place].addingReportingOverflow(grown)
            if overflow || overflowed { return relation == .atLeast && growth > 0 }
            return relation == .equal ? value == 0 : value >= 0
        }

        /// A size from which on the answer hangs on the place in the period alone; nil when it is out of reach.
        var settled: Int? {
            guard growth != 0 else { return 1 }
            var last = 1
            for (place, value) in values.enumerated() {
                let rounds = value.magnitude / growth.magnitude + 1
                guard (value < 0) == (growth > 0) || value == 0 else { continue }
                guard rounds < PeriodicConditions.reach / values.count else { return nil }
                last = max(last, 1 + place + (Int(rounds) + 1) * values.count)
            }
            return last
        }
    }

    private var parts: [Part] = []
    private var period = 1
    private var settled = 1

    /// Nil when a condition is not of the form, or the common period is out of reach.
    init?(_ conditions: [Condition]) {
        let nothing = Assumptions()
        var tried = 0
        var seen: Set<Condition.Key> = []
        for condition in conditions where seen.insert(condition.key).inserted {
            let difference = condition.left - condition.right
            guard let periodic = nothing.periodic(difference, longest: PeriodicConditions.reach / 8) else { return nil }
            tried += periodic.values.count
            guard tried <= PeriodicConditions.reach else { return nil }
            let part = Part(relation: condition.relation, values: periodic.values, growth: periodic.growth)
            guard let settled = part.settled else { return nil }
            let multiple = period / greatestCommonDivisor(period, periodic.values.count)
            let (common, overflow) = multiple.multipliedReportingOverflow(by: periodic.values.count)
            guard !overflow, common + max(settled, self.settled) <= PeriodicConditions.reach else { return nil }
            period = common
            self.settled = max(self.settled, settled)
            parts.append(part)
        }
        guard (settled + 2 * period) <= 16 * PeriodicConditions.reach / max(parts.count, 1) else { return nil }
    }

    func hold(_ size: Int) -> Bool { parts.allSatisfy { $0.holds(size) } }

    /// Sizes from 1 on that show all there is: what lies beyond repeats the last two periods.
    var repeating: ClosedRange<Int> { 1...(settled + 2 * period) }

    /// The sizes that meet all conditions.
    var solution: SizeSet {
        let members = repeating.filter(hold)
        let tail = members.drop { $0 < settled }.prefix { $0 < settled + period }.map { $0 }
        guard let first = tail.first else { return SizeSet(sporadic: members, from: nil, step: 1) }
        // The steps between members repeat with the period; one step only is a plain progression.
        let next = tail.count > 1 ? tail[1] : first + period
        let step = next - first
        let isProgression =
            period % step == 0 && tail.count == period / step
            && zip(tail, tail.dropFirst()).allSatisfy { $1 - $0 == step }
        guard isProgression else { return SizeSet(sporadic: members, from: nil, step: 0) }
        var start = first
        while start > step, hold(start - step) { start -= step }
        let sporadic = members.filter { $0 < start || ($0 - start) % step != 0 }
        return SizeSet(sporadic: sporadic, from: start, step: step)
    }
}

/// Sizes that meet conditions: a progression, and single ones beside it.
struct SizeSet {
    /// Members outside the progression.
    let sporadic: [Int]
    /// Where the progression begins; nil when there is none.
    let from: Int?
    /// What it grows by; 0 when the members beyond all bounds are no single progression.
    let step: Int

    var isEmpty: Bool { from == nil && step == 1 && sporadic.isEmpty }

    /// Conditions that say the same in their shortest form; nil when there is none.
    func conditions(on symbol: Symbol) -> [(left: Dimension, relation: Condition.Relation, right: Dimension)]? {
        let size = Dimension(symbol)
        guard let from else {
            guard step != 0, let low = sporadic.first, let high = sporadic.last, high - low + 1 == sporadic.count else {
                return nil
            }
            if low == high { return [(size, .equal, Dimension(low))] }
            let above: [(Dimension, Condition.Relation, Dimension)] = low > 1 ? [(size, .atLeast, Dimension(low))] : []
            return above + [(Dimension(high), .atLeast, size)]
        }
        guard sporadic.isEmpty else { return nil }
        let remainder = from % step
        var result: [(Dimension, Condition.Relation, Dimension)] = []
        if step > 1 { result.append((size.remainder(by: Dimension(step)), .equal, Dimension(remainder))) }
        if from > (remainder == 0 ? step : remainder) { result.append((size, .atLeast, Dimension(from))) }
        return result
    }
}
