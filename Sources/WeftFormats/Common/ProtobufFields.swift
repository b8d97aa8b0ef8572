import WeftFiles

/// A look at the outermost fields of what may be a protobuf message.
enum ProtobufFields {
    struct Field {
        let number: UInt64
        let wire: UInt64
        /// The number of a varint; the length of anything longer.
        let value: UInt64
    }

    /// Whether the fields are those of an ONNX file: a small version number, and a graph; or, where the bytes are cut or
    /// spoilt behind them, a version and the name of a program.
    static func areONNX(_ file: FileContents) -> Bool {
        let fields = first(of: file)
        func has(_ number: UInt64, _ wire: UInt64) -> Bool {
            fields.contains { $0.number == number && $0.wire == wire }
        }
        let isVersion = fields.contains { $0.number == 1 && $0.wire == 0 && (1...1000).contains($0.value) }
        if isVersion, has(7, 2) { return true }
        guard let start = try? file.bytes(0..<min(file.count, 64)), start.count > 4, start[0] == 0x08,
            (1...64).contains(start[1]), start[2] == 0x12, fields.isEmpty
        else { return false }
        let length = Int(start[3])
        let name = start.dropFirst(4).prefix(length)
        return length > 2 && length < 60 && name.count == length && name.allSatisfy { (0x20...0x7E).contains($0) }
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
