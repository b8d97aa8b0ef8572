extension Graph {
    /// How many terms are added up behind one another along the longest path: what the rounding errors of a run grow with.
    /// Every operator counts for one at least; a body counts as often as it may run.
    ///
    /// - Parameter sizes: sizes for the free symbols; what has no size with them counts for one.
    package func reductionLength(_ sizes: [Symbol: Int]) -> Int {
        var lengths = [Int](repeating: 0, count: values.count)
        var longest = 0
        for node in nodes {
            let before = node.inputs.compactMap { $0.map { lengths[$0.index] } }.max() ?? 0
            let length = before + node.reductionLength(in: self, sizes)
            for output in node.outputs { lengths[output.index] = length }
            longest = max(longest, length)
        }
        return longest
    }
}

extension Graph.Node {
    /// The terms of one element of the results.
    fileprivate func reductionLength(in graph: Graph, _ sizes: [Symbol: Int]) -> Int {
        let operands = inputs.map { $0.map { graph[$0].fact } }
        if let body = operation as? any OperatorWithBody {
            guard let bodies = body.bodiesInPlace(operands) else { return 0 }
            let steps = outputs.flatMap { graph.type($0).shape }.compactMap { $0.evaluated(sizes) }.max() ?? 1
            let lengths = bodies.map { inner in
                var placed = inner.graph
                placed.substitute(inner.sizes)
                return placed.reductionLength(sizes)
            }
            return (lengths.max() ?? 0) * steps
        }
        let results = outputs.map { graph[$0].fact }
        let work = operation.multiplyAccumulates(operands, results).evaluated(sizes) ?? 0
        let elements = max(results.first.flatMap { $0.type.elementCount.evaluated(sizes) } ?? 1, 1)
        let given = operands.compactMap { $0.flatMap { $0.type.elementCount.evaluated(sizes) } }.max() ?? 1
        return max(work / elements, given / elements, 1)
    }
}
