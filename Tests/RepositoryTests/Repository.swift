import Foundation

/// The files that this repository keeps, as they stand beside the tests.
enum Repository {
    /// The folder that holds Package.swift.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Whether the sources are there: tests that were moved to another machine have nothing to look at.
    static let isThere = FileManager.default.fileExists(atPath: root.appendingPathComponent("Package.swift").path)
    static let isMissing = "the sources are not beside the tests"

    /// The paths of all files that git keeps or would keep, sorted; without git, of all that are not build products.
    static let paths: [String] = (listedByGit ?? found).sorted()

    /// The sources in Swift, and the tests.
    static let swiftSources = paths.filter { $0.hasPrefix("Sources/") && $0.hasSuffix(".swift") }
    static let swiftFiles = paths.filter { $0.hasSuffix(".swift") }

    /// The text of a file; nil for one that is no text.
    static func text(_ path: String) -> String? {
        guard let data = FileManager.default.contents(atPath: root.appendingPathComponent(path).path),
            !data.contains(0)
        else { return nil }
        return String(data: data, encoding: .utf8)
    }

    private static var listedByGit: [String]? {
        let (status, output) = run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        guard status == 0, !output.isEmpty else { return nil }
        return output.split(separator: "\0").map(String.init).filter {
            FileManager.default.fileExists(atPath: root.appendingPathComponent($0).path)
        }
    }

    private static var found: [String] {
        let kept = root.resolvingSymlinksInPath().path + "/"
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isRegularFileKey])
        var paths: [String] = []
        while let file = files?.nextObject() as? URL {
            guard (try? file.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true else { continue }
            let path = file.resolvingSymlinksInPath().path
            if path.hasPrefix(kept) { paths.append(String(path.dropFirst(kept.count))) }
        }
        let products = [".git/", ".build/", ".swiftpm/", "Package.resolved"]
        return paths.filter { path in !products.contains(where: path.hasPrefix) && !path.contains(".xcodeproj/") }
    }

    /// Runs a program in the folder of the package.
    static func run(_ arguments: [String]) -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.currentDirectoryURL = root
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        do { try process.run() } catch { return (-1, "") }
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
