import Foundation
package import WeftDiagnostics
import WeftFiles

/// A folder of a test's own, gone with it.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("weft-test-\(UUID().uuidString)")
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of a file in it.
    package static func / (folder: TemporaryFolder, name: String) -> String { "\(folder.path)/\(name)" }

    /// A new file in it.
    package func file(_ name: String, _ bytes: [UInt8]) throws(Diagnostic) -> String {
        try AtomicFileWriter.write(bytes, to: self / name)
        return self / name
    }
}
