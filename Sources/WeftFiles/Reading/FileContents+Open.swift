import CWeftSystem
package import WeftDiagnostics

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// How the bytes of a regular file are to come into memory.
package enum ReadingMode: Sendable {
    /// By mapping: opening costs nothing and pages come as they are touched.
    case map
    /// By reading all of it (`--no-mmap`).
    case read
}

extension FileContents {
    /// The most bytes that a stream may have unless the caller says otherwise: 4 GiB.
    package static let defaultStreamLimit = 4 << 30

    /// Opens a file; `-` is standard input.
    ///
    /// Only regular files are opened, so that a FIFO or a device never keeps the caller waiting.
    ///
    /// - Throws: `file-not-found`, `not-a-file`, `file-unreadable`, and `stream-too-large` for standard input.
    package static func open(_ path: String, mode: ReadingMode = .map) throws(Diagnostic) -> FileContents {
        if path == "-" { return try readStandardInput() }
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw Diagnostic("file-not-found", "there is no file of this name", place: path)
        }
        let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
        #if canImport(Darwin)
        let descriptor = unsafe retryingInterrupted { unsafe Darwin.open(path, flags) }
        #else
        let descriptor = retryingInterrupted { unsafe Glibc.open(path, flags) }
        #endif
        guard descriptor >= 0 else { throw unreadable(path, SystemFailure()) }
        defer { close(descriptor) }
        return try contents(of: descriptor, name: path, mode: mode)
    }

    /// Opens a file that another file names, such as a shard or external data: a path of plain names, separated by
    /// slashes, below the folder of the file that names it.
    ///
    /// This is the only way in which a name that was read from a file becomes an open file.
    ///
    /// - Throws: `path-refused` for a path that is absolute, has `.`, `..` or an empty part, a backslash or a colon,
    ///   crosses a symbolic link, or ends at a file with several hard links; and what ``open(_:mode:)`` throws.
    package static func open(
        named relativePath: String, besides owner: String, mode: ReadingMode = .map
    ) throws(Diagnostic) -> FileContents {
        try checkIsPlain(relativePath)
        let folder = Paths.folder(of: owner)
        let flags = O_RDONLY | O_CLOEXEC | O_DIRECTORY
        #if canImport(Darwin)
        let directory = unsafe retryingInterrupted { unsafe Darwin.open(folder, flags) }
        #else
        let directory = retryingInterrupted { unsafe Glibc.open(folder, flags) }
        #endif
        guard directory >= 0 else { throw unreadable(folder, SystemFailure()) }
        defer { close(directory) }
        let path = Paths.join(folder, relativePath)
        let descriptor = retryingInterrupted { unsafe weft_open_beneath(directory, relativePath) }
        guard descriptor >= 0 else {
            let failure = SystemFailure()
            if failure.number == ELOOP || failure.number == EXDEV { throw refused(path, "it crosses a symbolic link") }
            throw unreadable(path, failure)
        }
        defer { close(descriptor) }
        if let status = try? FileStatus(descriptor: descriptor), status.kind == .file, status.linkCount != 1 {
            throw refused(path, "it has \(status.linkCount) hard links")
        }
        return try contents(of: descriptor, name: path, mode: mode)
    }

    /// Opens a file of this program's own in a folder that is open, to be known by another name.
    static func open(_ name: String, in directory: Int32, name shown: String) throws(Diagnostic) -> FileContents {
        let descriptor = retryingInterrupted {
            unsafe openat(directory, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        }
        guard descriptor >= 0 else { throw unreadable(shown, SystemFailure()) }
        defer { close(descriptor) }
        return try contents(of: descriptor, name: shown, mode: .map)
    }

    private static func checkIsPlain(_ path: String) throws(Diagnostic) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        if parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) {
            throw refused(path, "it is not a plain path below the folder of the file that names it")
        }
        if path.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0x5C || $0 == 0x3A }) {
            throw refused(path, "it has a backslash, a colon or a control character")
        }
    }

    private static func refused(_ path: String, _ reason: String) -> Diagnostic {
        Diagnostic("path-refused", "a file named by another file is not opened: \(reason)", place: path)
    }

    private static func unreadable(_ path: String, _ failure: SystemFailure) -> Diagnostic {
        failure.isMissing
            ? Diagnostic("file-not-found", "there is no file of this name", place: path)
            : Diagnostic("file-unreadable", "the file cannot be opened: \(failure.reason)", place: path)
    }

    private static func contents(
        of descriptor: Int32, name: String, mode: ReadingMode
    ) throws(Diagnostic) -> FileContents {
        let status: FileStatus
        do { status = try FileStatus(descriptor: descriptor) } catch { throw unreadable(name, error) }
        guard status.kind == .file else {
            throw Diagnostic(
                "not-a-file", "this is a \(status.kind.rawValue), not a file", place: name,
                help: status.kind == .pipe ? "give - as the path and send the data to standard input" : nil)
        }
        guard status.byteCount > 0 else {
            return unsafe FileContents(name: name, identity: status.identity, base: nil, count: 0, storage: .empty)
        }
        if mode == .map, let mapped = map(descriptor, name, status) { return mapped }
        return try readWhole(descriptor, name, status)
    }

    /// A mapping, or nil where the file system has none.
    private static func map(_ descriptor: Int32, _ name: String, _ status: FileStatus) -> FileContents? {
        let base = unsafe mmap(nil, status.byteCount, PROT_READ, MAP_PRIVATE, descriptor, 0)
        guard let base = unsafe base, unsafe base != MAP_FAILED else { return nil }
        return unsafe FileContents(
            name: name, identity: status.identity, base: base, count: status.byteCount, storage: .mapped)
    }

    private static func readWhole(
        _ descriptor: Int32, _ name: String, _ status: FileStatus
    ) throws(Diagnostic) -> FileContents {
        let total = status.byteCount
        var memory: UnsafeMutableRawPointer?
        guard unsafe posix_memalign(&memory, alignment, total) == 0, let base = unsafe memory else {
            throw Diagnostic("file-unreadable", "there is no memory for the file's \(total) bytes", place: name)
        }
        var offset = 0
        while offset < total {
            let count = retryingInterrupted {
                unsafe read(descriptor, base + offset, min(total - offset, 1 << 30))
            }
            guard count > 0 else {
                let reason = count < 0 ? SystemFailure().reason : "it became shorter while it was read"
                unsafe free(base)
                throw Diagnostic(
                    "file-unreadable", "the file cannot be read: \(reason)", place: "\(name): byte \(offset)")
            }
            offset += count
        }
        return unsafe FileContents(
            name: name, identity: status.identity, base: base, count: total, storage: .allocated)
    }
}
