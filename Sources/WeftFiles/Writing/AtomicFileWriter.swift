import CWeftSystem
package import WeftDiagnostics

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Looks at a file that was written before it takes its name; what it throws leaves everything as it was.
package typealias WrittenCheck = (FileContents) throws(Diagnostic) -> Void

/// Writes a file so that its path always names the old bytes or all of the new ones.
///
/// The bytes go to a temporary file in the same folder, which takes the path's place by renaming when
/// ``commit()`` is called. Without a commit the temporary file is removed: on any error, when the writer goes out of
/// use, and on SIGINT, SIGTERM and SIGHUP. One left by a killed process is removed by the next writer of the same path.
@safe package final class AtomicFileWriter {
    /// The path as it was given.
    package let path: String
    private let calls: WriterCalls
    private let target: WriteTarget
    private let temporaryName: String
    private var directory: Int32
    private var descriptor: Int32
    private var signalSlot: Int32
    private var buffer: [UInt8] = []
    private var isFinished = false

    /// How many bytes were written so far, which is the offset of the next one.
    package private(set) var position = 0

    /// What is collected before a write.
    private static let bufferSize = 1 << 18

    /// Starts a file.
    ///
    /// - Parameter inputs: files that the path must not name, since they are being read.
    /// - Throws: `output-is-input`, and `cannot-create` when the path cannot be written to.
    package convenience init(
        _ path: String, notReplacing inputs: [FileContents] = []
    ) throws(Diagnostic) {
        try self.init(path, notReplacing: inputs, calls: .system)
    }

    /// Starts a file with system calls of the caller's, so that tests can make each of them fail.
    package init(_ path: String, notReplacing inputs: [FileContents], calls: WriterCalls) throws(Diagnostic) {
        self.path = path
        self.calls = calls
        target = try WriteTarget(path, notReplacing: inputs.compactMap(\.identity))
        directory = try target.openFolder()
        TemporaryNames.removeStale(for: target.name, in: target.folder, directory: directory)
        do {
            (temporaryName, descriptor) = try TemporaryNames.create(for: target, in: directory)
        } catch {
            close(directory)
            throw error
        }
        signalSlot = unsafe weft_temporary_register(directory, temporaryName)
    }

    deinit {
        abandon()
    }

    /// Appends bytes.
    ///
    /// - Throws: `cannot-write`; the temporary file is gone then.
    package func write(_ bytes: [UInt8]) throws(Diagnostic) {
        try write(bytes.span)
    }

    /// Appends bytes.
    ///
    /// - Throws: `cannot-write`; the temporary file is gone then.
    package func write(_ bytes: Span<UInt8>) throws(Diagnostic) {
        position += bytes.count
        guard buffer.count + bytes.count > AtomicFileWriter.bufferSize else {
            unsafe bytes.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
            return
        }
        try flush()
        let failure = unsafe bytes.withUnsafeBytes { unsafe calls.writeAll(descriptor, $0) }
        if let failure { throw fail(failure) }
    }

    /// Appends a range of another file's bytes, without a copy in memory.
    ///
    /// - Throws: `cannot-write`, and `unexpected-end` when the range is not inside the file.
    package func write(_ file: FileContents, _ range: Range<Int>) throws(Diagnostic) {
        try file.withBytes(range) { bytes throws(Diagnostic) in try write(bytes) }
    }

    /// Appends zeros until the position is a multiple of an alignment.
    ///
    /// - Throws: `cannot-write`.
    package func pad(to alignment: Int) throws(Diagnostic) {
        guard alignment > 1, position % alignment != 0 else { return }
        try write([UInt8](repeating: 0, count: alignment - position % alignment))
    }

    /// What was written so far as a file to read, under the path that it is to have.
    ///
    /// - Throws: `cannot-write`, `file-unreadable`.
    package func contents() throws(Diagnostic) -> FileContents {
        try flush()
        return try FileContents.open(temporaryName, in: directory, name: path)
    }

    /// Brings everything to the medium and gives the file its name, unless a check of what was written throws.
    ///
    /// - Throws: `cannot-write`, or what the check throws; the old file is then still there.
    package func commit(after check: WrittenCheck? = nil) throws(Diagnostic) {
        if let check { try check(try contents()) }
        guard !isFinished else {
            throw Diagnostic("cannot-write", "the file was already written or given up", place: path)
        }
        try flush()
        if calls.synchronise(descriptor) != 0 { throw fail(SystemFailure()) }
        if calls.rename(directory, temporaryName, target.name) != 0 { throw fail(SystemFailure()) }
        isFinished = true
        weft_temporary_unregister(signalSlot)
        // The new name is in place; a folder that cannot be synced (some network file systems) loses nothing but time.
        _ = weft_synchronise(directory)
        close(descriptor)
        close(directory)
    }

    /// Gives the file up: the temporary file is removed and the path keeps what it had.
    package func abandon() {
        guard !isFinished else { return }
        isFinished = true
        unsafe _ = unlinkat(directory, temporaryName, 0)
        weft_temporary_unregister(signalSlot)
        close(descriptor)
        close(directory)
    }

    private func flush() throws(Diagnostic) {
        guard !isFinished else {
            throw Diagnostic("cannot-write", "the file was already written or given up", place: path)
        }
        guard !buffer.isEmpty else { return }
        let failure = unsafe buffer.withUnsafeBytes { unsafe calls.writeAll(descriptor, $0) }
        buffer.removeAll(keepingCapacity: true)
        if let failure { throw fail(failure) }
    }

    private func fail(_ failure: SystemFailure) -> Diagnostic {
        abandon()
        return Diagnostic(
            "cannot-write", "the file cannot be written: \(failure.reason)", place: path,
            help: failure.number == ENOSPC ? "free some space; the old file, if there was one, is untouched" : nil)
    }

    /// Writes a whole small file at once, atomically.
    ///
    /// - Throws: `output-is-input`, `cannot-create` and `cannot-write`.
    package static func write(
        _ bytes: [UInt8], to path: String, notReplacing inputs: [FileContents] = [], check: WrittenCheck? = nil
    ) throws(Diagnostic) {
        let writer = try AtomicFileWriter(path, notReplacing: inputs)
        try writer.write(bytes)
        try writer.commit(after: check)
    }
}
