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

/// Where this package is.
let packageFolder = Paths.folder(of: Paths.folder(of: Paths.folder(of: #filePath)))

/// Whether a program runs and ends well.
func succeeds(_ command: String) -> Bool { unsafe system(command) == 0 }

@Suite struct SchemaTests {
    @Test(
        .enabled(
            if: succeeds("protoc-c --version 2>/dev/null | grep -q '^protobuf-c 1\\.4\\.1$'"),
            "protoc-c 1.4.1 is not installed"))
    func theGeneratedCodeIsThatOfTheSchemas() throws {
        let folder = TemporaryFolder()
        #expect(succeeds("'\(packageFolder)/tools/schemas.sh' '\(folder.path)'"))
        let schemas = try Folders.list(packageFolder + "/schemas").filter { $0.hasSuffix(".proto") }
        #expect(!schemas.isEmpty)
        for schema in schemas {
            let name = String(schema.dropLast(".proto".count))
            for file in ["\(name).pb-c.c", "include/\(name).pb-c.h"] {
                let made = try FileContents.open(folder / file)
                let committed = try FileContents.open("\(packageFolder)/Sources/CWeftSchemas/\(file)")
                #expect(
                    try made.equals(0..<made.count, committed, 0..<committed.count),
                    "Sources/CWeftSchemas/\(file) is out of date: run tools/schemas.sh")
            }
        }
    }

    /// The layout of the first bytes, which is for ever.
    @Test func theModelBeginsAsTheFormatSays() throws {
        var model = ProtobufMessage(.weftModel)
        model.set("magic", UInt64(0x0A1A_0A0D_5446_4557))
        model.set("version", 1)
        model.set("file_bytes", 2)
        model.set("head_bytes", 0)
        model.set("head_checksum", 4)
        model.fill("head") { _ in }
        model.append("payloads") { $0.set("data", [UInt8(7)]) }
        let bytes = try model.encode()
        #expect(Array(bytes[0..<9]) == [0x09] + "WEFT\r\n\u{1A}\n".bytes)
        #expect(Array(bytes[9..<14]) == [0x15, 1, 0, 0, 0])
        #expect(Array(bytes[14..<23]) == [0x19, 2, 0, 0, 0, 0, 0, 0, 0])
        #expect(Array(bytes[23..<32]) == [0x21, 0, 0, 0, 0, 0, 0, 0, 0])
        #expect(Array(bytes[32..<37]) == [0x2D, 4, 0, 0, 0])
        #expect(Array(bytes[37...]) == [0x32, 0, 0x3A, 3, 0x12, 1, 7])
    }

    @Test func messagesAreFoundByName() {
        #expect(ProtobufSchema(named: "weft.TensorIndex")?.fieldNames.first == "name")
        #expect(ProtobufSchema(named: "weft.None") == nil)
        #expect(ProtobufSchema.weftModel.name == "weft.Model")
    }
}
