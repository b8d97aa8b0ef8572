package import WeftDiagnostics
package import WeftFiles
import WeftTensors

/// Writes ONNX files. Equal models give equal bytes.
///
/// Tensors lie aligned, so that a reader may map them: what fills the room before each is its documentation, spaces, which
/// readers pass over. Tensors that together have 2 GiB or more go into a file beside the model, `NAME.data`.
package struct ONNXWriter {
    /// The size of a file that other readers of protobuf do not read any more.
    private static let largestFile = 1 << 31
    /// What a tensor's first byte is aligned to, in the model file and in the one beside it.
    private static let alignment = 64
    private static let alignmentBeside = 4096
    /// Tensors below this stay in the model file even if the others do not.
    private static let smallest = 1024

    private let export: ONNXExport

    package init(_ export: ONNXExport) {
        self.export = export
    }

    /// Looks at a model file that was written, and at the file beside it, if there is one, by its name, before they take
    /// their names.
    package typealias Check = (_ model: FileContents, _ beside: [String: FileContents]) throws(Diagnostic) -> Void

    /// Writes the model, its tensors in the same file unless asked for beside it, or too large. Both files take their
    /// names when both are written and a check, if there is one, throws nothing.
    ///
    /// - Throws: `file-too-large` where even the nodes do not fit, and what the check and the writer throw.
    package func write(
        to path: String, tensorsBeside: Bool = false, notReplacing inputs: [FileContents] = [], check: Check? = nil
    ) throws(Diagnostic) {
        let total = export.tensors.reduce(0) { $0 + $1.tensor.byteCount + 256 + $1.name.utf8.count }
        let head = try export.head.encode()
        let beside = tensorsBeside || total + head.count >= ONNXWriter.largestFile
        let tensors = beside ? try writeTensors(beside: path, inputs) : nil
        let model = try writeModel(to: path, beside: beside, inputs)
        if let check {
            let name = Paths.name(of: ONNXWriter.dataPath(path))
            var files: [String: FileContents] = [:]
            if let tensors { files[name] = try tensors.contents() }
            try check(try model.contents(), files)
        }
        try tensors?.commit()
        try model.commit()
    }

    /// Whether a tensor goes into the file beside the model.
    private func isBeside(_ tensor: Tensor) -> Bool { tensor.byteCount >= ONNXWriter.smallest }

    private static func dataPath(_ path: String) -> String { "\(path).data" }

    private func writeTensors(
        beside path: String, _ inputs: [FileContents]
    ) throws(Diagnostic) -> AtomicFileWriter {
        let writer = try AtomicFileWriter(ONNXWriter.dataPath(path), notReplacing: inputs)
        for entry in export.tensors where isBeside(entry.tensor) {
            try writer.pad(to: ONNXWriter.alignmentBeside)
            try entry.tensor.write(to: writer)
        }
        return writer
    }

    private func writeModel(
        to path: String, beside: Bool, _ inputs: [FileContents]
    ) throws(Diagnostic) -> AtomicFileWriter {
        var head = export.head
        let graph = head.message("graph") ?? head.new("graph")
        head.set("graph", ProtobufMessage?.none)
        let front = try head.encode()
        let nodes = try graph.encode()
        var records: [Record] = []
        var offset = 0
        for entry in export.tensors {
            guard beside, isBeside(entry.tensor) else {
                records.append(Record(try description(entry, in: graph).encode(), entry.tensor))
                continue
            }
            offset = (offset + ONNXWriter.alignmentBeside - 1) / ONNXWriter.alignmentBeside * ONNXWriter.alignmentBeside
            let message = external(try description(entry, in: graph), path, offset, entry.tensor.byteCount)
            records.append(Record(try message.encode(), nil))
            offset += entry.tensor.byteCount
        }
        let layout = ONNXWriter.layout(records, front: front.count, nodes: nodes.count)
        guard layout.total < ONNXWriter.largestFile else {
            throw Diagnostic("file-too-large", "the file would have \(layout.total) bytes, and ONNX files end at 2 GiB")
        }
        let writer = try AtomicFileWriter(path, notReplacing: inputs)
        // Field 7 of the model, the graph.
        try writer.write(front + [0x3A] + Varint.bytes(layout.graph) + nodes)
        for (record, padding) in zip(records, layout.paddings) {
            try writer.write(record.header(padding: padding))
            if let tensor = record.tensor { try tensor.write(to: writer) }
        }
        return writer
    }

    private func description(
        _ entry: WeightsFile.Entry, in graph: ProtobufMessage
    ) throws(Diagnostic) -> ProtobufMessage {
        _ = try ONNXElementType.exported(entry.tensor.elementType)
        var message = graph.new("initializer")
        ONNXTensorEncoder.describe(entry.tensor, into: &message)
        message.set("name", entry.name)
        return message
    }

    private func external(
        _ message: ProtobufMessage, _ path: String, _ offset: Int, _ count: Int
    ) -> ProtobufMessage {
        var message = message
        let location = Paths.name(of: ONNXWriter.dataPath(path))
        for (key, value) in [("location", location), ("offset", String(offset)), ("length", String(count))] {
            message.append("external_data") {
                $0.set("key", key)
                $0.set("value", value)
            }
        }
        message.set("data_location", 1)
        return message
    }
}

