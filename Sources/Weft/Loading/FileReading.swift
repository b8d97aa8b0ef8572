import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftGraph
import WeftTensors

/// The readers of the formats, by what is wanted of a file.
enum FileReading {
    /// The tensors of a file that holds nothing else.
    static func weights(_ file: FileContents, _ format: FileFormat) throws(Diagnostic) -> WeightsFile {
        switch format {
        case .safetensors: return try SafetensorsReader.read(file)
        case .npz: return try Npz.read(file)
        case .npy, .model, .spec, .onnx:
            throw Diagnostic("foreign-file", "this is \(format.description) and not weights", place: file.name)
        }
    }

    /// What a model file holds: a model, or weights alone; tensors are views into the file.
    static func modelFile(_ file: FileContents) throws(Diagnostic) -> OpenedFile {
        let reader = try WeftFileReader(file)
        guard reader.hasGraph else {
            return .weights(NamedWeights(file: file.name, try reader.weights(), producer: reader.producer))
        }
        var model = try reader.model()
        model.metadata.producer = reader.producer
        let warnings =
            reader.hasUnknownFields
            ? [
                Diagnostic(
                    "unknown-fields", severity: .warning,
                    "the file has fields of a newer version, which are not read and not carried on", place: file.name)
            ] : []
        return .model(model, warnings)
    }

    /// The tensor of an `.npy` file.
    static func array(_ file: FileContents) throws(Diagnostic) -> Tensor { try Npy.read(file) }
}
