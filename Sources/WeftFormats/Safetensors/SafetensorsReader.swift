package import WeftDiagnostics
package import WeftFiles
import WeftTensors

/// Reads safetensors: the length of a header, the header in JSON, and the tensors' bytes, which are not copied.
///
/// Source: the format's description in the README of huggingface/safetensors, and its checks in tensor.rs.
package struct SafetensorsReader {
    /// The most bytes that a header may have.
    package static let largestHeader = 100_000_000

    /// What the header says of a tensor.
    private struct Record {
        let name: String
        let type: ElementType
        let shape: [Int]
        let begin: Int
        let end: Int
    }

    private let file: FileContents
    /// Where the tensors' bytes begin.
    private let dataStart: Int
    private var records: [Record] = []
    private var metadata: [(key: String, value: String)] = []

    /// Reads a file; its tensors are views into it.
    ///
    /// - Throws: `safetensors-header`, `safetensors-tensor`, `safetensors-type`, `safetensors-size` and
    ///   `safetensors-offsets`, each with a place; and what reading JSON throws.
    package static func read(_ file: FileContents) throws(Diagnostic) -> WeightsFile {
        let headerEnd = try SafetensorsReader.headerEnd(file)
        var reader = SafetensorsReader(file: file, dataStart: headerEnd)
        try reader.readHeader()
        try reader.checkOffsets()
        return try reader.weights()
    }

    private init(file: FileContents, dataStart: Int) {
        self.file = file
        self.dataStart = dataStart
    }

    private static func headerEnd(_ file: FileContents) throws(Diagnostic) -> Int {
        let length = try file.loadUnaligned(at: 0, as: UInt64.self)
        guard length <= UInt64(largestHeader) else {
            throw header(
                file, 0, "the header must not have more than \(largestHeader) bytes, and is said to have \(length)")
        }
        guard length <= UInt64(file.count - 8) else {
            throw header(
                file, 0, "the header is said to have \(length) bytes, and the file has \(file.count - 8) after this",
                help: "the file may have been cut short; fetch it again")
        }
        guard file.has([UInt8(ascii: "{")], at: 8), length > 0 else {
            throw header(file, 8, "the header must begin with {")
        }
        return 8 + Int(length)
    }

    private mutating func readHeader() throws(Diagnostic) {
        let range = 8..<dataStart
        let document: JSONValue
        do {
            document = try file.withBytes(range) { bytes throws(Diagnostic) in
                try SafetensorsReader.checkPadding(bytes, file)
                return try JSONReader.parse(bytes, limits: JSONLimits(bytes: SafetensorsReader.largestHeader))
            }
        } catch {
            throw error.place?.hasPrefix(file.name) == true ? error : error.placed(in: "\(file.name): header")
        }
        guard case .object(let members) = document else {
            throw SafetensorsReader.header(file, 8, "the header must be an object")
        }
        records.reserveCapacity(members.count)
        for member in members {
            if member.key == "__metadata__" {
                try readMetadata(member.value)
            } else {
                records.append(try record(member.key, member.value))
            }
        }
    }

    /// The header is padded with blanks alone, behind the document.
    private static func checkPadding(_ bytes: Span<UInt8>, _ file: FileContents) throws(Diagnostic) {
        var end = bytes.count
        while end > 0, bytes[end - 1] == 0x20 { end -= 1 }
        guard end > 0, bytes[end - 1] == UInt8(ascii: "}") else {
            throw header(file, 8 + max(end - 1, 0), "the header must end with } and then have blanks only")
        }
    }

    private mutating func readMetadata(_ value: JSONValue) throws(Diagnostic) {
        guard case .object(let members) = value else {
            throw SafetensorsReader.header(file, 8, "__metadata__ must be an object")
        }
        for member in members {
            guard case .string(let text) = member.value else {
                throw SafetensorsReader.header(file, 8, "the value of \(member.key) in __metadata__ must be a string")
            }
            metadata.append((member.key, text))
        }
    }

    private func record(_ name: String, _ value: JSONValue) throws(Diagnostic) -> Record {
        guard case .object(let members) = value else { throw problem("tensor", name, "a tensor must be an object") }
        var type: ElementType?
        var shape: [Int]?
        var offsets: [Int]?
        for member in members {
            switch (member.key, member.value) {
            case ("dtype", .string(let text)): type = try elementType(text, name)
            case ("shape", let list): shape = try numbers(list, "shape", name)
            case ("data_offsets", let list): offsets = try numbers(list, "data_offsets", name)
            default: throw problem("tensor", name, "the key \(member.key), or its value, is not one that a tensor has")
            }
        }
        guard let type, let shape, let offsets, offsets.count == 2 else {
            throw problem("tensor", name, "a tensor must have dtype, shape, and two numbers as data_offsets")
        }
        guard offsets[0] <= offsets[1] else {
            throw problem("offsets", name, "the bytes must not end before they begin")
        }
        let count = offsets[1] - offsets[0]
        guard let elements = shape.elementCount, let size = type.byteCount(of: elements), size == count,
            type.bits >= 8 || elements * type.bits % 8 == 0
        else {
            throw problem(
                "size", name, "the \(count) bytes are not what \(type.rawValue)\(shape) needs",
                help: "the header does not fit the data; fetch the file again, or write it anew")
        }
        return Record(name: name, type: type, shape: shape, begin: offsets[0], end: offsets[1])
    }

    private func elementType(_ text: String, _ name: String) throws(Diagnostic) -> ElementType {
        if let type = SafetensorsType(rawValue: text)?.elementType { return type }
        let known = SafetensorsType.allCases.filter { $0.elementType != nil }.map(\.rawValue)
        throw problem(
            "type", name, "the element type \(text) cannot be read",
            help: "readable are \(known.joined(separator: ", "))")
    }

    private func numbers(_ value: JSONValue, _ key: String, _ name: String) throws(Diagnostic) -> [Int] {
        guard case .array(let elements) = value else { throw problem("tensor", name, "\(key) must be a list") }
        var numbers: [Int] = []
        for element in elements {
            guard case .integer(let number) = element, number >= 0 else {
                throw problem("tensor", name, "\(key) must hold whole numbers from 0 on")
            }
            numbers.append(number)
        }
        return numbers
    }

    /// The tensors cover the bytes behind the header: no overlap, no hole, nothing behind the last.
    private mutating func checkOffsets() throws(Diagnostic) {
        records = records.enumerated().sorted {
            ($0.element.begin, $0.element.end, $0.offset) < ($1.element.begin, $1.element.end, $1.offset)
        }.map(\.element)
        var end = 0
        var previous = "the start of the data"
        for record in records {
            guard record.begin == end else {
                let relation = record.begin < end ? "overlap" : "leave a hole between them"
                throw problem(
                    "offsets", record.name,
                    "its bytes from \(record.begin) on and \(previous), up to \(end), \(relation)")
            }
            end = record.end
            previous = "those of tensor \(record.name)"
        }
        guard end == file.count - dataStart else {
            throw Diagnostic(
                "safetensors-offsets",
                "the tensors need \(end) bytes behind the header, and the file has \(file.count - dataStart) there",
                place: "\(file.name): byte \(dataStart)",
                help: end > file.count - dataStart
                    ? "the file may have been cut short; fetch it again" : "something was appended to the file")
        }
    }

    private func weights() throws(Diagnostic) -> WeightsFile {
        var entries: [WeightsFile.Entry] = []
        entries.reserveCapacity(records.count)
        for record in records {
            let tensor = try Tensor(
                record.type, shape: record.shape, in: file, offset: dataStart + record.begin,
                count: record.end - record.begin)
            entries.append(WeightsFile.Entry(record.name, tensor))
        }
        return WeightsFile(format: "safetensors", entries, metadata: metadata)
    }

    private func problem(_ code: String, _ name: String, _ message: String, help: String? = nil) -> Diagnostic {
        Diagnostic("safetensors-\(code)", message, place: "\(file.name): tensor \(name)", help: help)
    }

    private static func header(
        _ file: FileContents, _ offset: Int, _ message: String, help: String? = nil
    ) -> Diagnostic {
        Diagnostic("safetensors-header", message, place: "\(file.name): byte \(offset)", help: help)
    }
}