extension ONNXWriter {
    /// A tensor in the graph: field 5, its length, the description, what fills, and field 9 with the bytes.
    private struct Record {
        let description: [UInt8]
        let tensor: Tensor?

        init(_ description: [UInt8], _ tensor: Tensor?) {
            self.description = description
            self.tensor = tensor
        }

        private var dataHeader: [UInt8] { tensor.map { [0x4A] + Varint.bytes($0.byteCount) } ?? [] }

        /// What stands before the bytes.
        func header(padding: Int?) -> [UInt8] {
            let filling = padding.map { [0x62] + Varint.bytes($0) + [UInt8](repeating: 0x20, count: $0) } ?? []
            let body = description + filling + dataHeader
            return [0x2A] + Varint.bytes(body.count + (tensor?.byteCount ?? 0)) + body
        }

        /// The number of bytes before the tensor's.
        func headerCount(padding: Int?) -> Int {
            let body = description.count + (padding.map { 1 + Varint.width($0) + $0 } ?? 0) + dataHeader.count
            return 1 + Varint.width(body + (tensor?.byteCount ?? 0)) + body
        }

        /// All bytes.
        func count(padding: Int?) -> Int { headerCount(padding: padding) + (tensor?.byteCount ?? 0) }

        /// The least filling with which the bytes lie aligned when the record begins at an offset.
        func padding(at start: Int) -> Int? {
            guard tensor != nil else { return nil }
            func isAligned(_ padding: Int?) -> Bool {
                (start + headerCount(padding: padding)) % ONNXWriter.alignment == 0
            }
            if isAligned(nil) { return nil }
            // The lengths' own widths may grow with it, so a few more than one alignment are tried.
            return (0..<(3 * ONNXWriter.alignment)).first(where: isAligned) ?? 0
        }
    }

    /// What fills the room before each tensor, and the lengths of the graph and of the file.
    private static func layout(
        _ records: [Record], front: Int, nodes: Int
    ) -> (paddings: [Int?], graph: Int, total: Int) {
        // The graph's length stands before it, in as many bytes as it takes.
        for width in 1...9 {
            let start = front + 1 + width
            var position = start + nodes
            var paddings: [Int?] = []
            for record in records {
                let padding = record.padding(at: position)
                paddings.append(padding)
                position += record.count(padding: padding)
            }
            let graph = position - start
            if Varint.width(graph) == width { return (paddings, graph, position) }
        }
        // Alignment may shift by one width exactly at its edge; unaligned tensors are read as well.
        let plain = records.reduce(nodes) { $0 + $1.count(padding: nil) }
        let total = front + 1 + Varint.width(plain) + plain
        return (records.map { _ in nil }, plain, total)
    }
}
