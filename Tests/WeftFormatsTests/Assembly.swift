import Testing
import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftGraph
import WeftTensors
import WeftTestSupport

/// A model file made by hand, so that it can lie.
struct Assembly {
    /// The head, with an index whose offsets are set when the bytes are made.
    var head: ProtobufMessage
    /// The bytes of each distinct range of the index, in its order.
    var data: [[UInt8]]
    /// Changes the head once the offsets are in it; must not change their number.
    var change: (inout ProtobufMessage) -> Void = { _ in }
    var version: UInt32 = 1
    /// What is added to the length of the file that the preamble says.
    var missing = 0

    /// Takes a model's file apart.
    init(_ model: Model) throws {
        self.init(FileContents(name: "test", bytes: try modelBytes(model)))
    }

    init(_ file: FileContents) {
        let reader = try? WeftFileReader(file)
        let start = Assembly.headStart(file)
        let count = (try? file.loadUnaligned(at: 24, as: UInt64.self)).map(Int.init) ?? 0
        head = (try? ProtobufMessage.decode(.weftHead, file, in: start..<start + count)) ?? ProtobufMessage(.weftHead)
        data = []
        var previous: Range<Int>?
        for entry in reader?.index.entries ?? [] where entry.range != previous {
            previous = entry.range
            data.append((try? file.bytes(entry.range)) ?? [])
        }
    }

    static func headStart(_ file: FileContents) -> Int {
        var start = 38
        while file.has([0x80], at: start) || ((try? file.loadUnaligned(at: start, as: UInt8.self)) ?? 0) >= 0x80 {
            start += 1
        }
        return start + 1
    }

    /// The head, with offsets behind a head of so many bytes, and the records.
    private func placed(_ headBytes: Int) throws -> (head: [UInt8], records: [PayloadRecord]) {
        var position = 38 + varint(headBytes).count + headBytes
        var records: [PayloadRecord] = []
        for bytes in data {
            records.append(PayloadRecord(at: position, count: bytes.count))
            position = records[records.count - 1].data.upperBound
        }
        var head = head
        var number = -1
        var previous: UInt64?
        let tensors = head.messages("tensors").map { entry in
            if entry.unsigned("offset") != previous { number += 1 }
            previous = entry.unsigned("offset")
            var entry = entry
            if records.indices.contains(number) { entry.set("offset", records[number].data.lowerBound) }
            return entry
        }
        head.set("tensors", tensors)
        change(&head)
        return (try head.encode(), records)
    }

    /// The whole file.
    func bytes() throws -> [UInt8] {
        let (head, records) = try placed(try placed(0).head.count)
        return try bytes(head: head, records)
    }

    /// The whole file with a head of bytes that may be no message.
    func bytes(head: [UInt8], _ records: [PayloadRecord] = []) throws -> [UInt8] {
        var rest: [UInt8] = []
        for (record, bytes) in zip(records, data) { rest += record.header + bytes }
        let prefix = varint(head.count)
        let total = 38 + prefix.count + head.count + rest.count
        return [9] + "WEFT\r\n\u{1A}\n".bytes + [0x15] + little(Int(version), 4) + [0x19]
            + little(total + missing, 8) + [0x21] + little(head.count, 8) + [0x2D]
            + little(Int(CRC32C.checksum(head)), 4) + [0x32] + prefix + head + rest
    }

    private func varint(_ value: Int) -> [UInt8] {
        var value = value
        var bytes: [UInt8] = []
        while value >= 0x80 {
            bytes.append(UInt8(value & 0x7F) | 0x80)
            value >>= 7
        }
        return bytes + [UInt8(value)]
    }

    /// Changes one entry of a list.
    mutating func edit(_ list: StaticString, _ index: Int, _ edit: @escaping (inout ProtobufMessage) -> Void) {
        let before = change
        change = { head in
            before(&head)
            Assembly.edit(&head, list, index, edit)
        }
    }

    /// Changes one entry of a list of the graph.
    mutating func editGraph(_ list: StaticString, _ index: Int, _ edit: @escaping (inout ProtobufMessage) -> Void) {
        let before = change
        change = { head in
            before(&head)
            guard var graph = head.message("graph") else { return }
            Assembly.edit(&graph, list, index, edit)
            head.set("graph", graph)
        }
    }

    private static func edit(
        _ message: inout ProtobufMessage, _ list: StaticString, _ index: Int,
        _ edit: (inout ProtobufMessage) -> Void
    ) {
        var entries = message.messages(list)
        edit(&entries[index])
        message.set(list, entries)
    }
}

/// What opening bytes, making the model and using its weights comes to.
func outcome(_ bytes: [UInt8]) -> Result<Model, Diagnostic> {
    do throws(Diagnostic) {
        let model = try WeftFileReader(FileContents(name: "test", bytes: bytes)).model()
        for tensor in model.weights.values { try tensor.validate() }
        return .success(model)
    } catch {
        return .failure(error)
    }
}
