import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftTensors

/// The tensors of a model file that is to be written: those with equal bytes share a place.
struct TensorTable {
    /// A packed weight and its name in the file.
    struct Packed {
        let name: String
        let weight: PackedWeight
    }

    /// Bytes that are written once, and what has them.
    private struct Group {
        let checksum: UInt32
        var entries: [WeightsFile.Entry]
        var tensor: Tensor { entries[0].tensor }
    }

    private var groups: [Group] = []
    private let keys: [String: PackedWeight.Key]

    /// Looks at every byte once; at those of tensors with equal checksums and lengths once more.
    ///
    /// - Throws: what ``Tensor/validate()`` throws, and `tensor-too-large`.
    init(_ sources: [WeightsFile.Entry], packed: [Packed] = []) throws(Diagnostic) {
        keys = Dictionary(packed.map { ($0.name, $0.weight.key) }, uniquingKeysWith: { first, _ in first })
        let entries = sources + packed.map { WeightsFile.Entry($0.name, $0.weight.tensor) }
        var numbers: [UInt64: [Int]] = [:]
        for entry in entries {
            try entry.tensor.validate()
            guard entry.tensor.byteCount < 1 << 41 else {
                throw Diagnostic("tensor-too-large", "a tensor must have fewer than 2^41 bytes", place: entry.name)
            }
            let checksum = entry.tensor.checksum
            // Most tensors differ in length already; the key only finds what to compare.
            let key = UInt64(truncatingIfNeeded: entry.tensor.byteCount) << 32 ^ UInt64(checksum)
            let same = numbers[key, default: []].first { groups[$0].tensor.hasSameBytes(as: entry.tensor) }
            if let same {
                groups[same].entries.append(entry)
            } else {
                numbers[key, default: []].append(groups.count)
                groups.append(Group(checksum: checksum, entries: [entry]))
            }
        }
    }

    /// The records behind a head that ends at an offset.
    func records(after headEnd: Int) -> [PayloadRecord] {
        var position = headEnd
        return groups.map { group in
            let record = PayloadRecord(at: position, count: group.tensor.byteCount)
            position = record.data.upperBound
            return record
        }
    }

    /// The entries of the index; without records with zeros for offsets, which take the same room.
    func index(_ records: [PayloadRecord]?, in owner: ProtobufMessage) -> [ProtobufMessage] {
        groups.enumerated().flatMap { number, group in
            group.entries.map { entry in
                var message = owner
                message.set("name", entry.name)
                message.set("element_type", entry.tensor.elementType.number)
                message.set("dims", entry.tensor.shape)
                message.set("offset", records.map { $0[number].data.lowerBound } ?? 0)
                message.set("length", entry.tensor.byteCount)
                message.set("checksum", Int(group.checksum))
                let key = keys[entry.name]
                message.set("kind", (key == nil ? TensorKind.source : .packed).rawValue)
                if let key {
                    message.set("recipe", key.recipe)
                    message.set("instruction_set", key.instructionSet)
                    message.set("packer_version", key.version)
                }
                return message
            }
        }
    }

    /// Writes the records.
    ///
    /// - Throws: `cannot-write`.
    func write(_ records: [PayloadRecord], to writer: AtomicFileWriter) throws(Diagnostic) {
        for (record, group) in zip(records, groups) {
            try writer.write(record.header)
            try group.tensor.write(to: writer)
        }
    }
}

/// What a tensor of a model file is for; the numbers are those of the schema.
package enum TensorKind: Int, Sendable {
    /// A parameter, a buffer or a constant.
    case source = 0
    /// Weights packed for an instruction set.
    case packed = 1
    /// The state of an optimizer.
    case trainingState = 2
}
