import Testing
import WeftDiagnostics
import WeftFiles

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// A folder of its own for one test, gone with it.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = "/tmp/weft-tests-\(UInt64.random(in: .min ... .max))"
        try Folders.create(path)
    }

    deinit {
        for name in (try? Folders.list(path)) ?? [] {
            let entry = self / name
            if Folders.kind(of: entry) == .folder {
                for inner in (try? Folders.list(entry)) ?? [] { unsafe _ = unlink(entry + "/" + inner) }
                unsafe _ = rmdir(entry)
            } else {
                unsafe _ = unlink(entry)
            }
        }
        unsafe _ = rmdir(path)
    }

    static func / (folder: TemporaryFolder, name: String) -> String { "\(folder.path)/\(name)" }

    /// A file in the folder.
    func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        try AtomicFileWriter.write(bytes, to: self / name)
        return self / name
    }
}

/// The diagnostic that an expression throws; the test fails when it throws none.
func diagnostic<Value>(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws(Diagnostic) -> Value
) -> Diagnostic {
    do {
        let value = try body()
        Issue.record("nothing was thrown, the result is \(value)", sourceLocation: sourceLocation)
        return Diagnostic("none", "none")
    } catch {
        return error
    }
}

/// The code of the diagnostic that an expression throws.
func code<Value>(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws(Diagnostic) -> Value
) -> String {
    diagnostic(sourceLocation: sourceLocation, body).code
}

extension String {
    var bytes: [UInt8] { Array(utf8) }
}
