import WeftDiagnostics
import WeftFiles

/// What is in a zip archive, by the names of its files.
enum ZipContent {
    static func isZip(_ file: FileContents) -> Bool { ZipArchive.isZip(file) }

    /// What an archive is when it is not one of arrays.
    ///
    /// - Throws: what reading the directory throws.
    static func foreign(_ file: FileContents) throws(Diagnostic) -> ForeignFile? {
        let names = try ZipArchive(file).entries.map(\.name)
        func has(_ ending: String) -> Bool { names.contains { $0.hasSuffix(ending) } }
        if has("/data.pkl") {
            return ForeignFile(
                "a PyTorch file, a pickle in a zip archive",
                help: "save the weights with safetensors.torch.save_file and read those")
        }
        if has("model.weights.h5") { return ForeignFile("a Keras model", help: "save the weights with safetensors") }
        if has("saved_model.pb") { return ForeignFile("a TensorFlow model in a zip archive") }
        if has("[Content_Types].xml") { return ForeignFile("an office document") }
        if !names.isEmpty, !has(".npy"), names.allSatisfy({ $0.contains(".") }) {
            return ForeignFile("a zip archive", help: "unpack it first")
        }
        return nil
    }
}
