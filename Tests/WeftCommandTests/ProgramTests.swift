import Foundation
import Testing
import WeftDiagnostics

@Suite("The program as a whole")
struct ProgramTests {
    @Test("version and help; what is not made is not there")
    func help() throws {
        #expect(try Command("--version").output == "0.1.0\n")
        let help = try Command("--help").output
        for command in ["check", "fmt", "compile", "run", "bench", "verify", "convert", "inspect", "zoo"] {
            #expect(help.contains("  \(command) "))
        }
        for command in ["diff", "plot", "lsp", "new"] {
            #expect(!help.contains("  \(command) "))
            #expect(try Command(command).status == 64)
        }
    }

    @Test(
        "wrong usage is 64",
        arguments: [
            ["check"], ["check", "--nonsense", "zoo:mlp"], ["run", "zoo:mlp", "--top", "0"],
            ["inspect", "zoo:mlp", "--depth", "0"],
            ["convert", "a"], ["check", "zoo:mlp", "-D", "N"], ["zoo", "show"], ["run", "zoo:mlp", "--seed", "x"],
        ])
    func usage(arguments: [String]) throws {
        #expect(try Command(arguments).status == 64)
    }

    @Test("what is not there is 66, and a folder is no file", arguments: ["check", "inspect", "run"])
    func missing(command: String) throws {
        let folder = try Scratch()
        let result = try Command(command, "nothing.weft", in: folder)
        #expect(result.status == 66)
        #expect(result.errors.contains("error[file-not-found]") && result.errors.contains("nothing.weft"))
        #expect(try Command(command, ".", in: folder).status == 66)
        let zoo = try Command(command, "zoo:lenet", in: folder)
        #expect(zoo.status == 66 && zoo.errors.contains("did you mean 'lenet5'?"))
    }

    /// What people give by mistake, with what must be said of it.
    static let foreign: [(name: String, bytes: [UInt8], says: String)] = [
        ("empty.weft", [], "empty"),
        ("lfs.safetensors", Array("version https://git-lfs.github.com/spec/v1\noid sha256:0\n".utf8), "Git LFS"),
        ("page.safetensors", Array("<!DOCTYPE html><html></html>".utf8), "HTML"),
        ("packed.weft", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0], "gzip"),
        ("old.pt", [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8], "pickle"),
        ("keras.h5", [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0], "HDF5"),
        ("lite.tflite", [0x1C, 0, 0, 0] + Array("TFL3".utf8) + [0, 0, 0, 0], "TensorFlow Lite"),
        ("noise.bin", [0, 1, 2, 3, 0xFF, 0xFE, 0xFD, 7, 8, 9, 10, 11], "noise.bin"),
        ("cut.safetensors", [200, 0, 0, 0, 0, 0, 0, 0] + Array("{\"a\":".utf8), "cut.safetensors"),
    ]

    @Test("foreign and damaged files are 65, and said to be what they are", arguments: foreign.indices)
    func foreignFiles(index: Int) throws {
        let folder = try Scratch()
        let (name, bytes, says) = Self.foreign[index]
        try folder.write(name, bytes)
        for command in ["inspect", "run", "check"] {
            let result = try Command(command, name, in: folder)
            #expect(result.status == 65, "\(command) \(name): \(result.errors)")
            #expect(result.errors.contains(says), "\(command) \(name): \(result.errors)")
            #expect(result.output.isEmpty)
            let document = try Command(command, name, "--json", in: folder).json
            #expect(document["diagnostics"]?.elements.first?["severity"] == .string("error"))
        }
    }

    @Test("a reader that has gone ends the program quietly")
    func closedPipe() throws {
        let pipe = Pipe()
        let process = Process()
        process.executableURL = Command.executable
        process.arguments = ["zoo", "show", "mlp"]
        let errors = Pipe()
        process.standardOutput = pipe
        process.standardError = errors
        try pipe.fileHandleForReading.close()
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 0)
        #expect(try errors.fileHandleForReading.readToEnd()?.isEmpty ?? true)
    }
}
