package import WeftDiagnostics
package import WeftFiles

/// The material beside the repository, when it is there.
package enum SharedData {
    /// The folder, found by walking up from this file; nil where it is not.
    package static let folder: String? = {
        var folder = Paths.folder(of: #filePath)
        while folder != "/" && folder != "." {
            let candidate = Paths.join(folder, "shared/data")
            if Folders.kind(of: candidate) == .folder { return candidate }
            folder = Paths.folder(of: folder)
        }
        return nil
    }()

    /// Whether it is there.
    package static let isThere = folder != nil

    /// The path of a file of it.
    package static func path(_ name: String) -> String {
        Paths.join(folder ?? "", name)
    }

    /// A file of it.
    package static func open(_ name: String) throws(Diagnostic) -> FileContents {
        try FileContents.open(path(name))
    }
}
