import Foundation
import Testing
import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftGraph
import WeftOperators
import WeftTensors
import WeftTestSupport

/// What becomes of an ONNX file's structure.
@Suite struct ONNXImportTests {
    private func imported(
        _ file: ONNXAssembly, values: [String: Tensor] = [:], sizes: [String: Int] = [:]
    ) throws -> ONNXImport {
        try ONNXFile(file.contents()).model(values: values, sizes: sizes)
    }

    private func operators(_ result: ONNXImport) -> [String] { result.model.graph.nodes.map(\.operation.name) }

    private func types(_ result: ONNXImport) -> [String] {
        result.model.graph.outputTypes.map { "\($0.name): \($0.type)" }
    }

    @Test("Operators, parameters, labels and free sizes of a small network")
    func picture() throws {
        let result = try imported(.picture())
        let graph = result.model.graph
        #expect(operators(result) == ["conv", "relu", "global_avg_pool", "flatten", "dense"])
        #expect(types(result) == ["y: f32[N, 2]"])
        #expect(graph.parameterTypes.map(\.name) == ["conv.weight", "fc.weight", "fc.bias"])
        #expect(result.model.weights["conv.weight"]?.shape == [4, 3, 3, 3])
        #expect(graph.nodes[0].path == ["body", "conv"])
        #expect(result.ledger.entries.contains { $0.place == "node 'head' (Gemm)" })
        #expect(result.unknown.isEmpty && result.decidingInputs.isEmpty)
        #expect(GraphVerifier.verify(graph).isEmpty)
    }

    @Test("Arithmetic of shapes is followed as expressions, and leaves nothing behind")
    func symbolicShapes() throws {
        var file = ONNXAssembly()
        file.input("x", ["N", "T", 6])
        file.integers("zero", [0])
        file.integers("rest", [-1])
        file.integers("axis", [0])
        file.node("Shape", ["x"], ["shape"])
        file.node("Gather", ["shape", "zero"], ["n"])
        file.node("Concat", ["n", "rest"], ["sizes"]) { $0.attribute("axis", 0) }
        file.node("Reshape", ["x", "sizes"], ["y"])
        file.output("y")
        let result = try imported(file)
        #expect(types(result) == ["y: f32[N, 6 * T]"])
        #expect(operators(result) == ["reshape"])
    }

    @Test("A tensor of one number stands where it is first read, and once")
    func filledTensors() throws {
        var file = ONNXAssembly()
        file.input("x", [2, 3])
        file.integers("sizes", [2, 3])
        file.node("ConstantOfShape", ["sizes"], ["a"])
        file.node("ConstantOfShape", ["sizes"], ["b"])
        file.node("Relu", ["x"], ["r"])
        file.node("Add", ["r", "b"], ["s"])
        file.node("Mul", ["s", "a"], ["p"])
        file.node("Sub", ["p", "b"], ["y"])
        file.output("y")
        #expect(operators(try imported(file)) == ["relu", "full", "add", "full", "multiply", "subtract"])
    }

    /// Rows of a table by indices, after a choice for those below 0: what they then are.
    private func lookup(negative: Int) -> ONNXAssembly {
        var file = ONNXAssembly()
        file.input("x", [5, 2])
        file.input("ids", ["N"], type: 7)
        file.integers("zero", [0])
        file.integers("other", [negative])
        file.node("Less", ["ids", "zero"], ["below"])
        file.node("Where", ["below", "other", "ids"], ["places"])
        file.node("Gather", ["x", "places"], ["y"])
        file.output("y")
        return file
    }

    @Test("Indices that are refused below 0 are ours, and those that count from the end are counted from the front")
    func refusedIndices() throws {
        #expect(operators(try imported(lookup(negative: 5))) == ["gather"])
        #expect(operators(try imported(lookup(negative: 9))) == ["gather"])
        // One that lies inside is taken for them.
        #expect(operators(try imported(lookup(negative: 4))).contains("select"))
        var plain = ONNXAssembly()
        plain.input("x", [5, 2])
        plain.input("ids", ["N"], type: 7)
        plain.node("Gather", ["x", "ids"], ["y"])
        plain.output("y")
        #expect(operators(try imported(plain)).contains("select"))
    }

