package import WeftDiagnostics
import WeftFiles
import WeftGraph

extension ModelReference {
    /// Opens what the reference names, telling by content what it is.
    ///
    /// - Throws: `file-not-found` and its like, `foreign-file` that says what the file is instead, or what its reader
    ///   finds wrong.
    package func open(mapping: Bool = true) throws(Diagnostic) -> (file: OpenedFile, format: FileFormat) {
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
        let format = FileFormat(file)
        switch format {
        case .spec: return (.spec(try SpecTexts.source(file), .beside(path)), format)
        case .weftpb: return (.model(try WeightsFile.model(file)), format)
        case .safetensors, .zip: return (.weights(try WeightsFile(file)), format)
        default:
            throw Diagnostic.unreadable(format, file.name, wanted: "a model (a spec, a model file or weights)")
        }
    }
}
