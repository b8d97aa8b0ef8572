import WeftGraph

/// Whether given sizes meet the conditions of a model, and the nearest that do.
struct SizeAnswer {
    /// How far the nearest sizes are looked for.
    private static let reach = 4096

    /// Names that are no sizes of the model.
    let unknown: [String]
    /// The conditions that do not hold.
    let broken: [Condition]
    /// For each size that was asked, the nearest smaller and larger ones that fit with the others as they are.
    let nearest: [(name: String, sizes: [Int])]

    var fits: Bool { unknown.isEmpty && broken.isEmpty }

    init(_ conditions: [Condition], free: [String], _ sizes: [String: Int]) {
        unknown = sizes.keys.filter { !free.contains($0) }.sorted()
        let binding = Dictionary(uniqueKeysWithValues: sizes.map { (Symbol($0.key), $0.value) })
        // A condition that also speaks of sizes that were not asked is left open.
        let decided = conditions.filter { $0.left.symbols.union($0.right.symbols).isSubset(of: binding.keys) }
        broken = decided.filter { $0.holds(binding) != true }
        guard !broken.isEmpty else {
            nearest = []
            return
        }
        nearest = sizes.keys.sorted().compactMap { name in
            let size = sizes[name] ?? 1
            func fits(_ candidate: Int) -> Bool {
                var changed = binding
                changed[Symbol(name)] = candidate
                return decided.allSatisfy { $0.holds(changed) == true }
            }
            let smaller = stride(from: size - 1, through: max(1, size - SizeAnswer.reach), by: -1).first(where: fits)
            let larger = (size...(size + SizeAnswer.reach)).first(where: fits)
            let found = [smaller, larger].compactMap { $0 }
            return found.isEmpty ? nil : (name, found)
        }
    }
}
