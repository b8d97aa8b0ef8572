package import WeftGraph
package import WeftTensors

/// Whether two tensors have the same type and shape and equal elements: integers exactly, reals within 10⁻⁶ of their
/// magnitude (at least 1); NaN equals NaN.
package func agree(_ a: PlainTensor, _ b: PlainTensor, tolerance: Double = 1e-6) -> Bool {
    guard a.elementType == b.elementType, a.shape == b.shape, a.count == b.count else { return false }
    if case .integers(let left) = a.elements, case .integers(let right) = b.elements { return left == right }
    return zip(a.reals, b.reals).allSatisfy { left, right in
        left == right || (left.isNaN && right.isNaN)
            || (left - right).magnitude <= tolerance * max(1, right.magnitude)
    }
}

extension PlainTensor {
    /// The type with known sizes, and the contents as type rules follow them.
    package var fact: Fact {
        let contents = elementType.isFloat || count > Fact.largestContents ? nil : integers.map { Dimension(Int($0)) }
        return Fact(elementType, shape.map { Dimension($0) }, contents: contents)
    }
}