    /// Rows of steps with zeros at or past their ends, which are looked up among the numbers of steps or not.
    private func masked(refusing: Bool) -> ONNXAssembly {
        var file = ONNXAssembly()
        file.input("x", ["N", 3])
        file.input("lengths", ["N"], type: 7)
        file.integers("steps", [0, 1, 2])
        file.integers("numbers", [0, 1, 2, 3])
        file.integers("zero", [0])
        file.integers("end", [4])
        file.integers("one", [1])
        file.node("Less", ["lengths", "zero"], ["below"])
        file.node("Where", ["below", "end", "lengths"], ["places"])
        file.node("Gather", ["numbers", "places"], ["found"])
        file.node("Unsqueeze", ["steps", "zero"], ["columns"])
        file.node("Unsqueeze", [refusing ? "found" : "lengths", "one"], ["ends"])
        file.node("Less", ["columns", "ends"], ["inside"])
        file.node("ConstantOfShape", ["none"], ["nothing_there"])
        file.integers("none", [])
        file.node("Where", ["inside", "x", "nothing_there"], ["y"])
        file.output("y")
        return file
    }

    @Test("A choice by lengths is a mask where lengths that are no number of steps are refused, as a mask does")
    func masks() throws {
        #expect(operators(try imported(masked(refusing: true))) == ["mask"])
        #expect(!operators(try imported(masked(refusing: false))).contains("mask"))
    }

    @Test("An input that decides a shape is known where its value is given, and found while running otherwise")
    func decidingInputs() throws {
        var file = ONNXAssembly()
        file.input("x", [2, 6])
        file.input("shape", [2], type: 7)
        file.node("Reshape", ["x", "shape"], ["y"])
        file.output("y")
        let free = try imported(file)
        #expect(free.decidingInputs == ["shape"])
        #expect(free.model.graph.findsSizes)
        let value = try #require(Tensor([3, -1] as [Int64], shape: [2]))
        let bound = try imported(file, values: ["shape": value])
        #expect(types(bound) == ["y: f32[3, 4]"])
    }

    @Test("A function of the file is inlined under the label of its call, with its own attributes")
    func functions() throws {
        var file = ONNXAssembly()
        file.input("x", ["N", 4])
        file.model.append("functions") { function in
            function.set("name", "Scaled")
            function.set("domain", "own")
            function.set("input", ["a"])
            function.set("output", ["b"])
            function.set("attribute", ["slope"])
            function.append("opset_import") { $0.set("version", 17) }
            function.append("node") { node in
                node.set("op_type", "LeakyRelu")
                node.set("input", ["a"])
                node.set("output", ["b"])
                node.append("attribute") { attribute in
                    attribute.set("name", "alpha")
                    attribute.set("type", 1)
                    attribute.set("ref_attr_name", "slope")
                }
            }
        }
        file.node("Scaled", ["x"], ["y"], name: "call") { node in
            node.set("domain", "own")
            node.append("attribute") { attribute in
                attribute.set("name", "slope")
                attribute.set("type", 1)
                attribute.set("f", 0.25)
            }
        }
        file.output("y")
        let result = try imported(file)
        let node = try #require(result.model.graph.nodes.first)
        #expect((node.operation as? Op.LeakyRelu)?.slope == 0.25)
        #expect(node.path == ["call"])
    }

    @Test("An operator that is not known keeps its name, its settings and its declared type")
    func unknownOperators() throws {
        var file = ONNXAssembly()
        file.input("x", ["N", 4])
        file.node("Teleport", ["x"], ["y"], name: "t") { $0.attribute("distance", 3) }
        file.output("y", ["N", 4])
        let result = try imported(file)
        #expect(operators(result) == ["onnx.Teleport"])
        #expect(result.unknown.first?.message == "the operator Teleport is not supported")
        #expect(result.model.graph.nodes[0].operation.attributeValues.map(\.name) == ["distance"])
    }

