import WeftDiagnostics
import WeftFiles
import WeftFormats

/// Whether a file is sound: all of it is read, and what has a checksum is compared with it.
package enum FileVerification {
    /// Reads a file whole.
    ///
    /// - Throws: what keeps the file from being read at all; what is wrong in it is part of the answer.
    package static func verify(
        _ reference: ModelReference, _ options: LoadingOptions
    ) throws(DiagnosticList) -> VerificationCase {
        let file = try single { () throws(Diagnostic) -> FileContents? in
            switch reference.place {
            case .path(let path): return try FileContents.open(path, mode: options.mapsFiles ? .map : .read)
            case .zoo(let name): _ = try Zoo.source(name)
            case .standardInput: break
            }
            return nil
        }
        let name = reference.base
        do throws(DiagnosticList) {
            let problems = try single { () throws(Diagnostic) -> [Diagnostic] in
                guard let file, try FileFormat.detect(file) == .model else { return [] }
                return try WeftFileReader(file).verify()
            }
            if let first = problems.first { throw DiagnosticList([first]) }
            let opened = try Inspection.open(reference, options: options)
            for (tensor, value) in opened.tensors {
                try single { () throws(Diagnostic) in
                    do throws(Diagnostic) { try value.validate() } catch { throw error.placed(in: tensor) }
                }
            }
            return VerificationCase(name, .passed, "the file is sound")
        } catch {
            guard error.first.code != "usage" else { throw error }
            guard error.first.code == "onnx-needs-values" else { return VerificationCase(name, error.first) }
            return VerificationCase(
                name, .passed, "the file is sound; its network depends on what inputs hold, and was not made")
        }
    }
}

extension ModelReference {
    /// Whether it names a model and no record of numbers, told by content; what is not there counts as a model, whose
    /// opening says what is wrong.
    package var isModel: Bool {
        guard case .path(let path) = place else { return true }
        switch Folders.kind(of: path) {
        case .folder: return false
        case .file:
            guard let file = try? FileContents.open(path), let format = try? FileFormat.detect(file) else {
                return true
            }
            return format != .npz
        default: return true
        }
    }
}
