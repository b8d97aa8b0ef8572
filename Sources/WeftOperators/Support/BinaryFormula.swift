package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

/// An operator that applies one function to pairs of elements, which meet by broadcasting.
package protocol BinaryFormula: Operator {
    /// What the operands may hold; both hold the same type, and so does the result.
    static var accepts: ElementClass { get }
    func value(_ a: Double, _ b: Double) -> Double
    /// The value for integers, which is wrapped to the type; a `u64` is a bit pattern.
    func value(_ a: Int64, _ b: Int64, _ type: ElementType) -> Int64
    /// The value for sizes that are followed; nil when it is not an expression.
    func value(_ a: Dimension, _ b: Dimension, _ assumptions: Assumptions) -> Dimension?
    /// Refuses integers for which there is no value.
    func check(_ a: [Int64], _ b: [Int64], _ type: ElementType) throws(Diagnostic)
}

extension BinaryFormula {
    package static var accepts: ElementClass { .number }
    package func check(_ a: [Int64], _ b: [Int64], _ type: ElementType) throws(Diagnostic) {}

    package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
        let (a, b, shape) = try inference.pair(Self.accepts)
        let assumptions = inference.assumptions
        let contents = pairedContents(a, b, shape) { value($0, $1, assumptions) }
        return [Fact(following: contents, a.elementType, shape)]
    }

    package func evaluate(_ operands: [PlainTensor?], _ evaluation: Evaluation) throws(Diagnostic) -> [PlainTensor] {
        let (a, b) = try operands.broadcastPair()
        let type = a.elementType
        if case .integers(let left) = a.elements, case .integers(let right) = b.elements {
            try check(left, right, type)
            return [PlainTensor(wrapping: paired(left, right) { value($0, $1, type) }, type, shape: a.shape)]
        }
        return [PlainTensor(rounding: paired(a.reals, b.reals) { value($0, $1) }, type, shape: a.shape)]
    }
}

/// An operator that compares pairs of elements, which meet by broadcasting.
package protocol ComparisonFormula: Operator {
    static var accepts: ElementClass { get }
    func value(_ a: Double, _ b: Double) -> Bool
    /// The value for integers, ordered as their type orders them.
    func value(_ a: Int64, _ b: Int64) -> Bool
    /// What can be proved of sizes that are followed.
    func verdict(_ a: Dimension, _ b: Dimension, _ assumptions: Assumptions) -> Assumptions.Verdict
}

extension ComparisonFormula {
    package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
        let (a, b, shape) = try inference.pair(Self.accepts)
        let assumptions = inference.assumptions
        let contents = pairedContents(a, b, shape) { left, right -> Dimension? in
            switch verdict(left, right, assumptions) {
            case .proved: 1
            case .refuted: 0
            case .undecided: nil
            }
        }
        return [Fact(following: contents, .bool, shape)]
    }

    package func evaluate(_ operands: [PlainTensor?], _ evaluation: Evaluation) throws(Diagnostic) -> [PlainTensor] {
        let (a, b) = try operands.broadcastPair()
        let truths: [Int64]
        if case .integers(let left) = a.elements, case .integers(let right) = b.elements {
            let bias = a.elementType.orderBias
            truths = paired(left, right) { value($0 ^ bias, $1 ^ bias) ? 1 : 0 }
        } else {
            truths = paired(a.reals, b.reals) { value($0, $1) ? 1 : 0 }
        }
        return [PlainTensor(wrapping: truths, .bool, shape: a.shape)]
    }
}

extension ElementType {
    /// What an integer is combined with by exclusive or, so that signed comparison orders it as its type does.
    package var orderBias: Int64 { self == .u64 ? .min : 0 }
}

extension Inference {
    /// Two operands of the same element type, and the shape that they meet in.
    fileprivate mutating func pair(_ kind: ElementClass) throws(Diagnostic) -> (Fact, Fact, [Dimension]) {
        let a = try operand(0, "a", kind)
        let b = try operand(1, "b", kind)
        try b.requireSameElementType(as: a, "b", "a")
        return (a, b, try broadcast([("a", a), ("b", b)]))
    }
}

extension [PlainTensor?] {
    fileprivate func broadcastPair() throws(Diagnostic) -> (PlainTensor, PlainTensor) {
        let (a, b) = (try operand(0), try operand(1))
        let shape = broadcastShape([a.shape, b.shape])
        return (a.broadcast(to: shape), b.broadcast(to: shape))
    }
}

/// A function of the elements of two lists of the same length.
@inline(__always)
private func paired<Element, Result>(
    _ a: [Element], _ b: [Element], _ formula: (Element, Element) -> Result
) -> [Result] {
    precondition(a.count == b.count)
    return a.indices.map { formula(a[$0], b[$0]) }
}

/// A function of the known contents of two operands; nil unless all values are known.
private func pairedContents(
    _ a: Fact, _ b: Fact, _ shape: [Dimension], _ formula: (Dimension, Dimension) -> Dimension?
) -> [Dimension]? {
    guard let left = a.contents(broadcastTo: shape), let right = b.contents(broadcastTo: shape) else { return nil }
    var result: [Dimension] = []
    for (x, y) in zip(left, right) {
        guard let value = formula(x, y) else { return nil }
        result.append(value)
    }
    return result
}
