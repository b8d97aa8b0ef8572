package import WeftDiagnostics
package import WeftFiles

/// Weights of any format that can be read.
package enum Weights {
    /// Reads the tensors of a file, found to be of some format by its content.
    ///
    /// An npy file has one tensor, whose name is empty.
    ///
    /// - Throws: `empty-file`, `foreign-file`, `unknown-format`, `no-weights` for a spec; and what the reader of the
    ///   format throws.
    package static func read(_ file: FileContents) throws(Diagnostic) -> WeightsFile {
        switch try FileFormat.detect(file) {
        case .safetensors: return try SafetensorsReader.read(file)
        case .npz: return try Npz.read(file)
        case .npy: return WeightsFile(format: "npy", [WeightsFile.Entry("", try Npy.read(file))])
        case .model: return try WeftFileReader(file).weights()
        case .onnx: return try ONNXFile(file).weights()
        case .spec:
            throw Diagnostic(
                "no-weights", "this is the text of a spec, which holds no weights", place: file.name,
                help: "give a weights file, such as one in safetensors")
        }
    }
}
