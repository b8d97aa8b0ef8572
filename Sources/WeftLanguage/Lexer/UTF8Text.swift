/// Reads characters out of bytes that may not be UTF-8.
enum UTF8Text {
    /// The character at an offset and how many bytes it takes; nil where the bytes are not UTF-8.
    static func character(in bytes: [UInt8], at offset: Int) -> (scalar: Unicode.Scalar, length: Int)? {
        let first = bytes[offset]
        if first < 0x80 { return (Unicode.Scalar(first), 1) }
        let length: Int
        var value: UInt32
        let smallest: UInt32
        switch first {
        case 0xC2...0xDF: (length, value, smallest) = (2, UInt32(first & 0x1F), 0x80)
        case 0xE0...0xEF: (length, value, smallest) = (3, UInt32(first & 0x0F), 0x800)
        case 0xF0...0xF4: (length, value, smallest) = (4, UInt32(first & 0x07), 0x1_0000)
        default: return nil
        }
        guard length <= bytes.count - offset else { return nil }
        for index in offset + 1..<offset + length {
            guard bytes[index] & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(bytes[index] & 0x3F)
        }
        guard value >= smallest, let scalar = Unicode.Scalar(value) else { return nil }
        return (scalar, length)
    }
}

extension UInt8 {
    /// Whether it is `0` to `9`.
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }

    /// Whether it may stand in a name.
    var isNameByte: Bool { isDigit || self == 0x5F || (self | 0x20 >= 0x61 && self | 0x20 <= 0x7A) }

    /// Whether it ends a line.
    var isLineEnd: Bool { self == 0x0A || self == 0x0D }
}
