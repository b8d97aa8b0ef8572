import CWeftSystem
package import WeftDiagnostics

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Standard output and standard error.
package enum OutputStream: Int32, Sendable {
    /// Data, and nothing else.
    case standardOutput = 1
    /// All that is said about it.
    case standardError = 2

    /// Whether a person looks at it.
    package var isTerminal: Bool { isatty(rawValue) == 1 }

    /// The columns of the terminal; nil when it is none, or does not say.
    package var columns: Int? {
        let columns = Int(weft_terminal_columns(rawValue))
        return columns > 0 ? columns : nil
    }

    /// Writes bytes, all of them.
    ///
    /// - Throws: `output-closed` when nobody reads any more, which calls for a quiet end; `cannot-write` otherwise.
    package func write(_ bytes: [UInt8]) throws(Diagnostic) {
        guard let failure = unsafe bytes.withUnsafeBytes({ unsafe WriterCalls.system.writeAll(rawValue, $0) }) else {
            return
        }
        let name = self == .standardOutput ? "standard output" : "standard error"
        throw failure.number == EPIPE
            ? Diagnostic("output-closed", "the reader of \(name) has gone", place: name)
            : Diagnostic("cannot-write", "\(name) cannot be written: \(failure.reason)", place: name)
    }

    /// Writes text as UTF-8.
    ///
    /// - Throws: as ``write(_:)-([UInt8])`` does.
    package func write(_ text: String) throws(Diagnostic) {
        try write(Array(text.utf8))
    }

    /// From now on a reader that has gone is an error of `write`, not the end of the process.
    package static func ignoreBrokenPipes() {
        weft_ignore_broken_pipes()
    }
}
