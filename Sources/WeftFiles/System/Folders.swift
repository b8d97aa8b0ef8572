package import WeftDiagnostics

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// What can be asked of folders, and of paths without opening them.
package enum Folders {
    /// The names in a folder, sorted by their bytes, without `.` and `..`. Names that are not UTF-8 are left out.
    ///
    /// - Throws: `file-not-found` and `file-unreadable`.
    package static func list(_ path: String) throws(Diagnostic) -> [String] {
        guard let stream = unsafe opendir(path) else {
            let failure = SystemFailure()
            throw Diagnostic(
                failure.isMissing ? "file-not-found" : "file-unreadable",
                "the folder cannot be listed: \(failure.reason)", place: path)
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { field in
                unsafe String(validating: field.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let name, name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// What a path names, links followed; nil when nothing is there.
    package static func kind(of path: String) -> FileKind? {
        (try? FileStatus(path: path))?.kind
    }

    /// Which file a path names, links followed; nil when nothing is there.
    package static func identity(of path: String) -> FileIdentity? {
        (try? FileStatus(path: path))?.identity
    }

    /// Makes a folder and those above it that are missing; one that is there already is fine.
    ///
    /// - Throws: `cannot-create`.
    package static func create(_ path: String) throws(Diagnostic) {
        var missing: [String] = []
        var next = path
        while kind(of: next) == nil {
            missing.append(next)
            let parent = Paths.folder(of: next)
            if parent == next || parent == "." { break }
            next = parent
        }
        for folder in missing.reversed() where !folder.isEmpty {
            guard unsafe mkdir(folder, 0o777) != 0 else { continue }
            let failure = SystemFailure()
            guard failure.number == EEXIST else {
                throw Diagnostic("cannot-create", "the folder cannot be created: \(failure.reason)", place: path)
            }
        }
        guard kind(of: path) == .folder else {
            throw Diagnostic("cannot-create", "this is not a folder", place: path)
        }
    }

    /// Removes a file, if there is one.
    ///
    /// - Throws: `cannot-write`.
    package static func removeFile(_ path: String) throws(Diagnostic) {
        guard unsafe unlink(path) != 0 else { return }
        let failure = SystemFailure()
        guard !failure.isMissing else { return }
        throw Diagnostic("cannot-write", "the file cannot be removed: \(failure.reason)", place: path)
    }

    /// The folder in which this program may keep what it can make again: below `XDG_CACHE_HOME`, or the user's usual
    /// cache folder. Not made here; nil where the user has no home.
    package static var userCache: String? {
        if let folder = Environment["XDG_CACHE_HOME"], folder.hasPrefix("/") { return Paths.join(folder, "weft") }
        guard let home = Environment["HOME"], home.hasPrefix("/") else { return nil }
        #if canImport(Darwin)
        return Paths.join(home, "Library/Caches/weft")
        #else
        return Paths.join(home, ".cache/weft")
        #endif
    }
}