    @Test("Before version 7 the second operand broadcasts at an axis; softmax joins the axes behind its own before 13")
    func versions() throws {
        var old = ONNXAssembly(opset: 6)
        old.input("x", [2, 3, 4])
        old.floats("b", [3])
        old.node("Add", ["x", "b"], ["s"]) { node in
            node.attribute("broadcast", 1)
            node.attribute("axis", 1)
        }
        old.node("Softmax", ["s"], ["y"])
        old.output("y")
        #expect(operators(try imported(old)) == ["unsqueeze", "add", "reshape", "softmax", "reshape"])
        var new = ONNXAssembly(opset: 13)
        new.input("x", [2, 3, 4])
        new.node("Softmax", ["x"], ["y"])
        new.output("y")
        #expect(operators(try imported(new)) == ["softmax"])
    }

    @Test("External data are read beside the file, also at an offset")
    func externalData() throws {
        let folder = TemporaryFolder()
        var file = ONNXAssembly()
        file.input("x", [2])
        file.initializer { tensor in
            tensor.set("name", "w")
            tensor.set("data_type", 1)
            tensor.set("dims", [2])
            tensor.set("data_location", 1)
            for (key, value) in [("location", "weights.bin"), ("offset", "4"), ("length", "8")] {
                tensor.append("external_data") { entry in
                    entry.set("key", key)
                    entry.set("value", value)
                }
            }
        }
        file.node("Add", ["x", "w"], ["y"])
        file.output("y")
        let path = try folder.file("net.onnx", file.bytes())
        let reals = [Float(7), 1.5, -2].flatMap { value in
            (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt32($0))) }
        }
        _ = try folder.file("weights.bin", reals)
        let result = try ONNXFile(FileContents.open(path)).model()
        #expect(result.model.weights["w"].map { PlainTensor($0).reals } == [1.5, -2])
    }

    @Test("A file beyond 2 GiB is read, and its tensor stays in it")
    func largeFiles() throws {
        let folder = TemporaryFolder()
        let count = 3 << 28
        var file = ONNXAssembly()
        file.input("x", [1])
        file.integers("last", [count - 1])
        file.node("Gather", ["w", "last"], ["g"])
        file.node("Add", ["x", "g"], ["y"])
        file.output("y")
        var tensor = file.graph.new("initializer")
        tensor.set("name", "w")
        tensor.set("data_type", 1)
        tensor.set("dims", [count])
        // The elements are the last bytes of the tensor, which is the last field of the graph: a hole in the file.
        let head = try tensor.encode() + [0x4A] + ONNXAssembly.varint(4 * count)
        let graph = try file.graph.encode() + [0x2A] + ONNXAssembly.varint(head.count + 4 * count) + head
        let start = try file.model.encode() + [0x3A] + ONNXAssembly.varint(graph.count + 4 * count) + graph
        let path = try folder.file("large.onnx", start)
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.truncate(atOffset: UInt64(start.count + 4 * count))
        try handle.close()
        let result = try ONNXFile(FileContents.open(path)).model()
        let weight = try #require(result.model.weights["w"])
        #expect(weight.count == count && weight.byteCount == 3 << 30)
        #expect(weight.isView)
        #expect(operators(result) == ["constant", "gather", "add"])
    }

    @Test("What no output needs is left out, and its tensors too")
    func deadNodes() throws {
        var file = ONNXAssembly.picture()
        file.floats("unused", [5])
        file.node("Exp", ["r"], ["nothing"])
        let result = try imported(file)
        #expect(!operators(result).contains("exp"))
        #expect(result.model.weights["unused"] == nil)
        #expect(result.ledger.entries.contains { $0.place == "tensor 'unused'" })
    }
}
