import Foundation
import Testing
import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftGraph
import WeftTensors
import WeftTestSupport

/// Files that are larger than protobuf's own libraries read. They are mostly holes, which take no room on the disk.
@Suite("ONNX files beyond 2 GiB")
struct ONNXLargeFileTests {
    /// A matrix of 3 GiB.
    private static let shape = [32768, 24576]
    private static let size = 3 << 30

    /// A product with one matrix, whose record is written apart.
    private static let product: ONNXAssembly = {
        var file = ONNXAssembly()
        file.input("x", ["N", 32768])
        file.node("MatMul", ["x", "w"], ["y"])
        file.output("y", ["N", 24576])
        return file
    }()

    /// The matrix without its numbers.
    private func description() throws -> [UInt8] {
        var tensor = Self.product.graph.new("initializer")
        tensor.set("name", "w")
        tensor.set("data_type", 1)
        tensor.set("dims", Self.shape)
        return try tensor.encode()
    }

    /// Writes bytes, a hole, and 1.5 as the last number.
    private func write(_ bytes: [UInt8], hole size: Int, to path: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { try? handle.close() }
        try handle.seek(toOffset: UInt64(bytes.count + size - 4))
        try handle.write(contentsOf: Data([0, 0, 0xC0, 0x3F]))
    }

    private func check(_ path: String) throws {
        let before = Environment.peakResidentBytes
        let imported = try ONNXFile(try FileContents.open(path)).model()
        #expect(imported.unknown.isEmpty)
        #expect(imported.model.graph.outputTypes.map { "\($0.type)" } == ["f32[N, 24576]"])
        let weight = try #require(imported.model.weights["w"])
        #expect(weight.shape == Self.shape && weight.byteCount == Self.size)
        let last = unsafe Array(weight.unsafeBytes.suffix(4))
        #expect(last == [0, 0, 0xC0, 0x3F])
        #expect(Environment.peakResidentBytes - before < 64 << 20)
    }

    @Test("one tensor of 3 GiB in the file itself")
    func inside() throws {
        let folder = TemporaryFolder()
        var model = Self.product.model
        let graph = try Self.product.graph.encode()
        let tensor = try description() + [0x4A] + ONNXAssembly.varint(Self.size)
        let record = [0x2A] + ONNXAssembly.varint(tensor.count + Self.size) + tensor
        model.set("graph", ProtobufMessage?.none)
        let head = try model.encode() + [0x3A] + ONNXAssembly.varint(graph.count + record.count + Self.size)
        try write(head + graph + record, hole: Self.size, to: folder / "model.onnx")
        try check(folder / "model.onnx")
    }

    @Test("one tensor behind 2 GiB of a file of external data")
    func beside() throws {
        let folder = TemporaryFolder()
        let offset = (2 << 30) + 4096
        var file = Self.product
        file.initializer { tensor in
            tensor.set("name", "w")
            tensor.set("data_type", 1)
            tensor.set("dims", Self.shape)
            tensor.set("data_location", 1)
            for (key, value) in [("location", "model.data"), ("offset", "\(offset)"), ("length", "\(Self.size)")] {
                tensor.append("external_data") { entry in
                    entry.set("key", key)
                    entry.set("value", value)
                }
            }
        }
        try Data(file.bytes()).write(to: URL(fileURLWithPath: folder / "model.onnx"))
        try write([], hole: offset + Self.size, to: folder / "model.data")
        try check(folder / "model.onnx")
    }
}
