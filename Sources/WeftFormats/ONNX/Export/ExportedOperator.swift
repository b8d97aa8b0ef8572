import WeftDiagnostics
import WeftGraph

/// An operator that has nodes in ONNX.
protocol ExportedOperator: Operator {
    /// Adds the nodes that compute the operator, and gives the names of the results.
    ///
    /// - Throws: `cannot-export` where there are none for these attributes.
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String]
}

/// The operands of an operator that is exported.
struct ExportedCall {
    /// The names of the operands; empty for one that is absent.
    let operands: [String]
    let facts: [Fact?]
    let results: [Fact]

    /// The name of the first operand.
    var x: String { operands[0] }

    /// An operand's name, empty where it is absent.
    func operand(_ index: Int) -> String { index < operands.count ? operands[index] : "" }

    func has(_ index: Int) -> Bool { !operand(index).isEmpty }

    /// What is known of an operand that is there.
    func fact(_ index: Int = 0) throws(Diagnostic) -> Fact {
        guard index < facts.count, let fact = facts[index] else {
            throw Diagnostic("missing-operand", "operand \(index + 1) is missing")
        }
        return fact
    }
}
