/// Finds the name that was probably meant.
public enum Suggestion {
    /// The candidate nearest to a name by edit distance, if one is near enough to be a slip of the hand.
    ///
    /// Near means at most a third of the name's length, or one edit where that leaves something of the name; ties go to
    /// the first in order.
    public static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
        let wanted = Array(name.lowercased().unicodeScalars)
        guard !wanted.isEmpty, wanted.count <= 200 else { return nil }
        let limit = max(1, wanted.count / 3)
        var best: (distance: Int, name: String)?
        for candidate in candidates {
            let other = Array(candidate.lowercased().unicodeScalars)
            guard candidate != name, abs(other.count - wanted.count) <= limit else { continue }
            let distance = editDistance(wanted, other)
            guard distance <= limit, distance < wanted.count else { continue }
            if best.map({ distance < $0.distance || (distance == $0.distance && candidate < $0.name) }) ?? true {
                best = (distance, candidate)
            }
        }
        return best?.name
    }

    /// The number of insertions, deletions, substitutions and swaps of neighbours between two texts.
    private static func editDistance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...second.count)
        for (i, a) in first.enumerated() {
            var current = [i + 1]
            for (j, b) in second.enumerated() {
                var distance = min(previous[j] + (a == b ? 0 : 1), previous[j + 1] + 1, current[j] + 1)
                if i > 0, j > 0, a == second[j - 1], first[i - 1] == b {
                    distance = min(distance, beforePrevious[j - 1] + 1)
                }
                current.append(distance)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[second.count]
    }
}
