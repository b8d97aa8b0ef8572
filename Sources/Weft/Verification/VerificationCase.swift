package import WeftDiagnostics
package import WeftGraph
import WeftTensors

/// What came of one comparison.
package struct VerificationCase: Sendable {
    package enum Status: String, Sendable, CaseIterable {
        case passed, failed, skipped
        /// The model needs an operator or a type that is not known.
        case unsupported

        /// Whether nothing is wrong.
        package var isRight: Bool { self == .passed || self == .skipped }
    }

    package let name: String
    package let status: Status
    /// Why it did not pass; a remark on how it did.
    package var reason: String?
    package var outputs: [OutputComparison] = []
    /// What two models were given.
    package var inputs: [GivenInput] = []
    /// The operators of the model, as its format names them.
    package var operators: [String] = []
    /// What is to be said besides.
    package var notes: [Diagnostic] = []
    /// The first layer that differs, of two models.
    package var firstDifference: OutputComparison?

    package init(_ name: String, _ status: Status, _ reason: String? = nil) {
        self.name = name
        self.status = status
        self.reason = reason
    }

    /// A case that an error ended.
    package init(_ name: String, _ error: Diagnostic) {
        let isUnknown = ["onnx-unsupported", "onnx-needs-values", "unknown-operator"].contains(error.code)
        self.init(name, isUnknown ? .unsupported : .failed, VerificationCase.text(error))
    }

    /// A case by how its outputs compare.
    init(_ name: String, _ outputs: [OutputComparison]) {
        let wrong = outputs.first { !$0.passes }
        self.init(name, wrong == nil ? .passed : .failed, wrong.map { "\($0.name): \($0.reason ?? "")" })
        self.outputs = outputs
    }

    static func text(_ error: Diagnostic) -> String {
        let place = error.place.map { "\($0): " } ?? ""
        let labels = error.labels.isEmpty ? "" : " (\(error.labels.joined(separator: "; ")))"
        return "\(place)\(error.message)\(labels) [\(error.code)]"
    }
}

/// What an input was given: made-up numbers, of which the edges say what they try.
package struct GivenInput: Sendable {
    package let name: String
    package let type: TensorType
    /// The least number and the greatest; nil where there are none.
    package let edges: (least: Double, greatest: Double)?

    init(_ name: String, _ tensor: Tensor) {
        self.name = name
        type = TensorType(tensor.elementType, tensor.shape.map { Dimension($0) })
        let reals = PlainTensor(tensor).reals
        edges = reals.min().flatMap { least in reals.max().map { (least, $0) } }
    }
}

/// What came of all.
package struct VerificationResult: Sendable {
    package var cases: [VerificationCase] = []

    package init(_ cases: [VerificationCase] = []) {
        self.cases = cases
    }

    package func count(_ status: VerificationCase.Status) -> Int { cases.count { $0.status == status } }

    /// Whether nothing is wrong; what was skipped is not.
    package var isRight: Bool { cases.allSatisfy(\.status.isRight) }

    /// For each operator how many models that have it came out how, by the operator's name.
    package var byOperator: [(name: String, counts: [VerificationCase.Status: Int])] {
        var table: [String: [VerificationCase.Status: Int]] = [:]
        for result in cases {
            for name in Set(result.operators) { table[name, default: [:]][result.status, default: 0] += 1 }
        }
        return table.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
