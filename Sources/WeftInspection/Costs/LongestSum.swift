package import WeftGraph

extension Graph {
    /// How many terms are summed along the path with the most: what errors of rounding grow with.
    package func longestSum(_ binding: [Symbol: Int]) -> Int {
        var lengths = [Int](repeating: 0, count: values.count)
        var longest = 0
        for node in nodes {
            let before = node.inputs.compactMap { $0.map { lengths[$0.index] } }.max() ?? 0
            let (sum, overflow) = before.addingReportingOverflow(node.terms(self, binding))
            let total = overflow ? Int.max : sum
            for output in node.outputs { lengths[output.index] = total }
            longest = max(longest, total)
        }
        return longest
    }
}

extension Graph.Node {
    /// How many terms an element of the result is a sum of; of a body, those of all steps.
    fileprivate func terms(_ graph: Graph, _ binding: [Symbol: Int]) -> Int {
        let facts = inputs.map { $0.map { graph[$0].fact } }
        if let body = operation as? any OperatorWithBody {
            guard let inner = body.bodyInPlace(facts) else { return 1 }
            var placed = inner.graph
            placed.substitute(inner.sizes)
            let steps = outputs.flatMap { graph.type($0).shape }.compactMap { $0.evaluated(binding) }.max() ?? 1
            return placed.longestSum(binding).multipliedReportingOverflow(by: max(steps, 1)).partialValue
        }
        func count(_ type: TensorType) -> Int { type.elementCount.evaluated(binding) ?? 1 }
        let work = operation.multiplyAccumulates(facts, outputs.map { graph[$0].fact }).evaluated(binding) ?? 0
        let elements = max(outputs.first.map { count(graph.type($0)) } ?? 1, 1)
        let given = facts.compactMap { $0.map { count($0.type) } }.max() ?? 1
        return max(work / elements, given / elements, 1)
    }
}
