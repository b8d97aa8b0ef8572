import Testing
package import WeftGraph
package import WeftTensors

/// How far two results of a model are apart, as a share of the largest magnitude.
package struct Agreement {
    /// The largest difference over all outputs, as a share of the largest magnitude of the output.
    package private(set) var worst = 0.0
    /// The output with the largest difference.
    package private(set) var place = ""

    package init(_ found: [String: Tensor], _ wanted: [String: Tensor]) throws {
        #expect(Set(found.keys) == Set(wanted.keys))
        for (name, tensor) in wanted {
            let (a, b) = (PlainTensor(try #require(found[name])), PlainTensor(tensor))
            #expect(a.elementType == b.elementType && a.shape == b.shape, "\(name): \(a.shape) is not \(b.shape)")
            guard a.shape == b.shape else { continue }
            let largest = max(b.reals.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0, .leastNormalMagnitude)
            for (x, y) in zip(a.reals, b.reals) where !(x == y || x.isNaN && y.isNaN) {
                let difference = x.isFinite && y.isFinite ? (x - y).magnitude / largest : .infinity
                if difference > worst { (worst, place) = (difference, name) }
            }
        }
    }

    /// The tolerance `c · ε · √K` for a graph: K is the sum of the reduction lengths along its longest path.
    package static func tolerance(of graph: Graph, _ binding: [Symbol: Int], c: Double = 16) -> Double {
        c * 0x1p-23 * Double(max(graph.reductionLength(binding), 1)).squareRoot()
    }
}
