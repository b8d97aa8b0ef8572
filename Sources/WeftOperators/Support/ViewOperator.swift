package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

/// An operator whose result is elements of its one operand, in another order or under another shape.
package protocol ViewOperator: Operator {
    /// The shape of the result, with all validation.
    func shape(_ x: Fact, _ inference: inout Inference) throws(Diagnostic) -> [Dimension]
    /// How the result is read from an operand of known sizes.
    func view(_ sizes: [Int], _ evaluation: Evaluation) throws(Diagnostic) -> StridedView
}

extension ViewOperator {
    package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
        let x = try inference.operand(0, "x", .any)
        let shape = try shape(x, &inference)
        return [Fact(x.elementType, shape, contents: x.contents(through: self, to: shape))]
    }

    package func evaluate(_ operands: [PlainTensor?], _ evaluation: Evaluation) throws(Diagnostic) -> [PlainTensor] {
        let x = try operands.operand(0)
        let view = try view(x.shape, evaluation)
        _ = try view.result.counted()
        return [x.viewed(view)]
    }
}

extension Fact {
    /// The known contents as a view shows them; nil when they, or the sizes, are not known.
    fileprivate func contents(through operation: some ViewOperator, to shape: [Dimension]) -> [Dimension]? {
        guard let contents, let sizes = knownSizes, sizes.elementCount == contents.count,
            let count = Fact(elementType, shape).knownSizes?.elementCount, count <= Fact.largestContents,
            let view = try? operation.view(sizes, Evaluation())
        else { return nil }
        return view.elements(of: contents)
    }
}

extension Signature {
    /// The signature of an operator that only moves the elements of one tensor; whether it keeps their order.
    package static func view(_ name: String, keepsOrder: Bool = false) -> Signature {
        Signature(name, [.required("x")], traits: keepsOrder ? [.movesDataOnly, .sharesMemory] : [.movesDataOnly])
    }
}
