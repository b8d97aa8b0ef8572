import Testing
import WeftDiagnostics
import WeftFiles

#if canImport(Darwin)
import Darwin
#else
import Glibc
import WeftTestSupport
#endif

@Suite struct ExternalFileTests {
    @Test func opensPlainNamesBesidesTheOwner() throws {
        let folder = TemporaryFolder()
        let owner = try folder.file("model.onnx", [1])
        try Folders.create(folder / "sub")
        _ = try folder.file("weights.bin", [2])
        try AtomicFileWriter.write([3], to: folder / "sub/more.bin")
        #expect(try FileContents.open(named: "weights.bin", besides: owner).bytes(0..<1) == [2])
        #expect(try FileContents.open(named: "sub/more.bin", besides: owner).bytes(0..<1) == [3])
        #expect(
            code { () throws(Diagnostic) in try FileContents.open(named: "none", besides: owner) }
                == "file-not-found")
        #expect(code { () throws(Diagnostic) in try FileContents.open(named: "sub", besides: owner) } == "not-a-file")
    }

    @Test(arguments: [
        "", ".", "..", "../model.onnx", "sub/../../x", "sub/..", "/etc/passwd", "sub//x", "sub/", "a\\b", "C:x", "a\0b",
        "a\nb", "./x",
    ]) func refusesPathsThatAreMore(path: String) throws {
        let folder = TemporaryFolder()
        let owner = try folder.file("model.onnx", [1])
        #expect(code { () throws(Diagnostic) in try FileContents.open(named: path, besides: owner) } == "path-refused")
    }

    @Test func refusesLinksOnTheWayAndAtTheEnd() throws {
        let folder = TemporaryFolder()
        let outside = TemporaryFolder()
        let owner = try folder.file("model.onnx", [1])
        let secret = try outside.file("secret", [2])
        #expect(unsafe symlink(secret, folder / "link") == 0)
        #expect(unsafe symlink(outside.path, folder / "linked") == 0)
        #expect(unsafe link(secret, folder / "hard") == 0)
        for path in ["link", "linked/secret", "hard"] {
            #expect(
                code { () throws(Diagnostic) in try FileContents.open(named: path, besides: owner) }
                    == "path-refused")
        }
        unsafe unlink(folder / "linked")
    }
}
