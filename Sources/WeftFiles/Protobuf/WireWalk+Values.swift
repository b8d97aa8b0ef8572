import CProtobufC
import CWeftSystem
import WeftDiagnostics

extension WireWalk {
    /// A varint that ends before an offset, of at most so many bytes.
    mutating func varint(before end: Int, atMost byteLimit: Int = 10) throws(Diagnostic) -> UInt64 {
        let start = position
        var result: UInt64 = 0
        for index in 0..<byteLimit {
            guard position < end else {
                throw problem("protobuf-length", "a varint must end inside its message", at: start)
            }
            let byte = unsafe bytes[position]
            position += 1
            if index == 9, byte > 1 { break }
            result |= UInt64(byte & 0x7F) << (7 * UInt64(index))
            if byte < 0x80 { return result }
        }
        throw problem("protobuf-varint", "a varint here must fit \(byteLimit) bytes and 64 bits", at: start)
    }

    /// The length of what follows, which ends before an offset.
    mutating func length(before end: Int) throws(Diagnostic) -> Int {
        let start = position
        // libprotobuf-c takes five bytes; a copy has its own lengths.
        let length = try varint(before: end, atMost: isCopying ? 10 : 5)
        guard length <= UInt64(end - position) else {
            throw problem(
                "protobuf-length", "\(length) bytes are announced here, and the message has \(end - position) left",
                at: start)
        }
        return Int(length)
    }

    /// Moves past a value of a field that the schema does not know.
    mutating func skip(_ wire: WireType, in top: Frame) throws(Diagnostic) {
        switch wire {
        case .varint: _ = try varint(before: top.end)
        case .fixed64: _ = try fixed(8, before: top.end)
        case .fixed32: _ = try fixed(4, before: top.end)
        case .length: position += try length(before: top.end)
        }
    }

    private mutating func fixed(_ size: Int, before end: Int) throws(Diagnostic) -> Range<Int> {
        guard end - position >= size else {
            throw problem(
                "protobuf-length", "\(size) bytes are needed here, and the message has \(end - position) left",
                at: position)
        }
        position += size
        return position - size..<position
    }

    /// Moves past text and checks it.
    mutating func text(of field: ProtobufField, in top: Frame) throws(Diagnostic) {
        let length = try length(before: top.end)
        let start = position
        position += length
        guard length > 0, let base = unsafe bytes.baseAddress else { return }
        let text = unsafe (base + start).assumingMemoryBound(to: UInt8.self)
        let valid = unsafe weft_utf8_valid_prefix(text, length)
        guard valid == length else {
            throw problem("protobuf-string", "\(describe(field, top)) must be valid UTF-8", at: start + valid)
        }
        let beforeNUL = unsafe strnlen(base + start, length)
        guard beforeNUL == length else {
            throw problem("protobuf-string", "\(describe(field, top)) must not hold a NUL", at: start + beforeNUL)
        }
    }

    private func strnlen(_ bytes: UnsafeRawPointer, _ count: Int) -> Int {
        for index in 0..<count where unsafe bytes.load(fromByteOffset: index, as: UInt8.self) == 0 { return index }
        return count
    }

    /// Moves past bytes, a number or a list of numbers, and gives the range of what is in it.
    mutating func value(of field: ProtobufField, _ wire: WireType, in top: Frame) throws(Diagnostic) -> Range<Int> {
        let start = position
        switch wire {
        case .varint:
            try checkRange(of: try varint(before: top.end), field, top, at: start)
            return start..<position
        case .fixed64: return try fixed(8, before: top.end)
        case .fixed32: return try fixed(4, before: top.end)
        case .length:
            let length = try length(before: top.end)
            let content = position..<position + length
            position = content.upperBound
            if field.type != PROTOBUF_C_TYPE_BYTES { try packed(content, field, top) }
            return content
        }
    }

    /// Checks a list of numbers; one of varints that stays in the file is left to whoever reads it.
    private mutating func packed(_ content: Range<Int>, _ field: ProtobufField, _ top: Frame) throws(Diagnostic) {
        let stays = elision.contains(field)
        let size = field.wireType == .fixed32 ? 4 : 8
        guard field.wireType == .varint else {
            guard content.count % size == 0 else {
                throw problem(
                    "protobuf-length", "\(describe(field, top)) must be a multiple of \(size) bytes",
                    at: content.lowerBound)
            }
            if !stays { try count(content.count / size, at: content.lowerBound) }
            return
        }
        guard !stays else { return }
        position = content.lowerBound
        while position < content.upperBound {
            let start = position
            try count(1, at: start)
            try checkRange(of: try varint(before: content.upperBound), field, top, at: start)
        }
    }

    /// Refuses a number that its type does not hold; what libprotobuf-c does is to cut it.
    private func checkRange(
        of value: UInt64, _ field: ProtobufField, _ top: Frame, at offset: Int
    ) throws(Diagnostic) {
        let fits: Bool
        switch field.type {
        case PROTOBUF_C_TYPE_BOOL: fits = value <= 1
        case PROTOBUF_C_TYPE_UINT32, PROTOBUF_C_TYPE_SINT32: fits = value <= UInt64(UInt32.max)
        // A negative number has ten bytes; some writers make it five.
        case PROTOBUF_C_TYPE_INT32, PROTOBUF_C_TYPE_ENUM:
            fits = value <= UInt64(UInt32.max) || Int32(exactly: Int64(bitPattern: value)) != nil
        default: fits = true
        }
        guard fits else {
            throw problem("protobuf-range", "the number does not fit \(describe(field, top))", at: offset)
        }
    }
}
