package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

/// An operator that drops something at random in training and is the identity in inference.
package protocol RandomDrop: Operator {
    /// The probability of being dropped.
    var p: Double { get }
}

extension RandomDrop {
    package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
        guard p >= 0, p <= 1 else {
            throw Diagnostic("bad-attribute", "p is a probability, from 0 to 1, and \(p) is not")
        }
        return [Fact(try inference.operand(0, "x", .float).type)]
    }

    package func evaluate(
        _ operands: [PlainTensor?], _ evaluation: Evaluation
    ) throws(Diagnostic) -> [PlainTensor] {
        [try operands.operand(0)]
    }
}
