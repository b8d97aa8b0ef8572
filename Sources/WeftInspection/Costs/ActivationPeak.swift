import WeftDiagnostics
package import WeftGraph

/// The most memory that the values of a run take at one time, in bytes, as a formula in the free sizes.
///
/// `ActivationWalk` says what counts and how long. Which point of a run needs most may depend on the sizes: then it is the
/// largest of the few formulas that no other is proved to cover.
package struct ActivationPeak: Sendable {
    /// The formulas of which the peak is the largest, first the one that is it for large sizes; nil when the graph is too
    /// large to be followed.
    package let formulas: [ProductSum]?

    /// How many formulas are written out; of more, none are.
    package static let mostFormulas = 16

    package init(_ graph: Graph) {
        let known = Assumptions((graph.conditions + graph.validity).map(\.promised))
        formulas = ActivationWalk.points(graph).map { LargestSums($0, known).all }
    }

    private init(_ formulas: [ProductSum]?) {
        self.formulas = formulas
    }

    /// The peak where some sizes are known.
    package func substituting(_ sizes: [Symbol: Dimension]) -> ActivationPeak {
        if sizes.isEmpty { return self }
        return ActivationPeak(formulas.map { LargestSums($0.map { $0.substituting(sizes) }, Assumptions()).all })
    }

    /// The number of bytes, where no size is free.
    package var value: Int? {
        guard let formulas, formulas.count == 1 else { return nil }
        return formulas[0].value
    }

    /// The formula: a sum, or `max(…)`; nil when it is too long or too large.
    package var formula: String? {
        guard let formulas, let first = formulas.first, formulas.count <= ActivationPeak.mostFormulas,
            !formulas.contains(where: \.isOverflow)
        else { return nil }
        return formulas.count == 1 ? first.description : "max(\(formulas.map(\.description).joined(separator: ", ")))"
    }

    /// The formula for people: a number with its MiB, and of many formulas the one for large sizes.
    package var text: String {
        if let value { return "\(value.grouped) bytes (\(value.mebibytes) MiB)" }
        guard let formulas, let first = formulas.first, !first.isOverflow else { return "too large to say" }
        if formulas.count == 1 { return "\(first) bytes" }
        let others = formulas.count - 1
        return "\(first) bytes for large inputs (else one of \(others) more; --size gives the number)"
    }
}

extension Condition {
    /// The same as a promise: what holds for all sizes that are valid at all.
    fileprivate var promised: Condition { Condition(left, relation, right, isPromise: true, reason: reason, at: range) }
}

extension Int {
    /// The number in units of 2²⁰, with two digits behind the point.
    package var mebibytes: String {
        let hundredths = (Double(self) / 1_048_576 * 100).rounded()
        guard hundredths < 1e15 else { return "\((hundredths / 100).rounded())" }
        let whole = Int(hundredths)
        let rest = whole % 100
        return "\((whole / 100).grouped).\(rest < 10 ? "0" : "")\(rest)"
    }
}
