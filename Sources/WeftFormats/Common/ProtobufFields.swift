import WeftFiles

/// A look at the outermost fields of what may be a protobuf message.
enum ProtobufFields {
    struct Field {
        let number: UInt64
        let wire: UInt64
        /// The number of a varint; the length of anything longer.
        let value: UInt64
    }

    /// The first fields, up to 64; empty when the bytes are no message.
    static func first(of file: FileContents) -> [Field] {
        var fields: [Field] = []
        var position = 0
        while fields.count < 64, position < file.count {
            guard let tag = varint(file, &position), tag >> 3 > 0, tag >> 3 < 1 << 16 else { return [] }
            var value: UInt64 = 0
            switch tag & 7 {
            case 0:
                guard let number = varint(file, &position) else { return [] }
                value = number
            case 2:
                guard let length = varint(file, &position), length <= UInt64(file.count - position) else { return [] }
                value = length
                position += Int(length)
            case 1, 5:
                let size = tag & 7 == 1 ? 8 : 4
                guard file.count - position >= size else { return [] }
                position += size
            default: return []
            }
            fields.append(Field(number: tag >> 3, wire: tag & 7, value: value))
        }
        return fields
    }

    private static func varint(_ file: FileContents, _ position: inout Int) -> UInt64? {
        var result: UInt64 = 0
        for index in 0..<10 {
            guard let byte = try? file.loadUnaligned(at: position, as: UInt8.self) else { return nil }
            position += 1
            if index == 9, byte > 1 { return nil }
            result |= UInt64(byte & 0x7F) << (7 * UInt64(index))
            if byte < 0x80 { return result }
        }
        return nil
    }
}
