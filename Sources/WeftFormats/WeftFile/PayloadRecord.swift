import WeftDiagnostics
import WeftFiles

/// The record that holds a tensor's bytes: `3A`, its length, padding if there is any, and the data, aligned.
package struct PayloadRecord: Equatable {
    /// The offset of the record's tag.
    package let start: Int
    /// The zeros of the padding; nil where the field is absent.
    package let padding: Int?
    package let data: Range<Int>

    /// What the first byte of so many is aligned to.
    package static func alignment(_ count: Int) -> Int { count >= 1 << 20 ? 16_384 : 64 }

    /// Lays a record out: with the least padding that aligns the data.
    ///
    /// The padding's length, and the record's, are written in as few bytes as they take, so that some paddings cannot
    /// be had. All widths are tried, 3 of the one and 6 of the other, and the first fit is always below two alignments.
    package init(at start: Int, count: Int) {
        let alignment = PayloadRecord.alignment(count)
        let dataHeader = 1 + Varint.width(count)
        let bare = start + 1 + Varint.width(dataHeader + count) + dataHeader
        var best: (padding: Int?, data: Int)? = bare % alignment == 0 ? (nil, bare) : nil
        for width in 1...3 {
            for outer in 1...6 {
                let base = start + 1 + outer + 1 + width + dataHeader
                let least = (alignment - base % alignment) % alignment
                for padding in [least, least + alignment] {
                    let length = 1 + width + padding + dataHeader + count
                    guard Varint.width(padding) == width, Varint.width(length) == outer else { continue }
                    if base + padding < best?.data ?? .max { best = (padding, base + padding) }
                }
            }
        }
        guard let best else { preconditionFailure("no padding aligns \(count) bytes behind byte \(start)") }
        self.start = start
        padding = best.padding
        data = best.data..<best.data + count
    }

    /// The bytes before the data.
    package var header: [UInt8] {
        let dataHeader = [0x12] + Varint.bytes(data.count)
        var body: [UInt8] = []
        if let padding { body = [0x0A] + Varint.bytes(padding) + [UInt8](repeating: 0, count: padding) }
        body += dataHeader
        return [0x3A] + Varint.bytes(body.count + data.count) + body
    }

    /// Compares the tags and lengths between the end of one record and a tensor's data with what the index says of it.
    ///
    /// - Throws: `model-record` and `model-padding`, with the offset.
    static func check(_ file: FileContents, from start: Int, data: Range<Int>) throws(Diagnostic) {
        var cursor = try ByteCursor(file, in: start..<data.lowerBound)
        try expect(0x3A, "a record", &cursor)
        let lengthStart = cursor.position
        let length = try varint(&cursor)
        guard length == data.upperBound - cursor.position else {
            throw problem(
                "record", "the record must end with its data at byte \(data.upperBound)", file, lengthStart)
        }
        if file.has([0x0A], at: cursor.position) {
            _ = try cursor.skip(1)
            let padding = try cursor.skip(try varint(&cursor))
            let firstNonzero = try file.withBytes(padding) { bytes in
                (0..<bytes.count).first { bytes[$0] != 0 }
            }
            if let firstNonzero {
                throw problem(
                    "padding", "padding must be zeros", file, padding.lowerBound + firstNonzero)
            }
        }
        try expect(0x12, "the data", &cursor)
        let countStart = cursor.position
        guard try varint(&cursor) == data.count, cursor.isAtEnd else {
            throw problem(
                "record", "the data must be the \(data.count) bytes from byte \(data.lowerBound) on, as the index says",
                file, countStart)
        }
    }

    private static func expect(_ tag: UInt8, _ what: String, _ cursor: inout ByteCursor) throws(Diagnostic) {
        let start = cursor.position
        guard try cursor.read(UInt8.self) == tag else {
            throw problem(
                "record", "\(what) must begin here", cursor.file, start,
                help: "a program that does not keep to the layout may have rewritten the file")
        }
    }

    /// A length, in as few bytes as it takes.
    private static func varint(_ cursor: inout ByteCursor) throws(Diagnostic) -> Int {
        let start = cursor.position
        var result = 0
        for index in 0..<9 {
            let byte = try cursor.read(UInt8.self)
            result |= Int(byte & 0x7F) << (7 * index)
            guard byte < 0x80 else { continue }
            guard byte > 0 || index == 0 else { break }
            return result
        }
        throw problem("record", "a length must be written in as few bytes as it takes", cursor.file, start)
    }

    private static func problem(
        _ code: String, _ message: String, _ file: FileContents, _ offset: Int, help: String? = nil
    ) -> Diagnostic {
        Diagnostic("model-\(code)", message, place: "\(file.name): byte \(offset)", help: help)
    }
}
