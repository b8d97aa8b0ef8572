import Foundation
import Testing
import WeftDiagnostics
import WeftFiles

/// The built `weft`, run as people run it.
struct Command {
    let status: Int32
    let output: String
    let errors: String

    /// Runs the program with arguments in a folder, standard input given as text.
    init(
        _ arguments: String..., in folder: Scratch? = nil, input: String = "", inputFile: String? = nil,
        environment: [String: String] = [:]
    ) throws {
        try self.init(arguments, in: folder, input: input, inputFile: inputFile, environment: environment)
    }

    init(
        _ arguments: [String], in folder: Scratch? = nil, input: String = "", inputFile: String? = nil,
        environment: [String: String] = [:]
    ) throws {
        let files = try Scratch()
        let process = Process()
        process.executableURL = Command.executable
        process.arguments = arguments
        if let folder { process.currentDirectoryURL = folder.url }
        var variables = ProcessInfo.processInfo.environment.filter { !["NO_COLOR", "CLICOLOR_FORCE"].contains($0.key) }
        variables.merge(environment) { $1 }
        process.environment = variables
        // Files instead of pipes: a pipe that nobody empties blocks the program.
        try files.write("in", input)
        let given = inputFile.map { URL(fileURLWithPath: $0) } ?? files.url.appendingPathComponent("in")
        process.standardInput = try FileHandle(forReadingFrom: given)
        process.standardOutput = try files.create("out")
        process.standardError = try files.create("err")
        try process.run()
        process.waitUntilExit()
        status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
        output = try files.read("out")
        errors = try files.read("err")
    }

    /// The document that `--json` prints.
    var json: JSONValue { get throws { try JSONReader.parse(Array(output.utf8)) } }

    /// The program stands beside the test bundle in the folder of the build.
    static let executable: URL = {
        let bundles = [Bundle.main.bundleURL, Bundle.main.executableURL ?? URL(fileURLWithPath: "/")]
        let folders = bundles.flatMap { [$0, $0.deletingLastPathComponent(), $0.deletingLastPathComponent()] }
        let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let candidates = ([own] + folders).map { $0.appendingPathComponent("weft") }
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) }
            ?? own.appendingPathComponent("weft")
    }()
}

/// A folder for one test, removed with it.
final class Scratch {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("weft-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: url.appendingPathComponent(name))
    }

    func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: url.appendingPathComponent(name))) }

    func read(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

    func create(_ name: String) throws -> FileHandle {
        try write(name, "")
        return try FileHandle(forWritingTo: url.appendingPathComponent(name))
    }

    func exists(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: url.appendingPathComponent(name).path)
    }

    var folderPath: String { url.path }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }
}

extension JSONValue {
    /// The elements of a list; none of anything else.
    var elements: [JSONValue] {
        if case .array(let elements) = self { return elements }
        return []
    }

    /// The keys of an object.
    var keys: [String] {
        if case .object(let members) = self { return members.map(\.key) }
        return []
    }

    var text: String? {
        if case .string(let text) = self { return text }
        return nil
    }
}
