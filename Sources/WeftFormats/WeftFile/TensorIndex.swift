import WeftDiagnostics
import WeftFiles
package import WeftGraph
package import WeftTensors

/// What a model file says of its tensors, checked as a whole without a look at their bytes.
package struct TensorIndex: Sendable {
    /// A tensor of the index.
    package struct Entry: Sendable {
        package let name: String
        /// Nil for a type that this version does not know.
        package let elementType: ElementType?
        package let shape: [Int]
        /// Where in the file the bytes are.
        package let range: Range<Int>
        package let checksum: UInt32
        /// Nil for a use that this version does not know.
        package let kind: TensorKind?
        /// Of packed weights: the key, the instruction set and the version of the packer.
        package let packing: PackedWeight.Key?
        /// Where the record of the bytes begins.
        let recordStart: Int
    }

    /// The tensors, by ascending offset.
    package let entries: [Entry]
    private let numbers: [String: Int]
    private let file: FileContents

    /// Reads the index and checks it: names differ, offsets ascend, are aligned and inside the file, lengths are what
    /// types and shapes need, two ranges are the same or apart, and the last ends the file.
    ///
    /// - Throws: `model-index` and `model-name`, which name the tensor.
    init(
        _ messages: [ProtobufMessage], _ file: FileContents, headEnd: Int, budgets: Budgets
    ) throws(Diagnostic) {
        self.file = file
        var entries: [Entry] = []
        var numbers: [String: Int] = [:]
        entries.reserveCapacity(messages.count)
        for message in messages {
            let name = message.string("name") ?? ""
            guard !name.isEmpty, name.utf8.count <= budgets.nameLength,
                numbers.updateValue(entries.count, forKey: name) == nil
            else {
                throw Diagnostic(
                    "model-name", "a tensor must have a name of its own, of \(budgets.nameLength) bytes at most",
                    place: "\(file.name): tensor \(name)")
            }
            do {
                entries.append(try TensorIndex.entry(name, message, file, after: entries.last, headEnd))
            } catch {
                throw error.placed(in: "\(file.name): tensor \(name)")
            }
        }
        let end = entries.last?.range.upperBound ?? headEnd
        guard end == file.count else {
            throw Diagnostic(
                "model-index", "the last record must end the file, and it ends at byte \(end) of \(file.count)",
                place: "\(file.name): byte \(end)")
        }
        self.entries = entries
        self.numbers = numbers
    }

    private static func entry(
        _ name: String, _ message: ProtobufMessage, _ file: FileContents, after last: Entry?, _ headEnd: Int
    ) throws(Diagnostic) -> Entry {
        guard message.unsigned("shard") ?? 0 == 0 else {
            throw Diagnostic("model-shards", "a model split into several files is not read")
        }
        guard let offset = Int(exactly: message.unsigned("offset") ?? 0),
            let length = Int(exactly: message.unsigned("length") ?? 0),
            offset <= file.count, length <= file.count - offset
        else {
            throw problem(
                "the bytes must lie inside the file, which has \(file.count)", message.unsigned("offset") ?? 0)
        }
        var shape: [Int] = []
        for size in message.unsigneds("dims") {
            guard let size = Int(exactly: size) else { throw problem("a size must be below 2^63", UInt64(offset)) }
            shape.append(size)
        }
        let elementType = ElementType(number: Int(message.integer("element_type") ?? 0))
        if let elementType {
            guard let count = shape.elementCount, elementType.byteCount(of: count) == length else {
                throw problem(
                    "\(length) bytes are not what \(elementType.rawValue)\(shape) needs", UInt64(offset))
            }
        }
        let range = offset..<offset + length
        var recordStart = last?.range.upperBound ?? headEnd
        if let last, last.range == range {
            recordStart = last.recordStart
            guard last.checksum == UInt32(truncatingIfNeeded: message.unsigned("checksum") ?? 0) else {
                throw problem("tensors with the same bytes must have the same checksum", UInt64(offset))
            }
        } else {
            // A tag and a length come before the data, and those of the record before them.
            guard offset >= recordStart + 4 else {
                throw problem(
                    "the bytes must lie behind those before, which end at byte \(recordStart)", UInt64(offset))
            }
            guard offset % PayloadRecord.alignment(length) == 0 else {
                throw problem(
                    "the offset must be a multiple of \(PayloadRecord.alignment(length))", UInt64(offset),
                    help: "a program that does not keep to the layout may have rewritten the file")
            }
        }
        return Entry(
            name: name, elementType: elementType, shape: shape, range: range,
            checksum: UInt32(truncatingIfNeeded: message.unsigned("checksum") ?? 0),
            kind: TensorKind(rawValue: Int(message.integer("kind") ?? 0)),
            packing: PackedWeight.Key(message), recordStart: recordStart)
    }

    private static func problem(_ message: String, _ offset: UInt64, help: String? = nil) -> Diagnostic {
        Diagnostic("model-index", message, place: "byte \(offset)", help: help)
    }

    /// The entry of a name, if there is one.
    package subscript(name: String) -> Entry? { numbers[name].map { entries[$0] } }

    /// A view of the bytes, whose record is looked at when ``Tensor/validate()`` is called.
    ///
    /// - Throws: `model-element-type`.
    func tensor(_ entry: Entry) throws(Diagnostic) -> Tensor {
        guard let elementType = entry.elementType else {
            throw Diagnostic(
                "model-element-type", "the tensor has an element type that is not known",
                place: "\(file.name): tensor \(entry.name)",
                help: "a newer version of Weft may have written the file: update this one")
        }
        let file = file
        return try Tensor(
            elementType, shape: entry.shape, in: file, offset: entry.range.lowerBound, count: entry.range.count,
            checksum: entry.checksum
        ) { () throws(Diagnostic) in
            try PayloadRecord.check(file, from: entry.recordStart, data: entry.range)
        }
    }

    /// What is wrong with the records and checksums; every byte of the file is read.
    func verify() -> [Diagnostic] {
        var problems: [Diagnostic] = []
        var previous: Range<Int>?
        for entry in entries where entry.range != previous {
            previous = entry.range
            do throws(Diagnostic) {
                try PayloadRecord.check(file, from: entry.recordStart, data: entry.range)
                if try file.checksum(entry.range) != entry.checksum {
                    throw Diagnostic(
                        "model-checksum", "the checksum of tensor \(entry.name) does not match: it is damaged",
                        place: "\(file.name): byte \(entry.range.lowerBound)", help: "fetch the file again")
                }
                file.release(entry.range)
            } catch {
                problems.append(error)
            }
        }
        return problems
    }
}

extension PackedWeight.Key {
    /// What an entry of the index says of packed weights; nil where it is not all there.
    init?(_ message: ProtobufMessage) {
        guard let recipe = message.string("recipe"), let set = message.string("instruction_set"),
            let version = message.unsigned("packer_version").flatMap({ Int(exactly: $0) })
        else { return nil }
        self.init(recipe: recipe, instructionSet: set, version: version)
    }
}
