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

@Suite struct FileContentsTests {
    @Test(arguments: [ReadingMode.map, .read]) func givesTheBytesOfAFile(mode: ReadingMode) throws {
        let folder = TemporaryFolder()
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let file = try FileContents.open(try folder.file("data", bytes), mode: mode)
        #expect(file.count == bytes.count)
        #expect(file.isMapped == (mode == .map))
        #expect(try file.bytes(0..<bytes.count) == bytes)
        #expect(try file.bytes(99_990..<100_000) == Array(bytes[99_990...]))
        #expect(try file.withBytes(5..<9) { $0[3] } == bytes[8])
        file.release(0..<file.count)
        #expect(try file.bytes(0..<bytes.count) == bytes)
        #expect(file.identity == Folders.identity(of: folder / "data"))
    }

    @Test(arguments: [ReadingMode.map, .read]) func opensAnEmptyFile(mode: ReadingMode) throws {
        let folder = TemporaryFolder()
        let file = try FileContents.open(try folder.file("empty", []), mode: mode)
        #expect(file.count == 0)
        #expect(try file.bytes(0..<0) == [])
        #expect(try file.withAllBytes { $0.count } == 0)
        #expect(code { () throws(Diagnostic) in try file.bytes(0..<1) } == "unexpected-end")
        #expect(try file.checksum(0..<0) == 0)
    }

    @Test func saysWhatCannotBeOpened() throws {
        let folder = TemporaryFolder()
        #expect(code { () throws(Diagnostic) in try FileContents.open(folder / "none") } == "file-not-found")
        #expect(code { () throws(Diagnostic) in try FileContents.open("") } == "file-not-found")
        #expect(code { () throws(Diagnostic) in try FileContents.open("a\0b") } == "file-not-found")
        let inFile = try folder.file("file", [1]) + "/below"
        #expect(code { () throws(Diagnostic) in try FileContents.open(inFile) } == "file-not-found")
        let atFolder = diagnostic { () throws(Diagnostic) in try FileContents.open(folder.path) }
        #expect(atFolder.code == "not-a-file")
        #expect(atFolder.place == folder.path)
        #expect(code { () throws(Diagnostic) in try FileContents.open("/dev/zero") } == "not-a-file")
        let longName = String(repeating: "a", count: 5000)
        #expect(code { () throws(Diagnostic) in try FileContents.open(longName) } == "file-unreadable")
    }

    @Test func doesNotWaitForAFIFO() throws {
        let folder = TemporaryFolder()
        #expect(unsafe mkfifo(folder / "pipe", 0o600) == 0)
        let problem = diagnostic { () throws(Diagnostic) in try FileContents.open(folder / "pipe") }
        #expect(problem.code == "not-a-file")
        #expect(problem.help?.contains("-") == true)
    }

    @Test(.enabled(if: getuid() != 0, "root may read everything")) func saysWhenItMayNotRead() throws {
        let folder = TemporaryFolder()
        let path = try folder.file("secret", [1])
        unsafe chmod(path, 0)
        #expect(code { () throws(Diagnostic) in try FileContents.open(path) } == "file-unreadable")
    }

    @Test func readsAStreamToItsEndAndNoFurtherThanItsLimit() throws {
        for (size, limit) in [(0, 10), (1, 10), (300_000, 300_000), (300_001, 300_000)] {
            let reader = weft_test_pipe(size)
            defer { close(reader) }
            if size <= limit {
                let file = try FileContents.readStream(reader, name: "pipe", limit: limit)
                #expect(try file.bytes(0..<file.count) == [UInt8](repeating: 7, count: size))
                #expect(file.identity == nil)
            } else {
                let found = code { () throws(Diagnostic) in
                    try FileContents.readStream(reader, name: "pipe", limit: limit)
                }
                #expect(found == "stream-too-large")
            }
        }
    }

    @Test func checksEveryRange() throws {
        let file = FileContents(name: "memory", bytes: [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(try file.loadUnaligned(at: 1, as: UInt32.self) == 0x0504_0302)
        #expect(try file.loadUnaligned(at: 4, as: Int32.self) == 0x0807_0605)
        for offset in [5, 8, 9, -1, Int.max, Int.min] {
            #expect(
                code { () throws(Diagnostic) in try file.loadUnaligned(at: offset, as: UInt32.self) }
                    == "unexpected-end")
        }
        for range in [0..<9, 8..<9, -1..<2, 0..<Int.max, Int.min..<0, Int.min..<Int.max - 1] {
            #expect(code { () throws(Diagnostic) in try file.bytes(range) } == "unexpected-end")
        }
        #expect(file.has([1, 2]))
        #expect(file.has([7, 8], at: 6))
        #expect(!file.has([8, 9], at: 7))
        #expect(!file.has([1], at: -1))
        #expect(try file.equals(0..<2, FileContents(name: "other", bytes: [0, 1, 2]), 1..<3))
        #expect(try !file.equals(0..<2, file, 1..<3))
        #expect(try !file.equals(0..<2, file, 0..<3))
    }

    @Test func cursorReadsNumbersAndStopsAtItsEnd() throws {
        let file = FileContents(name: "memory", bytes: [1, 0xFF, 0xFF, 0, 0, 0x80, 0x3F, 0xC3, 0xA9, 0xFF])
        var cursor = try ByteCursor(file)
        #expect(try cursor.read(UInt8.self) == 1)
        #expect(try cursor.read(Int16.self) == -1)
        #expect(try cursor.readFloat() == 1)
        #expect(try cursor.readString(2) == "é")
        let invalid = diagnostic { () throws(Diagnostic) in
            var copy = cursor; return try copy.readString(1)
        }
        #expect(invalid.code == "invalid-utf8")
        #expect(invalid.place == "byte 9")
        let early = diagnostic { () throws(Diagnostic) in
            var copy = cursor; return try copy.read(UInt64.self)
        }
        #expect(early.code == "unexpected-end")
        #expect(early.message == "8 bytes are needed at byte 9, and 1 are left there")
        for count in [-1, 2, Int.max, Int.min] {
            #expect(
                code { () throws(Diagnostic) in
                    var copy = cursor; return try copy.skip(count)
                } == "unexpected-end")
        }
        #expect(cursor.position == 9)
        let huge = FileContents(name: "memory", bytes: [UInt8](repeating: 0xFF, count: 8))
        #expect(
            code { () throws(Diagnostic) in
                var copy = try ByteCursor(huge)
                return try copy.readCount(UInt64.self)
            } == "number-range")
    }
}
