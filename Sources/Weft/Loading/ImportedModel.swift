package import WeftDiagnostics
import WeftFiles
import WeftFormats
package import WeftGraph
package import WeftTensors

/// A file of another program that models are made of, for given values of inputs where shapes depend on them.
package struct ImportableFile: Sendable {
    private var file: ONNXFile

    init(_ file: FileContents) throws(Diagnostic) {
        self.file = try ONNXFile(file)
    }

    /// The file read with a free batch.
    func freeingBatch() -> ImportableFile {
        var copy = self
        copy.file.freesBatch = true
        return copy
    }

    /// The model; `values` are what inputs will have, as far as shapes depend on them, `sizes` what free sizes become.
    package func model(
        for values: [String: Tensor] = [:], sizes: [String: Int] = [:]
    ) throws(Diagnostic) -> ImportedModel {
        ImportedModel(file: self, result: try file.model(values: values, sizes: sizes))
    }
}

extension ImportableFile {
    /// What can be told of the file where no model can be made of it; nil where it is not sound, and so cannot be told of.
    ///
    /// - Parameter reason: why there is no model.
    func inspection(without reason: Diagnostic) -> Inspection? {
        guard ImportableFile.limits.contains(reason.code) else { return nil }
        var warning = reason
        warning.severity = .warning
        return Inspection(
            format: .onnx, listing: file.listing, warnings: [warning],
            tensors: ((try? file.weights())?.tensors ?? []).map { ($0.name, $0.tensor) }, producer: file.producer)
    }

    /// The codes of what a sound file may have and we cannot import.
    private static let limits: Set<String> = [
        "onnx-unsupported", "onnx-needs-values", "onnx-element-type", "onnx-version", "onnx-opset", "onnx-rank",
    ]
}

/// A model that was made of another program's file.
package struct ImportedModel: Sendable {
    package let file: ImportableFile
    private let result: ONNXImport

    fileprivate init(file: ImportableFile, result: ONNXImport) {
        self.file = file
        self.result = result
    }

    package var model: Model { result.model }

    /// The inputs whose values shapes depend on.
    package var decidingInputs: [String] { result.decidingInputs }

    /// What was decided where formats differ.
    var ledger: [ONNXLedger.Entry] { result.ledger.entries }

    /// What is to be said of the file although the model can be looked at: the nodes that are not understood, and the
    /// inputs that decide shapes.
    package var warnings: [Diagnostic] {
        let unknown = result.unknown.map { unknown in
            var warning = unknown
            warning.severity = .warning
            return warning
        }
        return unknown
            + result.decidingInputs.map { name in
                Diagnostic(
                    "shape-from-input", severity: .note, "shapes depend on what the input '\(name)' holds",
                    help: "weft run and weft verify make the model for what they give it")
            }
    }
}
