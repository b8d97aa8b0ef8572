import WeftFiles

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A folder of a test's own, gone when the test is.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() {
        path = Paths.join(
            Environment["TMPDIR"] ?? "/tmp", "weft-test-\(getpid())-\(UInt64.random(in: 0...UInt64.max))")
        mkdir(path, 0o700)
    }

    /// The path of a file in it.
    package func file(_ name: String) -> String { Paths.join(path, name) }

    deinit {
        for name in (try? Folders.list(path)) ?? [] { try? Folders.removeFile(file(name)) }
        rmdir(path)
    }
}
