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

extension Graph {
    /// The sum of the reduction lengths along the longest path; of a body, times the steps.
    fileprivate func reductionLength(_ binding: [Symbol: Int]) -> Int {
        var lengths = [Int](repeating: 0, count: values.count)
        var longest = 0
        for node in nodes {
            let before = node.inputs.compactMap { $0.map { lengths[$0.index] } }.max() ?? 0
            let own = node.reductionLength(self, binding)
            for output in node.outputs { lengths[output.index] = before + own }
            longest = max(longest, before + own)
        }
        return longest
    }
}

extension Graph.Node {
    fileprivate func reductionLength(_ graph: Graph, _ binding: [Symbol: Int]) -> Int {
        if let body = operation as? any OperatorWithBody {
            guard let bodies = body.bodiesInPlace(inputs.map { $0.map { graph[$0].fact } }) else { return 0 }
            let steps = outputs.flatMap { graph.type($0).shape }.compactMap { $0.evaluated(binding) }.max() ?? 1
            let lengths = bodies.map { inner in
                var placed = inner.graph
                placed.substitute(inner.sizes)
                return placed.reductionLength(binding)
            }
            return (lengths.max() ?? 0) * steps
        }
        // Work for each element of the result: how many terms it is a sum of.
        let work = operation.multiplyAccumulates(
            inputs.map { $0.map { graph[$0].fact } }, outputs.map { graph[$0].fact })
        let elements = outputs.first.flatMap { graph.type($0).elementCount.evaluated(binding) } ?? 1
        let given = inputs.compactMap { $0.flatMap { graph.type($0).elementCount.evaluated(binding) } }.max() ?? 1
        return max(
            (work.evaluated(binding) ?? 0) / max(elements, 1), given / max(elements, 1) > 1 ? given / elements : 1)
    }
}
