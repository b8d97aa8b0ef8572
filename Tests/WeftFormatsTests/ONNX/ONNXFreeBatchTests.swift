import Testing
import WeftDiagnostics
import WeftFormats
import WeftGraph

/// Files that fix the batch, read with a free one.
@Suite struct ONNXFreeBatchTests {
    private func imported(_ file: ONNXAssembly, sizes: [String: Int] = [:]) throws -> ONNXImport {
        var file = try ONNXFile(file.contents())
        file.freesBatch = true
        return try file.model(sizes: sizes)
    }

    private func types(_ result: ONNXImport) -> [String] {
        (result.model.graph.inputTypes + result.model.graph.outputTypes).map { "\($0.name): \($0.type)" }
    }

    private func conditions(_ result: ONNXImport) -> [String] {
        Validity(result.model.graph).solved.map(\.description)
    }

    private func decision(_ result: ONNXImport, _ place: String) -> String? {
        result.ledger.entries.first { $0.place == place }?.decision
    }

    /// An input whose rows are reshaped, through a node if one is given.
    private func reshaping(_ shape: [ONNXSize], to target: [Int], through type: String? = nil) -> ONNXAssembly {
        var file = ONNXAssembly()
        file.input("x", shape)
        file.integers("target", target)
        if let type { file.node(type, ["x"], ["t"]) }
        file.node("Reshape", [type == nil ? "x" : "t", "target"], ["y"], name: "r")
        file.output("y")
        return file
    }

    @Test(
        "each row is reshaped for itself, as far as the target begins with the fixed batch",
        arguments: [
            ([1, 8, 2, 2], [1, 32], "f32[N, 32]"), ([1, 8, 2, 2], [1, -1], "f32[N, 32]"),
            ([1, 12], [1, 2, -1, 3], "f32[N, 2, 2, 3]"), ([4, 12], [4, 3, 4], "f32[N, 3, 4]"),
            ([1], [1, -1], "f32[N, 1]"),
        ] as [([ONNXSize], [Int], String)])
    func rows(_ shape: [ONNXSize], _ target: [Int], _ type: String) throws {
        let result = try imported(reshaping(shape, to: target))
        #expect(types(result).last == "y: \(type)")
        #expect(conditions(result) == [])
        let freed = "[\((["N"] + target.dropFirst().map(String.init)).joined(separator: ", "))]"
        #expect(decision(result, "node 'r' (Reshape)") == "its target \(target) is read as \(freed), row by row")
        #expect(decision(result, "input 'x'")?.hasSuffix("is free: N") == true)
        let bound = try imported(reshaping(shape, to: target), sizes: ["N": 3])
        #expect(types(bound).last == "y: \(type.replacing("N", with: "3"))")
    }

    @Test("what follows the free size by itself needs no other reading", arguments: [[-1, 32], [0, -1]])
    func followed(_ target: [Int]) throws {
        let result = try imported(reshaping([1, 8, 2, 2], to: target))
        #expect(types(result).last == "y: f32[N, 32]")
        #expect(decision(result, "node 'r' (Reshape)") == nil)
    }

    @Test(
        "what would mix rows stays as the file has it", arguments: [[2, 4], [2, -1], [8, 1], [8, -1], [4, -1, 2]])
    func mixing(_ target: [Int]) throws {
        let result = try imported(reshaping([1, 8], to: target))
        #expect(conditions(result) == ["N == 1"])
        #expect(decision(result, "output 'y'") == "the size of its first axis is not the free one, N")
        #expect(throws: Diagnostic.self) { try imported(reshaping([1, 8], to: target), sizes: ["N": 3]) }
        #expect(try types(imported(reshaping([1, 8], to: target), sizes: ["N": 1])).first == "x: f32[1, 8]")
    }

    @Test("rows that do not lie along the first axis are not kept apart", arguments: [[1, 8], [1, -1]])
    func transposed(_ target: [Int]) throws {
        #expect(try conditions(imported(reshaping([1, 8], to: target, through: "Transpose"))) == ["N == 1"])
    }

    @Test("a tensor of one row beside rows, and an axis that is taken away, hold the batch fixed")
    func held() throws {
        var file = ONNXAssembly()
        file.input("x", [1, 3, 4])
        file.floats("token", [1, 1, 4])
        file.node("Concat", ["token", "x"], ["y"]) { $0.attribute("axis", 1) }
        file.output("y")
        #expect(try conditions(imported(file)) == ["N == 1"])
        #expect(try conditions(imported(reshaping([1, 1, 8], to: [1, 8], through: "Squeeze"))) == ["N == 1"])
    }

    @Test("inputs with the batch along the first axis have it free, each under the same name")
    func names() throws {
        var file = reshaping([1, 8], to: [1, 2, 4])
        file.input("n", [1], type: 7)
        file.input("state", [2, 1, 4])
        file.input("other", ["N", 5])
        file.output("n")
        let result = try imported(file)
        #expect(
            types(result) == [
                "x: f32[batch, 8]", "n: i64[batch]", "state: f32[2, 1, 4]", "other: f32[N, 5]", "y: f32[batch, 2, 4]",
                "n: i64[batch]",
            ])
        var named = reshaping(["B", 8], to: [1, 2, 4])
        named.input("z", [1, 3])
        let kept = try imported(named)
        #expect(types(kept) == ["x: f32[B, 8]", "z: f32[B, 3]", "y: f32[B, 2, 4]"] && conditions(kept) == [])
    }

    @Test("pictures of another size keep their rows")
    func resized() throws {
        var file = ONNXAssembly()
        file.input("x", [1, 3, 4, 4])
        file.integers("sizes", [1, 3, 8, 6])
        file.node("Resize", ["x", "", "", "sizes"], ["y"])
        file.output("y")
        let result = try imported(file)
        #expect(types(result).last == "y: f32[N, 3, 8, 6]" && conditions(result) == [])
    }

    @Test("a file without axes has no batch, and without the option all stays")
    func none() throws {
        var file = ONNXAssembly()
        file.input("x", [])
        file.node("Relu", ["x"], ["y"])
        file.output("y")
        #expect(#expect(throws: Diagnostic.self) { try imported(file) }?.code == "onnx-batch")
        let plain = try ONNXFile(reshaping([1, 8], to: [1, 2, 4]).contents())
        #expect(try types(plain.model()) == ["x: f32[1, 8]", "y: f32[1, 2, 4]"])
        #expect(try plain.freeSizes() == [])
        var free = plain
        free.freesBatch = true
        #expect(try free.freeSizes() == ["N"])
    }
}
