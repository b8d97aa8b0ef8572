package import WeftDiagnostics
import WeftFormats
package import WeftGraph
package import WeftTensors

/// A model that was made of another program's file, which can be made again for given values of inputs.
package struct ImportedModel: Sendable {
    private let file: ONNXFile
    private var result: ONNXImport

    init(_ file: ONNXFile) throws(Diagnostic) {
        self.file = file
        result = try file.model()
    }

    package var model: Model { result.model }

    /// The inputs whose values shapes depend on.
    package var decidingInputs: [String] { result.decidingInputs }

    /// What was decided where formats differ: the place, and the decision.
    package var ledger: [(place: String, decision: String)] {
        result.ledger.entries.map { ($0.place, $0.decision) }
    }

    /// The nodes whose operators are not known.
    package var unknown: [Diagnostic] { result.unknown }

    /// The names of all operators that the file uses.
    package var operators: [String] { file.operators }

    /// What is to be said of the file although the model can be looked at.
    package var warnings: [Diagnostic] {
        result.unknown.map { unknown in
            var warning = unknown
            warning.severity = .warning
            return warning
        }
    }

    /// The model for values that inputs will have, as far as shapes depend on them.
    package func model(for values: [String: Tensor]) throws(Diagnostic) -> ImportedModel {
        guard !decidingInputs.isEmpty else { return self }
        var copy = self
        copy.result = try file.model(values: values)
        return copy
    }
}
