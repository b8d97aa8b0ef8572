import Testing
import WeftDiagnostics
import WeftFiles

#if canImport(Darwin)
import Darwin
#else
import Glibc
import WeftTestSupport
#endif

/// A zip archive made field by field, so that tests can also make what no writer would.
struct ZipForgery {
    struct File {
        var name = "a".bytes
        var localName: [UInt8]?
        var data = "hello".bytes
        var method = 0
        var flags = 0
        var checksum: UInt32?
        var localChecksum: UInt32?
        var size: Int?
        var localSize: Int?
        var compressedSize: Int?
        var localExtra: [UInt8] = []
        var centralExtra: [UInt8] = []
        var offset: Int?
        var disk = 0
        /// What the data are once inflated.
        var plain: [UInt8]?
    }

    var files = [File()]
    var before: [UInt8] = []
    var between: [UInt8] = []
    var after: [UInt8] = []
    var count: Int?
    var directoryOffset: Int?
    var directorySize: Int?
    var record64: [UInt8] = []
    var comment: [UInt8] = []

    static func little(_ value: Int, _ size: Int) -> [UInt8] {
        (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    /// Deflate without compression: one block that is stored.
    static func deflated(_ bytes: [UInt8]) -> [UInt8] {
        [1] + little(bytes.count, 2) + little(~bytes.count, 2) + bytes
    }

    var bytes: [UInt8] {
        var result = before
        var directory: [UInt8] = []
        for file in files {
            let plain = FileContents(name: "plain", bytes: file.plain ?? file.data)
            let real = (try? plain.zipChecksum(0..<plain.count)) ?? 0
            let offset = file.offset ?? result.count
            let size = file.size ?? plain.count
            let compressed = file.compressedSize ?? file.data.count
            result +=
                [0x50, 0x4B, 3, 4] + little(20, 2) + little(file.flags, 2) + little(file.method, 2) + little(0, 4)
            result += little(Int(file.localChecksum ?? file.checksum ?? real), 4)
            result += little(file.localSize ?? compressed, 4) + little(file.localSize ?? size, 4)
            let localName = file.localName ?? file.name
            result += little(localName.count, 2) + little(file.localExtra.count, 2) + localName + file.localExtra
            result += file.data
            directory += [0x50, 0x4B, 1, 2] + little(20, 2) + little(20, 2) + little(file.flags, 2)
            directory += little(file.method, 2) + little(0, 4) + little(Int(file.checksum ?? real), 4)
            directory += little(compressed, 4) + little(size, 4) + little(file.name.count, 2)
            directory += little(file.centralExtra.count, 2) + little(0, 2) + little(file.disk, 2) + little(0, 6)
            directory += little(offset, 4) + file.name + file.centralExtra
        }
        result += between
        let start = result.count
        result += directory + record64
        let number = little(count ?? files.count, 2)
        result += [0x50, 0x4B, 5, 6] + little(0, 4) + number + number + little(directorySize ?? directory.count, 4)
        return result + little(directoryOffset ?? start, 4) + little(comment.count, 2) + comment + after
    }

    private func little(_ value: Int, _ size: Int) -> [UInt8] { ZipForgery.little(value, size) }
}

@Suite struct ZipArchiveTests {
    private func open(_ forgery: ZipForgery, _ limits: ZipLimits = ZipLimits()) throws(Diagnostic) -> ZipArchive {
        try ZipArchive(FileContents(name: "zip", bytes: forgery.bytes), limits: limits)
    }

    private func forged(_ change: (inout ZipForgery) -> Void) -> ZipForgery {
        var forgery = ZipForgery()
        change(&forgery)
        return forgery
    }

    private func text(_ archive: ZipArchive, _ name: String) throws -> [UInt8] {
        let contents = try archive.contents(of: try #require(archive[name]), verifying: true)
        return try contents.bytes(0..<contents.count)
    }

    @Test func readsStoredAndDeflatedFiles() throws {
        let forgery = forged {
            let deflated = ZipForgery.deflated("world".bytes)
            $0.files.append(.init(name: "b/c".bytes, data: deflated, method: 8, plain: "world".bytes))
            $0.files.append(.init(name: "empty".bytes, data: []))
            $0.comment = "a comment".bytes
        }
        let archive = try open(forgery)
        #expect(archive.entries.map(\.name) == ["a", "b/c", "empty"])
        #expect(try text(archive, "a") == "hello".bytes)
        #expect(try text(archive, "b/c") == "world".bytes)
        #expect(try text(archive, "empty") == [])
        let entry = try #require(archive["b/c"])
        #expect(try archive.beginning(of: entry, 2).bytes(0..<2) == "wo".bytes)
        #expect(try archive.beginning(of: entry, 100).count == 5)
        #expect(archive["none"] == nil)
        #expect(try open(forged { $0.files = [] }).entries.isEmpty)
    }

    @Test func refusesDirectoriesThatLie() {
        for forgery in [
            forged { $0.after = [0] }, forged { $0.count = 2 }, forged { $0.count = 0 }, forged { $0.count = 65_535 },
            forged { $0.directoryOffset = 1 }, forged { $0.directoryOffset = 1 << 31 }, forged { $0.directorySize = 1 },
            forged { $0.directorySize = 0xFFFF_FFFF },
            forged {
                $0.between = [1, 2, 3]; $0.directoryOffset = 36
            },
            forged { $0.record64 = [1, 2, 3] },
        ] {
            #expect(code { () throws(Diagnostic) in try open(forgery) } == "zip-directory")
        }
        #expect(
            code { () throws(Diagnostic) in try ZipArchive(FileContents(name: "zip", bytes: [])) } == "zip-directory")
    }

    @Test func refusesHeadersThatDisagree() {
        for forgery in [
            forged { $0.files[0].localName = "b".bytes }, forged { $0.files[0].localChecksum = 1 },
            forged { $0.files[0].localSize = 4 }, forged { $0.files[0].offset = 1 }, forged { $0.files[0].disk = 1 },
            forged { $0.files[0].offset = 1 << 31 },
        ] {
            #expect(code { () throws(Diagnostic) in try open(forgery) } == "zip-header")
        }
    }

    @Test func refusesWhatIsNotRead() {
        for forgery in [
            forged { $0.files[0].flags = 1 }, forged { $0.files[0].flags = 1 << 6 },
            forged { $0.files[0].flags = 1 << 13 },
            forged { $0.files[0].method = 99 }, forged { $0.files[0].method = 12 }, forged { $0.files[0].method = 9 },
        ] {
            #expect(code { () throws(Diagnostic) in try open(forgery) } == "zip-method")
        }
    }

    @Test(arguments: ["", "/a", "../a", "a/../b", "a//b", "a\\b", "a\0b", "a\nb", "..", "./a", "."])
    func refusesNamesThatAreMore(name: String) {
        #expect(code { () throws(Diagnostic) in try open(forged { $0.files[0].name = name.bytes }) } == "zip-name")
    }

    @Test func refusesNamesGivenTwiceAndInvalidOnes() {
        #expect(code { () throws(Diagnostic) in try open(forged { $0.files.append(.init()) }) } == "zip-name")
        #expect(
            code { () throws(Diagnostic) in try open(forged { $0.files[0].name = [0x61, 0xFF] }) } == "invalid-utf8")
    }

    @Test func refusesSizesThatCannotBe() {
        for forgery in [
            forged { $0.files[0].size = 6 }, forged { $0.files[0].size = 4 },
            forged {
                $0.files[0].size = 1000; $0.files[0].compressedSize = 1000
            },
            forged {
                $0.files[0].method = 8; $0.files[0].size = 0xFFFF_FFFE
            },
        ] {
            #expect(code { () throws(Diagnostic) in try open(forgery) } == "zip-size")
        }
    }

    @Test func refusesFilesThatOverlapAndWhatStandsBefore() {
        #expect(code { () throws(Diagnostic) in try open(forged { $0.before = [1, 2, 3] }) } == "zip-overlap")
        // The second file is the first one again; then the data of the first hold a whole second file.
        let again = forged { $0.files.append(.init(name: "a".bytes, offset: 0)) }
        #expect(code { () throws(Diagnostic) in try open(again) } == "zip-name")
        var inner = ZipForgery()
        inner.files[0].name = "b".bytes
        let nested = forged {
            $0.files[0].data = Array(inner.bytes[..<36])
            $0.files.append(.init(name: "b".bytes, offset: 31))
        }
        #expect(code { () throws(Diagnostic) in try open(nested) } == "zip-overlap")
    }

    @Test func refusesDamagedData() throws {
        func problem(_ forgery: ZipForgery) -> String {
            code { () throws(Diagnostic) in
                let archive = try open(forgery)
                return try archive.contents(of: archive.entries[0], verifying: true)
            }
        }
        let plain = "hello".bytes
        let good = ZipForgery.deflated(plain)
        func file(_ data: [UInt8], size: Int = 5, checksum: UInt32? = nil) -> ZipForgery {
            forged { $0.files[0] = .init(data: data, method: 8, checksum: checksum, size: size, plain: plain) }
        }
        #expect(try text(try open(file(good)), "a") == plain)
        #expect(problem(forged { $0.files[0].checksum = 1 }) == "zip-checksum")
        #expect(problem(file(good, checksum: 1)) == "zip-checksum")
        #expect(problem(file(good, size: 4)) == "zip-data")
        #expect(problem(file(good, size: 6)) == "zip-data")
        #expect(problem(file(good + [0])) == "zip-data")
        #expect(problem(file(Array(good.dropLast()))) == "zip-data")
        #expect(problem(file([7] + good.dropFirst())) == "zip-data")
        #expect(problem(file([])) == "zip-data")
        let limited = try open(file(good), ZipLimits(inflatedBytes: 4))
        #expect(code { () throws(Diagnostic) in try limited.contents(of: limited.entries[0]) } == "zip-limit")
        #expect(try limited.beginning(of: limited.entries[0], 4).count == 4)
    }

    @Test func limitsHoldAtTheirEdge() throws {
        let three = forged { forgery in
            forgery.files = (0..<3).map { ZipForgery.File(name: "n\($0)".bytes) }
        }
        _ = try open(three, ZipLimits(entries: 3, nameBytes: 2))
        #expect(code { () throws(Diagnostic) in try open(three, ZipLimits(entries: 2)) } == "zip-limit")
        #expect(code { () throws(Diagnostic) in try open(three, ZipLimits(nameBytes: 1)) } == "zip-limit")
    }

    @Test func takesSizesBehindTheDataWhenTheyAgree() throws {
        let forgery = forged {
            $0.files[0].flags = 8
            $0.files[0].localChecksum = 0
            $0.files[0].localSize = 0
        }
        #expect(try text(try open(forgery), "a") == "hello".bytes)
    }

    @Test func everyCutIsRefusedAndEveryChangedByteIsReadOrRefused() {
        let bytes = forged {
            $0.files.append(.init(name: "b".bytes, data: ZipForgery.deflated([1, 2]), method: 8, plain: [1, 2]))
        }.bytes
        for count in 0..<bytes.count {
            let cut = FileContents(name: "zip", bytes: Array(bytes[..<count]))
            #expect((try? ZipArchive(cut)) == nil)
        }
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << UInt8(bit)
                guard let archive = try? ZipArchive(FileContents(name: "zip", bytes: changed)) else { continue }
                for entry in archive.entries { _ = try? archive.contents(of: entry, verifying: true) }
            }
        }
    }

    @Test(.enabled(if: SharedData.folder != nil, "the shared material is not there")) func readsArchivesOfOthers() throws {
        var waiting = [try #require(SharedData.folder)]
        var found = 0
        while let folder = waiting.popLast() {
            for name in try Folders.list(folder) {
                let path = Paths.join(folder, name)
                if Folders.kind(of: path) == .folder { waiting.append(path) }
                guard [".npz", ".pt", ".pth", ".keras", ".zip"].contains(where: { name.hasSuffix($0) }) else {
                    continue
                }
                let file = try FileContents.open(path)
                guard ZipArchive.isZip(file) else { continue }
                found += 1
                let archive = try ZipArchive(file)
                for entry in archive.entries { _ = try archive.contents(of: entry, verifying: true) }
            }
        }
        #expect(found > 0)
    }
}

