package import WeftDiagnostics
import WeftFiles
package import WeftFormats
import WeftGraph

extension ModelReference {
    /// Opens what the reference names, telling by content what it is, to be read as the options say.
    ///
    /// - Throws: `file-not-found` and its like, `foreign-file` that says what the file is instead, `usage` for an option
    ///   that goes with other files, or what its reader finds wrong.
    package func open(_ options: LoadingOptions) throws(Diagnostic) -> (file: OpenedFile, format: FileFormat) {
        let (file, format) = try open(mapping: options.mapsFiles)
        guard options.freesBatch else { return (file, format) }
        guard case .importable(let importable) = file else {
            throw Diagnostic(
                "usage", "only the batch of an ONNX file can be made free, and this is \(format.description)",
                place: base, help: "a spec names the sizes that are free itself")
        }
        return (.importable(importable.freeingBatch()), format)
    }

    /// Opens what the reference names, as it is.
    ///
    /// - Throws: as ``open(_:)``.
    package func open(mapping: Bool) throws(Diagnostic) -> (file: OpenedFile, format: FileFormat) {
        switch place {
        case .zoo(let name):
            return (.spec(try Zoo.source(name), .embedded(Zoo.folder)), .spec)
        case .path(let path):
            return try ModelReference.open(try FileContents.open(path, mode: mapping ? .map : .read), path: path)
        case .standardInput:
            return try ModelReference.open(try FileContents.open("-"), path: "./-")
        }
    }

    private static func open(
        _ file: FileContents, path: String
    ) throws(Diagnostic) -> (file: OpenedFile, format: FileFormat) {
        let format = try FileFormat.detect(file)
        switch format {
        case .spec: return (.spec(try SpecTexts.source(file), .beside(path)), format)
        case .model: return (try FileReading.modelFile(file), format)
        case .onnx: return (.importable(try ImportableFile(file)), format)
        case .safetensors, .npz:
            return (.weights(NamedWeights(file: file.name, try FileReading.weights(file, format))), format)
        case .npy:
            throw Diagnostic(
                "foreign-file", "this is \(format.description), a single array, and no model", place: file.name,
                help: "arrays are given to inputs: --input NAME=FILE")
        }
    }
}
