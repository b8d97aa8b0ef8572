import Foundation
import WeftFiles
import WeftTestSupport

/// The recorded tests of ONNX and of burn-onnx, as the shared material has them, unpacked once.
enum RecordedTests {
    private static let archives = ["onnx-node-tests", "burn-onnx-tests", "onnx-light-models"].map {
        SharedData.path("onnx-tests/\($0).tar.xz")
    }
    private static let unpacker = ["/usr/bin/tar", "/bin/tar"].first { Folders.kind(of: $0) == .file }

    /// Whether the archives and a program that unpacks them are there.
    static let areThere =
        SharedData.isThere && archives.allSatisfy { Folders.kind(of: $0) == .file } && folder != nil

    /// Where they are unpacked: below the folder for temporary files, by the archives' sizes, and kept for the next run.
    static let folder: String? = {
        let sizes = archives.map { (try? FileManager.default.attributesOfItem(atPath: $0)[.size] as? Int) ?? 0 }
        let name = "weft-onnx-tests-" + sizes.map { "\($0)" }.joined(separator: "-")
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(name)
        if Folders.kind(of: folder.path) == .folder { return folder.path }
        let fresh = FileManager.default.temporaryDirectory.appendingPathComponent("\(name)-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(at: fresh, withIntermediateDirectories: true)
            for archive in archives {
                let process = Process()
                process.executableURL = URL(fileURLWithPath: unpacker ?? "tar")
                process.arguments = ["-xJf", archive, "-C", fresh.path]
                try process.run()
                process.waitUntilExit()
                guard process.terminationStatus == 0 else { return nil }
            }
            // Another run may have been faster.
            try? FileManager.default.moveItem(at: fresh, to: folder)
            return Folders.kind(of: folder.path) == .folder ? folder.path : fresh.path
        } catch {
            return nil
        }
    }()

    static func path(_ name: String) -> String { Paths.join(folder ?? "", name) }
}
