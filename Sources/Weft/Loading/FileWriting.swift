package import WeftDiagnostics
import WeftFormats
package import WeftGraph
package import WeftTensors

/// The writers of the formats; all write the whole file or none of it.
package enum FileWriting {
    /// Writes a model with its weights.
    package static func write(_ model: Model, to path: String) throws(Diagnostic) {
        try ModelFile.write(model, to: path)
    }

    /// Writes tensors without a graph.
    package static func write(
        _ tensors: [(name: String, tensor: Tensor)], metadata: [(key: String, value: String)], as format: WeightFormat,
        to path: String
    ) throws(Diagnostic) {
        let entries = tensors.map { WeightsFile.Entry($0.name, $0.tensor) }
        switch format {
        case .safetensors: try SafetensorsWriter.write(entries, metadata: metadata, to: path)
        case .npz: try Npz.write(entries, to: path)
        case .weftpb: throw Diagnostic("no-graph", "a weftpb file holds a network", place: path)
        }
    }

    /// Writes one tensor as an `.npy` file.
    package static func write(_ tensor: Tensor, to path: String) throws(Diagnostic) {
        try Npy.write(tensor, to: path)
    }
}
