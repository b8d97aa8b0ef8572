package import WeftGraph
import WeftInspection

/// How close a number must be to another: `|a − b| ≤ atol + rtol · |b|`, or a share of the largest magnitude.
package struct Tolerance: Sendable {
    package var absolute: Double
    package var relative: Double
    /// A share of the largest magnitude of the output, for results of long sums.
    package var ofLargest: Double
    /// How it comes about, for people.
    package let explanation: String

    package init(absolute: Double, relative: Double, ofLargest: Double = 0, explanation: String) {
        self.absolute = absolute
        self.relative = relative
        self.ofLargest = ofLargest
        self.explanation = explanation
    }

    /// That of ONNX's recorded tests.
    package static let recorded = Tolerance(
        absolute: 1e-5, relative: 1e-3, explanation: "rtol 1e-3, atol 1e-5, as ONNX's recorded tests")

    /// What rounding may do to sums: `c · ε · √K` of the largest magnitude, where K terms are summed along the longest
    /// path.
    package static func ofSums(_ graph: Graph, _ binding: [Symbol: Int], _ epsilon: Double = 0x1p-23) -> Tolerance {
        let terms = max(graph.longestSum(binding), 1)
        let factor = 16.0
        let share = factor * epsilon * Double(terms).squareRoot()
        return Tolerance(
            absolute: 0, relative: 0, ofLargest: share,
            explanation: "\(factor) · ε · √K · max|b| with ε = 2^-23 and K = \(terms) terms along the longest path")
    }
}
