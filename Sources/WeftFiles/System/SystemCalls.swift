#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// What the operating system said about the call that just failed.
struct SystemFailure: Error {
    /// The value of `errno`.
    let number: Int32

    /// Reads `errno`, so make it right after the call.
    init() {
        number = errno
    }

    init(number: Int32) {
        self.number = number
    }

    /// The system's words for it, such as `No space left on device`.
    var reason: String {
        guard let text = unsafe strerror(number) else { return "error \(number)" }
        return unsafe String(cString: text)
    }

    /// Whether the thing named does not exist.
    var isMissing: Bool { number == ENOENT || number == ENOTDIR }
}

/// Repeats a system call that a signal interrupted.
func retryingInterrupted<Result: FixedWidthInteger>(_ call: () -> Result) -> Result {
    while true {
        let result = call()
        if result != -1 || errno != EINTR { return result }
    }
}

/// A file as the system knows it: two paths with one identity are one file.
package struct FileIdentity: Sendable, Hashable {
    /// The device that holds it (`st_dev`).
    package let device: UInt64
    /// Its number there (`st_ino`).
    package let inode: UInt64
}

/// What `stat` says of a file, in the same words on all platforms.
struct FileStatus {
    let identity: FileIdentity
    let byteCount: Int
    let permissions: UInt32
    let linkCount: UInt64
    let modified: Int
    let kind: FileKind

    init(_ status: stat) {
        identity = FileIdentity(
            device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(truncatingIfNeeded: status.st_ino))
        byteCount = Int(status.st_size)
        permissions = UInt32(status.st_mode) & 0o777
        linkCount = UInt64(status.st_nlink)
        #if canImport(Darwin)
        modified = Int(status.st_mtimespec.tv_sec)
        #else
        modified = Int(status.st_mtim.tv_sec)
        #endif
        switch UInt32(status.st_mode) & UInt32(S_IFMT) {
        case UInt32(S_IFREG): kind = .file
        case UInt32(S_IFDIR): kind = .folder
        case UInt32(S_IFLNK): kind = .link
        case UInt32(S_IFIFO): kind = .pipe
        case UInt32(S_IFSOCK): kind = .socket
        default: kind = .device
        }
    }

    /// Of an open file.
    init(descriptor: Int32) throws(SystemFailure) {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw SystemFailure() }
        self.init(status)
    }

    /// Of a path; of the link itself where the path is one and is not to be followed.
    init(path: String, followingLinks: Bool = true) throws(SystemFailure) {
        guard !path.utf8.contains(0) else { throw SystemFailure(number: ENOENT) }
        var status = stat()
        let result = unsafe followingLinks ? stat(path, &status) : lstat(path, &status)
        guard result == 0 else { throw SystemFailure() }
        self.init(status)
    }
}

/// The kinds of thing that a path can name.
package enum FileKind: String, Sendable {
    /// A regular file.
    case file
    /// A directory.
    case folder
    /// A symbolic link.
    case link
    /// A FIFO.
    case pipe
    /// A socket.
    case socket
    /// A device.
    case device
}
