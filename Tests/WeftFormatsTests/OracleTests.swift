import Testing
import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftTensors

/// The half of `tools/oracles/formats.py` that is ours: whatever stands in its folder is read and written again.
@Suite(
    .enabled(
        if: Environment["WEFT_ORACLE_FOLDER"] != nil, "runs from tools/oracles/formats.py, which says what to read"))
struct OracleTests {
    @Test func filesOfOthersAreReadAndWrittenAgain() throws {
        let folder = try #require(Environment["WEFT_ORACLE_FOLDER"])
        let names = try Folders.list(folder).filter { $0.contains(".in.") }
        #expect(!names.isEmpty)
        for name in names {
            let weights = try Weights.read(try FileContents.open("\(folder)/\(name)"))
            let output = "\(folder)/" + name.split(separator: ".").prefix { $0 != "in" }.joined(separator: ".") + ".out"
            if name.hasSuffix(".npy") {
                try Npy.write(try #require(weights[""]), to: output + ".npy")
                continue
            }
            try WeftFileWriter().write(weights, to: output + ".weftpb")
            try SafetensorsWriter.write(weights.tensors, metadata: weights.metadata, to: output + ".safetensors")
            let hasAll = weights.tensors.allSatisfy { $0.tensor.elementType != .bf16 && $0.tensor.elementType.computes }
            if hasAll {
                try Npz.write(weights.tensors, to: output + ".npz")
            } else {
                #expect(throws: Diagnostic.self) { try Npz.write(weights.tensors, to: output + ".npz") }
            }
        }
    }
}
