package import WeftDiagnostics
import WeftFormats
package import WeftGraph
package import WeftTensors

/// The writers of the formats; all write the whole file or none of it.
package enum FileWriting {
    /// Writes a model with its weights.
    ///
    /// - Returns: what the user should know of the file.
    package static func write(_ model: Model, to path: String) throws(Diagnostic) -> [Diagnostic] {
        try WeftFileWriter(producer: producer).write(model, to: path)
    }

    private static let producer = WeftFileWriter.Producer("weft", version: Release.version)

    /// Writes tensors without a graph; an npz file takes no metadata.
    ///
    /// - Returns: what the user should know of the file.
    package static func write(
        _ tensors: [(name: String, tensor: Tensor)], metadata: [(key: String, value: String)], as format: WeightFormat,
        to path: String
    ) throws(Diagnostic) -> [Diagnostic] {
        let entries = tensors.map { WeightsFile.Entry($0.name, $0.tensor) }
        switch format {
        case .safetensors: try SafetensorsWriter.write(entries, metadata: metadata, to: path)
        case .npz: try Npz.write(entries, to: path)
        case .weftpb:
            let weights = WeightsFile(format: format.rawValue, entries, metadata: metadata)
            return try WeftFileWriter(producer: producer).write(weights, to: path)
        case .weft:
            throw Diagnostic("usage", "weights are not written as a text", place: path)
        }
        return []
    }

    /// Writes one tensor as an `.npy` file.
    package static func write(_ tensor: Tensor, to path: String) throws(Diagnostic) {
        try Npy.write(tensor, to: path)
    }
}
