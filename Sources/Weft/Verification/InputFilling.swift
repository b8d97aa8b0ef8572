package import WeftTensors

/// How an input is filled of which only the shape was recorded: numbers that depend on their places alone, by a hash.
///
/// For element `i` of input `k`, in 32 bits: `u = (i + 7919 k) · 2654435761`, `u = (u ^ (u >> 15)) · 2246822519`,
/// `f = (u >> 8) / 2²⁴`.
package enum InputFilling: String, Sendable, CaseIterable {
    /// `2 f − 1`.
    case sym
    /// `f`.
    case unit
    /// `⌊256 f⌋`.
    case byte

    package func tensor(_ type: ElementType, shape: [Int], place: Int) -> Tensor? {
        guard let count = shape.elementCount else { return nil }
        func fraction(_ index: Int) -> Double {
            var bits = UInt32(truncatingIfNeeded: index + place * 7919) &* 2_654_435_761
            bits = (bits ^ (bits >> 15)) &* 2_246_822_519
            return Double(bits >> 8) * 0x1p-24
        }
        switch type.kind {
        case .bool:
            return PlainTensor(wrapping: (0..<count).map { fraction($0) < 0.5 ? 1 : 0 }, type, shape: shape).tensor
        case .integer:
            let integers = (0..<count).map { Int64(100 * fraction($0)) }
            return PlainTensor(wrapping: integers, type, shape: shape).tensor
        case .float:
            let reals = (0..<count).map { index in
                switch self {
                case .sym: 2 * fraction(index) - 1
                case .unit: fraction(index)
                case .byte: (256 * fraction(index)).rounded(.down)
                }
            }
            return PlainTensor(rounding: reals, type, shape: shape).tensor
        }
    }
}

/// How the records of many models are filled: those of some in ways of their own.
package struct InputFillings: Sendable {
    /// What all others are filled with.
    package var usual = InputFilling.sym
    private var rules: [(pattern: String, filling: InputFilling)] = []

    package init() {}

    /// Fills the records of models whose path has a component that is like a pattern, in which `*` stands for any
    /// characters. Of patterns that are like the same path the last counts.
    package mutating func fill(_ pattern: String, with filling: InputFilling) { rules.append((pattern, filling)) }

    /// What the records of a model are filled with; nil stands for one without a file.
    func filling(of path: String?) -> InputFilling {
        var names: [Substring] = (path ?? "").split(separator: "/")
        // A file counts with its ending and without.
        names += names.compactMap { name in name.lastIndex(of: ".").map { name[..<$0] } }
        return rules.last { rule in names.contains { InputFillings.isLike(rule.pattern, $0) } }?.filling ?? usual
    }

    /// Whether a text is like a pattern: what stands between its stars is found one after the other.
    private static func isLike(_ pattern: String, _ text: Substring) -> Bool {
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard parts.count > 1, let first = parts.first, let last = parts.last else { return text == pattern }
        guard text.hasPrefix(first), text.count >= first.count + last.count, text.hasSuffix(last) else { return false }
        var rest = text.dropFirst(first.count).dropLast(last.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return true
    }
}
