package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Inference {
    /// The shape that operands meet in: NumPy's rule, where only a size known to be 1 stretches.
    package mutating func broadcast(_ operands: [(name: String, fact: Fact)]) throws(Diagnostic) -> [Dimension] {
        guard var result = operands.first?.fact.shape else { return [] }
        for (name, fact) in operands.dropFirst() {
            let (longer, shorter) = result.count >= fact.rank ? (result, fact.shape) : (fact.shape, result)
            let missing = longer.count - shorter.count
            result = longer
            for (index, size) in shorter.enumerated() {
                let axis = index + missing
                result[axis] = try broadcast(longer[axis], size) {
                    Inference.mismatch(axis - longer.count, longer[axis], size, name, operands)
                }
            }
        }
        return result
    }

    private mutating func broadcast(
        _ a: Dimension, _ b: Dimension, otherwise: () -> Diagnostic
    ) throws(Diagnostic) -> Dimension {
        if a == b || b.value == 1 { return a }
        if a.value == 1 { return b }
        try require(a, equals: b, "sizes that are broadcast must be equal", otherwise: otherwise)
        return a.value == nil ? b : a
    }

    private static func mismatch(
        _ axis: Int, _ a: Dimension, _ b: Dimension, _ name: String, _ operands: [(name: String, fact: Fact)]
    ) -> Diagnostic {
        Diagnostic(
            "broadcast-mismatch",
            "the shapes cannot be broadcast together: along axis \(axis) the sizes are \(a) and \(b)",
            labels: operands.map { $0.fact.label($0.name) },
            help: "sizes are compared from the last axis; they must be equal, or one of them 1")
    }
}

/// The known shape that known shapes are broadcast to; they are known to fit.
package func broadcastShape(_ shapes: [[Int]]) -> [Int] {
    let rank = shapes.map(\.count).max() ?? 0
    var result = [Int](repeating: 1, count: rank)
    for shape in shapes {
        for (index, size) in shape.enumerated() where size != 1 { result[rank - shape.count + index] = size }
    }
    return result
}

extension PlainTensor {
    /// The tensor stretched to a shape that it broadcasts to.
    package func broadcast(to shape: [Int]) -> PlainTensor {
        shape == self.shape ? self : viewed(StridedView(broadcasting: self.shape, to: shape))
    }
}

extension Fact {
    /// The known contents stretched to a known shape; nil when either is not known.
    package func contents(broadcastTo shape: [Dimension]) -> [Dimension]? {
        guard let contents, let own = knownSizes, let target = Fact(elementType, shape).knownSizes,
            let count = target.elementCount, count <= Fact.largestContents, own.elementCount == contents.count
        else { return nil }
        return StridedView(broadcasting: own, to: target).elements(of: contents)
    }
}