@Suite struct ZipWriterTests {
    /// With a small threshold everything is written as zip64 has it.
    @Test(arguments: [0xFFFF_FFFF, 100, 1]) func whatIsWrittenIsReadAndAligned(threshold: Int) throws {
        let folder = TemporaryFolder()
        var writer = try ZipWriter(folder / "a.npz", zip64Threshold: threshold)
        let big = [UInt8](repeating: 3, count: 300_000)
        try writer.add("a", header: "head".bytes, "body".bytes.span)
        try writer.add("folder/é.npy", big.span)
        try writer.add("empty", [UInt8]().span)
        try writer.add("part", FileContents(name: "memory", bytes: [1, 2, 3, 4]), 1..<3)
        try writer.commit()
        let archive = try ZipArchive(try FileContents.open(folder / "a.npz"))
        #expect(archive.entries.map(\.name) == ["a", "folder/é.npy", "empty", "part"])
        #expect(archive.entries.allSatisfy { $0.range.lowerBound % 64 == 0 && $0.method == .stored })
        let contents = try archive.entries.map { entry in
            let contents = try archive.contents(of: entry, verifying: true)
            return try contents.bytes(0..<contents.count)
        }
        #expect(contents == ["headbody".bytes, big, [], [2, 3]])
    }

    @Test func refusesNamesGivenTwice() throws {
        let folder = TemporaryFolder()
        var writer = try ZipWriter(folder / "a.npz")
        try writer.add("a", [UInt8]().span)
        var problem = ""
        do { try writer.add("a", [UInt8]().span) } catch { problem = error.code }
        #expect(problem == "zip-name")
    }

    @Test func leavesNothingWithoutACommit() throws {
        let folder = TemporaryFolder()
        do {
            var writer = try ZipWriter(folder / "a.npz")
            try writer.add("a", [UInt8]().span)
        }
        #expect(try Folders.list(folder.path) == [])
    }
}
