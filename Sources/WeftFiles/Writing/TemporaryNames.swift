import CWeftSystem
import WeftDiagnostics

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// The temporary files of atomic writers: how they are named, made, and found again when a process was killed.
package enum TemporaryNames {
    /// What the names of all temporary files for a target begin with. The target's name is cut so that the whole stays
    /// below 255 bytes.
    package static func prefix(for name: String) -> String {
        var kept = ""
        for character in name where kept.utf8.count + String(character).utf8.count <= 200 {
            kept.append(character)
        }
        return ".\(kept).weft-"
    }

    /// Makes an empty file that did not exist, locked as long as it is open, with the permissions that it is to have.
    static func create(
        for target: WriteTarget, in directory: Int32
    ) throws(Diagnostic) -> (name: String, descriptor: Int32) {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        for _ in 0..<16 {
            let name = prefix(for: target.name) + String(UInt64.random(in: .min ... .max), radix: 36)
            // 0666 less the umask is what any new file gets.
            let descriptor = retryingInterrupted { unsafe openat(directory, name, flags, 0o666) }
            if descriptor >= 0 {
                _ = weft_try_lock(descriptor)
                if let permissions = target.permissions { fchmod(descriptor, mode_t(permissions)) }
                return (name, descriptor)
            }
            let failure = SystemFailure()
            guard failure.number == EEXIST else {
                throw Diagnostic("cannot-create", "the file cannot be created: \(failure.reason)", place: target.path)
            }
        }
        throw Diagnostic("cannot-create", "no free name for a temporary file was found", place: target.path)
    }

    /// Removes temporary files of this target that no process holds: those of processes that were killed.
    ///
    /// One younger than a minute is left alone, since its maker may not have locked it yet.
    static func removeStale(for name: String, in folder: String, directory: Int32) {
        let prefix = prefix(for: name)
        guard let entries = try? Folders.list(folder) else { return }
        for entry in entries where entry.hasPrefix(prefix) {
            let descriptor = unsafe openat(directory, entry, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            guard let status = try? FileStatus(descriptor: descriptor), status.kind == .file else { continue }
            guard time(nil) - status.modified > 60, weft_try_lock(descriptor) == 0 else { continue }
            unsafe _ = unlinkat(directory, entry, 0)
        }
    }
}
