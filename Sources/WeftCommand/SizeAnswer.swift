import WeftGraph

/// Whether given sizes meet the conditions of a model, and the nearest that do. A range stands for each of its sizes.
struct SizeAnswer {
    /// How far the nearest sizes are looked for.
    private static let reach = 4096
    /// How many combinations of sizes are tried.
    static let mostCombinations = 1 << 20

    /// A condition that does not hold for some of the sizes asked.
    struct Broken {
        let condition: Condition
        /// For how many of the combinations asked.
        let count: Int
    }

    /// Names that are no sizes of the model.
    let unknown: [String]
    /// How many combinations of sizes were asked; nil when they are too many.
    let asked: Int?
    /// How many of them fit.
    let fitting: Int
    /// The conditions that do not hold for some of them.
    let broken: [Broken]
    /// For each range, its sizes that fit with at least one choice of the others.
    let fits: [(name: String, sizes: [Int])]
    /// For one combination that does not fit, the nearest smaller and larger sizes that fit with the others as they are.
    let nearest: [(name: String, sizes: [Int])]

    init(_ conditions: [Condition], free: [String], _ question: [String: ClosedRange<Int>]) {
        unknown = question.keys.filter { !free.contains($0) }.sorted()
        let names = free.filter { question[$0] != nil }
        let ranges = names.compactMap { question[$0] }
        asked = ranges.reduce(1 as Int?) { product, range in
            product.flatMap { product in
                let (next, overflow) = product.multipliedReportingOverflow(by: range.count)
                return overflow || next > SizeAnswer.mostCombinations ? nil : next
            }
        }
        let symbols = names.map { Symbol($0) }
        // A condition that also speaks of sizes that were not asked is left open.
        let decided = conditions.filter { $0.left.symbols.union($0.right.symbols).isSubset(of: symbols) }
        var fitting = 0
        var failures = [Int](repeating: 0, count: decided.count)
        var members = [Set<Int>](repeating: [], count: names.count)
        for number in 0..<(asked ?? 0) {
            let sizes = SizeAnswer.combination(number, of: ranges)
            let binding = Dictionary(uniqueKeysWithValues: zip(symbols, sizes))
            var holds = true
            for (index, condition) in decided.enumerated() where condition.holds(binding) != true {
                failures[index] += 1
                holds = false
            }
            guard holds else { continue }
            fitting += 1
            for (index, size) in sizes.enumerated() { members[index].insert(size) }
        }
        self.fitting = fitting
        broken = zip(decided, failures).filter { $0.1 > 0 }.map { Broken(condition: $0, count: $1) }
        fits = zip(names, members).filter { (question[$0.0]?.count ?? 1) > 1 }.map { ($0, $1.sorted()) }
        nearest = asked == 1 && fitting == 0 ? SizeAnswer.nearest(decided, symbols, ranges.map(\.lowerBound)) : []
    }

    private static func combination(_ number: Int, of ranges: [ClosedRange<Int>]) -> [Int] {
        var rest = number
        return ranges.map { range in
            defer { rest /= range.count }
            return range.lowerBound + rest % range.count
        }
    }

    private static func nearest(
        _ conditions: [Condition], _ symbols: [Symbol], _ sizes: [Int]
    ) -> [(name: String, sizes: [Int])] {
        symbols.indices.compactMap { index in
            let size = sizes[index]
            func fits(_ candidate: Int) -> Bool {
                var changed = Dictionary(uniqueKeysWithValues: zip(symbols, sizes))
                changed[symbols[index]] = candidate
                // What the others break is not this one's doing.
                return conditions.allSatisfy {
                    $0.holds(changed) == true || !$0.left.symbols.union($0.right.symbols).contains(symbols[index])
                }
            }
            guard !fits(size) else { return nil }
            let smaller = stride(from: size - 1, through: max(1, size - reach), by: -1).first(where: fits)
            let larger = (size...(size + reach)).first(where: fits)
            let found = [smaller, larger].compactMap { $0 }
            return found.isEmpty ? nil : (symbols[index].name, found)
        }
    }
}

/// Sizes as a text: `75...512`, `32, 64, …, 512`.
enum SizeRuns {
    /// Sorted sizes with runs of equal steps drawn together.
    static func text(_ sizes: [Int]) -> String {
        var parts: [String] = []
        var index = 0
        while index < sizes.count {
            var end = index
            let step = index + 1 < sizes.count ? sizes[index + 1] - sizes[index] : 0
            while end + 1 < sizes.count, sizes[end + 1] - sizes[end] == step { end += 1 }
            let count = end - index + 1
            if count >= 3, step == 1 {
                parts.append("\(sizes[index])...\(sizes[end])")
            } else if count >= 4 {
                parts.append("\(sizes[index]), \(sizes[index + 1]), …, \(sizes[end])")
            } else {
                end = index
                parts.append("\(sizes[index])")
            }
            index = end + 1
        }
        return parts.isEmpty ? "none" : parts.joined(separator: ", ")
    }
}
