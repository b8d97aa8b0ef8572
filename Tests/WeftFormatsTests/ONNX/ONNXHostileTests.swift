import Foundation
import Testing
import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftGraph
import WeftTensors
import WeftTestSupport

/// Files that lie are refused by name, and files that are broken never stop the program.
@Suite struct ONNXHostileTests {
    /// What is said of a file: the error, or what was not understood.
    private static func verdict(_ bytes: [UInt8]) -> String {
        do throws(Diagnostic) {
            let result = try ONNXFile(FileContents(name: "test.onnx", bytes: bytes)).model()
            guard let first = result.unknown.first else { return "imported" }
            return "imported, but \(line(first))"
        } catch {
            return line(error)
        }
    }

    private static func line(_ diagnostic: Diagnostic) -> String {
        let labels = diagnostic.labels.isEmpty ? "" : " (\(diagnostic.labels.joined(separator: "; ")))"
        return "\(diagnostic.place ?? "nowhere"): \(diagnostic.message)\(labels) [\(diagnostic.code)]"
    }

    @Test("Every lie is refused in the words of Fixtures/onnx-lies.txt")
    func lies() throws {
        let found = ONNXLies.all.map { "\($0.name)\n    \(ONNXHostileTests.verdict($0.bytes))\n" }.joined()
        let path = fixture("onnx-lies.txt")
        if ProcessInfo.processInfo.environment["WEFT_BLESS"] == "1" {
            try AtomicFileWriter.write(Array(found.utf8), to: path)
        }
        let golden = try String(
            decoding: FileContents.open(path).bytes(0..<FileContents.open(path).count), as: UTF8.self)
        #expect(found.split(separator: "\n") == golden.split(separator: "\n"))
        #expect(ONNXLies.all.count >= 40)
        #expect(Set(ONNXLies.all.map(\.name)).count == ONNXLies.all.count)
    }

    @Test("No single byte that is changed, and no place where the file is cut, stops the program")
    func flips() {
        let bytes = ONNXAssembly.picture().bytes()
        #expect(ONNXHostileTests.verdict(bytes) == "imported")
        for index in bytes.indices {
            for bit in [0, 3, 7] {
                var changed = bytes
                changed[index] ^= 1 << UInt8(bit)
                #expect(!ONNXHostileTests.verdict(changed).isEmpty)
            }
            #expect(!ONNXHostileTests.verdict(Array(bytes.prefix(index))).isEmpty)
        }
    }

    @Test("A chain of twenty thousand nodes takes seconds, also where none is understood", .timeLimit(.minutes(2)))
    func longChains() throws {
        for type in ["Relu", "Teleport"] {
            var file = ONNXAssembly()
            file.input("v0", ["N", 3])
            var nodes: [ProtobufMessage] = []
            var types: [ProtobufMessage] = []
            for index in 0..<20_000 {
                var node = file.graph.new("node")
                node.set("op_type", type)
                node.set("input", ["v\(index)"])
                node.set("output", ["v\(index + 1)"])
                nodes.append(node)
                types.append(ONNXAssembly.value("v\(index + 1)", ["N", 3], type: 1, in: file.graph))
            }
            file.graph.set("node", nodes)
            file.graph.set("value_info", types)
            file.output("v20000", ["N", 3])
            let result = try ONNXFile(file.contents()).model()
            #expect(result.model.graph.nodes.count == 20_000)
            #expect(result.unknown.count == (type == "Relu" ? 0 : 20_000))
        }
    }

    @Test(
        "Of the files that others made to break readers each is refused or imported",
        .enabled(if: SharedData.isThere, "shared/data is not beside the repository"))
    func legacy() throws {
        let file = try SharedData.open("malformed/legacy_ir1_super_resolution.onnx")
        let result = try ONNXFile(file).model()
        #expect(result.unknown.isEmpty)
        #expect(result.model.graph.outputs.count == 1)
    }
}
