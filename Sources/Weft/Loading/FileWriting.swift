package import WeftDiagnostics
package import WeftFiles
package import WeftFormats
package import WeftGraph
package import WeftTensors

/// The writers of the formats; all write the whole file or none of it.
package enum FileWriting {
    /// Writes a model with its weights.
    ///
    /// - Returns: what the user should know of the file.
    package static func write(
        _ model: Model, to path: String, check: WrittenCheck? = nil
    ) throws(Diagnostic) -> [Diagnostic] {
        try WeftFileWriter(producer: producer).write(model, to: path, check: check)
    }

    private static let producer = WeftFileWriter.Producer("weft", version: Release.version)

    /// Writes tensors without a graph; an npz file takes no metadata.
    ///
    /// - Returns: what the user should know of the file.
    package static func write(
        _ tensors: [(name: String, tensor: Tensor)], metadata: [(key: String, value: String)], as format: WeightFormat,
        to path: String, check: WrittenCheck? = nil
    ) throws(Diagnostic) -> [Diagnostic] {
        let entries = tensors.map { WeightsFile.Entry($0.name, $0.tensor) }
        switch format {
        case .safetensors: try SafetensorsWriter.write(entries, metadata: metadata, to: path, check: check)
        case .npz: try Npz.write(entries, to: path, check: check)
        case .weftpb:
            let weights = WeightsFile(format: format.rawValue, entries, metadata: metadata)
            return try WeftFileWriter(producer: producer).write(weights, to: path, check: check)
        case .weft, .onnx:
            throw Diagnostic("usage", "weights alone do not make a .\(format.rawValue) file", place: path)
        }
        return []
    }

    /// Writes a model as an ONNX file.
    ///
    /// - Returns: what was decided where the formats differ.
    package static func write(
        _ model: Model, _ options: ONNXOptions, to path: String, check: ONNXWriter.Check? = nil
    ) throws(Diagnostic) -> ONNXLedger {
        let export = try ONNXExport(model, opset: options.opset ?? ONNXExport.usualOpset)
        try ONNXWriter(export).write(to: path, tensorsBeside: options.tensorsBeside, check: check)
        return export.ledger
    }

    /// Writes one tensor as an `.npy` file.
    package static func write(_ tensor: Tensor, to path: String) throws(Diagnostic) {
        try Npy.write(tensor, to: path)
    }
}
