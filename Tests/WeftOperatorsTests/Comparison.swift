import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors
import WeftTestSupport

/// Whether two tensors have the same type and shape and equal elements: integers exactly, reals within 10⁻⁶ of their
/// magnitude (at least 1); NaN equals NaN.
func agree(_ a: PlainTensor, _ b: PlainTensor, tolerance: Double = 1e-6) -> Bool {
    guard a.elementType == b.elementType, a.shape == b.shape, a.count == b.count else { return false }
    if case .integers(let left) = a.elements, case .integers(let right) = b.elements { return left == right }
    return zip(a.reals, b.reals).allSatisfy { left, right in
        left == right || (left.isNaN && right.isNaN)
            || (left - right).magnitude <= tolerance * max(1, right.magnitude)
    }
}

extension PlainTensor {
    /// The type with known sizes, and the contents as type rules follow them.
    var fact: Fact {
        let contents = elementType.isFloat || count > Fact.largestContents ? nil : integers.map { Dimension(Int($0)) }
        return Fact(elementType, shape.map { Dimension($0) }, contents: contents)
    }
}

extension Operator {
    /// Infers and evaluates with known sizes.
    func run(_ operands: [PlainTensor?], _ binding: [Symbol: Int] = [:]) throws(Diagnostic) -> [PlainTensor] {
        var inference = Inference(operands.map { $0?.fact })
        _ = try infer(&inference)
        return try evaluate(operands, Evaluation(binding: binding))
    }
}

extension Numbers {
    mutating func f32(_ shape: [Int]) -> PlainTensor {
        let count = shape.elementCount ?? 0
        return .f32((0..<count).map { _ in Double.random(in: -2...2, using: &self) }, shape)
    }
}
