import Testing
import WeftFiles

/// The material beside the repository, when it is there.
enum SharedData {
    /// The folder, found by walking up from this file; nil where it is not.
    static let folder: String? = {
        var folder = Paths.folder(of: #filePath)
        while folder != "/" && folder != "." {
            let candidate = Paths.join(folder, "shared/data")
            if Folders.kind(of: candidate) == .folder { return candidate }
            folder = Paths.folder(of: folder)
        }
        return nil
    }()

    static let isThere = folder != nil

    /// A file of it.
    static func open(_ name: String) throws -> FileContents {
        try FileContents.open(try #require(folder) + "/" + name)
    }
}
