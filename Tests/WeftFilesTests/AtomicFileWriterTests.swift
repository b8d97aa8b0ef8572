import CWeftTestSupport
import Testing
import WeftDiagnostics
import WeftFiles

#if canImport(Darwin)
import Darwin
#else
import Glibc
import WeftTestSupport
#endif

@Suite struct AtomicFileWriterTests {
    @Test func writesWhatItIsGivenAndKeepsTheMode() throws {
        let folder = TemporaryFolder()
        let path = try folder.file("model", "old".bytes)
        unsafe chmod(path, 0o640)
        let big = [UInt8](repeating: 9, count: 1_000_000)
        let writer = try AtomicFileWriter(path)
        try writer.write("new".bytes)
        try writer.pad(to: 64)
        #expect(writer.position == 64)
        try writer.pad(to: 64)
        try writer.write(big)
        try writer.write(FileContents(name: "memory", bytes: [1, 2, 3, 4]), 1..<3)
        #expect(writer.position == 1_000_066)
        #expect(try FileContents.open(path).bytes(0..<3) == "old".bytes)
        try writer.commit()
        let expected = "new".bytes + [UInt8](repeating: 0, count: 61) + big + [2, 3]
        let file = try FileContents.open(path)
        #expect(try file.bytes(0..<file.count) == expected)
        #expect(try Folders.list(folder.path) == ["model"])
        var status = stat()
        #expect(unsafe stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o640)
    }

    @Test func leavesNothingWithoutACommit() throws {
        let folder = TemporaryFolder()
        let path = try folder.file("model", "old".bytes)
        do {
            let writer = try AtomicFileWriter(path)
            try writer.write("new".bytes)
            #expect(try Folders.list(folder.path).count == 2)
        }
        #expect(try Folders.list(folder.path) == ["model"])
        #expect(try FileContents.open(path).bytes(0..<3) == "old".bytes)
        let writer = try AtomicFileWriter(path)
        writer.abandon()
        #expect(code { () throws(Diagnostic) in try writer.commit() } == "cannot-write")
    }

    @Test func refusesItsInputsAndWhatIsNoFile() throws {
        let folder = TemporaryFolder()
        let path = try folder.file("model", "old".bytes)
        let input = try FileContents.open(path)
        #expect(unsafe symlink(path, folder / "link") == 0)
        #expect(unsafe link(path, folder / "hard") == 0)
        for name in ["model", "link", "hard", "./model"] {
            #expect(
                code { () throws(Diagnostic) in try AtomicFileWriter(folder / name, notReplacing: [input]) }
                    == "output-is-input")
        }
        try Folders.create(folder / "sub")
        #expect(unsafe mkfifo(folder / "pipe", 0o600) == 0)
        let longName = String(repeating: "a", count: 256)
        for path in [
            folder / "sub", folder / "pipe", folder / "none/x", folder / "", "/dev/null", "", "a\0b",
            folder / longName, folder / "model/x", folder / "..",
        ] {
            #expect(code { () throws(Diagnostic) in try AtomicFileWriter(path) } == "cannot-create")
        }
        #expect(try Folders.list(folder.path) == ["hard", "link", "model", "pipe", "sub"])
        try AtomicFileWriter.write([1], to: folder / String(repeating: "a", count: 255))
    }

    @Test func replacesALinkNotWhatItPointsTo() throws {
        let folder = TemporaryFolder()
        let path = try folder.file("model", "old".bytes)
        #expect(unsafe symlink(path, folder / "link") == 0)
        try AtomicFileWriter.write("new".bytes, to: folder / "link")
        #expect(try FileContents.open(path).bytes(0..<3) == "old".bytes)
        #expect(try FileContents.open(folder / "link").bytes(0..<3) == "new".bytes)
    }

    /// Fails the n-th system call for every n until nothing fails: the old file or the new, and nothing beside it.
    @Test func survivesTheFailureOfEveryCall() throws {
        let folder = TemporaryFolder()
        let old = "old".bytes
        let new = (0..<600_000).map { UInt8(truncatingIfNeeded: $0) }
        for failing in 0..<100 {
            let path = try folder.file("model", old)
            let counter = Counter(failing: failing)
            let result = Result { () throws(Diagnostic) in
                let writer = try AtomicFileWriter(path, notReplacing: [], calls: counter.calls)
                try writer.write(Array(new[..<10]))
                try writer.write(Array(new[10...]))
                try writer.commit()
            }
            let file = try FileContents.open(path)
            #expect(try Folders.list(folder.path) == ["model"])
            switch result {
            case .success:
                #expect(try file.bytes(0..<file.count) == new)
                #expect(failing > 4)
                return
            case .failure(let problem):
                #expect(problem.code == "cannot-write")
                #expect(problem.help != nil)
                #expect(try file.bytes(0..<file.count) == old)
            }
        }
        Issue.record("some call failed every time")
    }

    @Test func removesWhatAKilledWriterLeft() throws {
        let folder = TemporaryFolder()
        let path = folder / "model"
        let stale = folder / (TemporaryNames.prefix(for: "model") + "1")
        let young = folder / (TemporaryNames.prefix(for: "model") + "2")
        for name in [stale, young] { try AtomicFileWriter.write([1], to: name) }
        setAge(of: stale, seconds: 3600)
        let held = try AtomicFileWriter(path)
        let heldName = try #require(
            try Folders.list(folder.path).first {
                $0.hasPrefix(".model.weft-") && !stale.hasSuffix($0) && !young.hasSuffix($0)
            })
        setAge(of: folder / heldName, seconds: 3600)
        try AtomicFileWriter.write([2], to: path)
        #expect(try Folders.list(folder.path) == [heldName, Paths.name(of: young), "model"].sorted())
        held.abandon()
    }

    /// A child process that is interrupted while it writes leaves nothing behind.
    @Test(arguments: [SIGINT, SIGTERM]) func leavesNothingWhenInterrupted(signal: Int32) throws {
        let folder = TemporaryFolder()
        let directory = unsafe open(folder.path, O_RDONLY | O_DIRECTORY)
        let path = try folder.file("temporary", [1])
        unsafe #expect(weft_test_interrupt(directory, Paths.name(of: path), signal) == signal)
        let left = try Folders.list(folder.path)
        #expect(left == [])
        close(directory)
    }

    private func setAge(of path: String, seconds: Int) {
        var times = utimbuf(actime: time(nil) - seconds, modtime: time(nil) - seconds)
        #expect(unsafe utime(path, &times) == 0)
    }
}

/// System calls of which one fails.
private final class Counter: @unchecked Sendable {
    private var left: Int

    init(failing: Int) {
        left = failing
    }

    private func fails() -> Bool {
        left -= 1
        if left == -1 { errno = ENOSPC }
        return left == -1
    }

    /// Each write takes at most 100,000 bytes, and every third is interrupted first.
    var calls: WriterCalls {
        let system = WriterCalls.system
        return unsafe WriterCalls(
            write: { descriptor, bytes in
                if self.fails() { return -1 }
                if self.left % 3 == 0, self.left > 0 {
                    self.left -= 1
                    errno = EINTR
                    return -1
                }
                let part = unsafe UnsafeRawBufferPointer(rebasing: bytes[..<min(bytes.count, 100_000)])
                return unsafe system.write(descriptor, part)
            },
            synchronise: { self.fails() ? -1 : system.synchronise($0) },
            rename: { self.fails() ? -1 : system.rename($0, $1, $2) })
    }
}
