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
        case .npy, .model, .spec:
            throw Diagnostic("foreign-file", "this is \(format.description) and not weights", place: file.name)
        }
    }

    /// The model of a model file; its tensors are views into the file.
    static func model(_ file: FileContents) throws(Diagnostic) -> Model { try ModelFile.read(file) }

    /// The tensor of an `.npy` file.
    static func array(_ file: FileContents) throws(Diagnostic) -> Tensor { try Npy.read(file) }
}
