package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

/// An operator that applies one function to each element of a tensor of floats.
package protocol UnaryFormula: Operator {
    func value(_ x: Double) -> Double
    /// Refuses attributes without meaning.
    func checkAttributes() throws(Diagnostic)
}

extension UnaryFormula {
    package func checkAttributes() throws(Diagnostic) {}

    package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
        try checkAttributes()
        return [Fact(try inference.operand(0, "x", .float).type)]
    }

    package func evaluate(_ operands: [PlainTensor?], _ evaluation: Evaluation) throws(Diagnostic) -> [PlainTensor] {
        [reals(try operands.operand(0))]
    }

    fileprivate func reals(_ x: PlainTensor) -> PlainTensor {
        PlainTensor(rounding: x.reals.map { value($0) }, x.elementType, shape: x.shape)
    }
}

/// An operator that applies one function to each element of a tensor of numbers, floats or integers.
package protocol UnaryNumberFormula: UnaryFormula {
    /// The value for an integer, which is wrapped to the type; a `u64` is a bit pattern.
    func value(_ x: Int64, _ type: ElementType) -> Int64
    /// The value for a size that is followed; nil when it is not an expression.
    func value(_ x: Dimension, _ assumptions: Assumptions) -> Dimension?
    /// Refuses an element type that the attributes do not suit.
    func checkElementType(_ type: ElementType) throws(Diagnostic)
}

extension UnaryNumberFormula {
    package func checkElementType(_ type: ElementType) throws(Diagnostic) {}

    package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
        try checkAttributes()
        let x = try inference.operand(0, "x", .number)
        try checkElementType(x.elementType)
        let contents = x.contents?.compactMap { value($0, inference.assumptions) }
        return [Fact(following: contents?.count == x.contents?.count ? contents : nil, x.elementType, x.shape)]
    }

    package func evaluate(_ operands: [PlainTensor?], _ evaluation: Evaluation) throws(Diagnostic) -> [PlainTensor] {
        let x = try operands.operand(0)
        guard case .integers(let values) = x.elements else { return [reals(x)] }
        let type = x.elementType
        return [PlainTensor(wrapping: values.map { value($0, type) }, type, shape: x.shape)]
    }
}

extension Signature {
    /// The signature of an operator that takes and gives one tensor, element by element.
    package static func unary(_ name: String) -> Signature {
        Signature(name, [.required("x")], traits: [.elementwise])
    }

    /// The signature of an operator that takes two tensors that meet by broadcasting.
    package static func binary(_ name: String, commutative: Bool = false) -> Signature {
        Signature(
            name, [.required("a"), .required("b")], traits: commutative ? [.elementwise, .commutative] : [.elementwise])
    }
}
