import WeftDiagnostics

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// The place where a file is to appear, looked at before anything is written.
struct WriteTarget {
    let path: String
    let folder: String
    let name: String
    /// The permissions of the file that is there now; nil where there is none.
    let permissions: UInt32?

    /// - Throws: `output-is-input` when the path names one of the inputs; `cannot-create` when it cannot name a file,
    ///   or names something that is not a regular file now.
    init(_ path: String, notReplacing inputs: [FileIdentity]) throws(Diagnostic) {
        self.path = path
        folder = Paths.folder(of: path)
        name = Paths.name(of: path)
        guard !name.isEmpty, name != ".", name != "..", !path.utf8.contains(0), name.utf8.count <= 255 else {
            throw Diagnostic("cannot-create", "this is not a name that a file can have", place: path)
        }
        let existing = try? FileStatus(path: path)
        permissions = existing?.permissions
        if let existing {
            guard existing.kind == .file else {
                throw Diagnostic("cannot-create", "there is a \(existing.kind.rawValue) of this name", place: path)
            }
            guard !inputs.contains(existing.identity) else {
                throw Diagnostic(
                    "output-is-input", "the output must not be one of the files that are read", place: path,
                    help: "write to another name and rename it afterwards")
            }
        }
    }

    /// The folder, open; renaming within it survives the folder itself being moved.
    func openFolder() throws(Diagnostic) -> Int32 {
        let flags = O_RDONLY | O_CLOEXEC | O_DIRECTORY
        #if canImport(Darwin)
        let descriptor = retryingInterrupted { unsafe Darwin.open(folder, flags) }
        #else
        let descriptor = retryingInterrupted { unsafe Glibc.open(folder, flags) }
        #endif
        guard descriptor >= 0 else {
            throw Diagnostic(
                "cannot-create", "the folder \(folder) cannot be opened: \(SystemFailure().reason)", place: path)
        }
        return descriptor
    }
}
