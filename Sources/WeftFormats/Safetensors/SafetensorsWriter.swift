package import WeftDiagnostics
package import WeftFiles
import WeftTensors

/// Writes safetensors as its own library does, byte for byte: larger element types first, then by name.
package enum SafetensorsWriter {
    /// Writes a file atomically; the same tensors give the same bytes, in whatever order they are given.
    ///
    /// - Throws: `safetensors-type` for an element type that the format lacks, `safetensors-name` for a name that it
    ///   keeps for itself or that comes twice, and what the writer throws.
    package static func write(
        _ tensors: [WeightsFile.Entry], metadata: [(key: String, value: String)] = [], to path: String,
        notReplacing inputs: [FileContents] = [], check: WrittenCheck? = nil
    ) throws(Diagnostic) {
        let sorted = try sorted(tensors)
        let header = try header(sorted, metadata)
        let writer = try AtomicFileWriter(path, notReplacing: inputs)
        let length = UInt64(header.count)
        try writer.write((0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * UInt64($0))) })
        try writer.write(header)
        for (entry, _) in sorted { try entry.tensor.write(to: writer) }
        try writer.commit(after: check)
    }

    private static func sorted(
        _ tensors: [WeightsFile.Entry]
    ) throws(Diagnostic) -> [(WeightsFile.Entry, SafetensorsType)] {
        var typed: [(entry: WeightsFile.Entry, type: SafetensorsType)] = []
        for entry in tensors {
            guard let type = SafetensorsType(entry.tensor.elementType) else {
                throw Diagnostic(
                    "safetensors-type", "safetensors has no element type \(entry.tensor.elementType.rawValue)",
                    place: "tensor \(entry.name)", help: "convert the tensor to another type, or write a .weftpb")
            }
            guard type.elementType?.bits ?? 8 >= 8 || entry.tensor.count % 2 == 0 else {
                throw Diagnostic(
                    "safetensors-type", "a tensor of \(type.rawValue) must fill whole bytes in safetensors",
                    place: "tensor \(entry.name)")
            }
            try entry.tensor.validate()
            typed.append((entry, type))
        }
        typed.sort {
            $0.type.rank != $1.type.rank
                ? $0.type.rank > $1.type.rank
                : $0.entry.name.utf8.lexicographicallyPrecedes($1.entry.name.utf8)
        }
        return typed
    }

    private static func header(
        _ tensors: [(WeightsFile.Entry, SafetensorsType)], _ metadata: [(key: String, value: String)]
    ) throws(Diagnostic) -> [UInt8] {
        var members: [JSONValue.Member] = []
        var names: Set<String> = ["__metadata__"]
        if !metadata.isEmpty {
            let entries = metadata.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            members.append(
                JSONValue.Member("__metadata__", .object(entries.map { JSONValue.Member($0.key, .string($0.value)) })))
        }
        var offset = 0
        for (entry, type) in tensors {
            guard names.insert(entry.name).inserted else {
                throw Diagnostic(
                    "safetensors-name", "a tensor must not be named __metadata__, nor as another one is",
                    place: "tensor \(entry.name)")
            }
            let end = offset + entry.tensor.byteCount
            members.append(
                JSONValue.Member(
                    entry.name,
                    .object([
                        JSONValue.Member("dtype", .string(type.rawValue)),
                        JSONValue.Member("shape", .array(entry.tensor.shape.map { .integer($0) })),
                        JSONValue.Member("data_offsets", .array([.integer(offset), .integer(end)])),
                    ])))
            offset = end
        }
        var header = Array(JSONValue.object(members).text(pretty: false).utf8)
        header += [UInt8](repeating: 0x20, count: (8 - header.count % 8) % 8)
        guard header.count <= SafetensorsReader.largestHeader else {
            throw Diagnostic(
                "safetensors-header", "the header must not have more than \(SafetensorsReader.largestHeader) bytes")
        }
        return header
    }
}
