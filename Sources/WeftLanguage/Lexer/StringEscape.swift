/// The escapes of a string: `\n \r \t \" \\ \u{…}`.
package enum StringEscape {
    /// The character that an escape stands for and the length of the escape; nil if it is none.
    ///
    /// - Parameter offset: where the backslash stands
    package static func read(_ bytes: [UInt8], at offset: Int) -> (scalar: Unicode.Scalar, length: Int)? {
        guard offset + 1 < bytes.count else { return nil }
        switch bytes[offset + 1] {
        case UInt8(ascii: "n"): return ("\n", 2)
        case UInt8(ascii: "r"): return ("\r", 2)
        case UInt8(ascii: "t"): return ("\t", 2)
        case UInt8(ascii: "\""): return ("\"", 2)
        case UInt8(ascii: "\\"): return ("\\", 2)
        case UInt8(ascii: "u"): return readCode(bytes, at: offset)
        default: return nil
        }
    }

    /// Reads `\u{1F9F6}`: one to eight hexadecimal digits.
    private static func readCode(_ bytes: [UInt8], at offset: Int) -> (scalar: Unicode.Scalar, length: Int)? {
        let digits = bytes.dropFirst(offset + 3).prefix(9).prefix { $0 != UInt8(ascii: "}") }
        guard offset + 2 < bytes.count, bytes[offset + 2] == UInt8(ascii: "{"), (1...8).contains(digits.count),
            digits.endIndex < bytes.count,
            digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
            let scalar = Unicode.Scalar(value)
        else { return nil }
        return (scalar, digits.count + 4)
    }

    /// The text that the bytes of a string's part stand for: escapes resolved, `{{` and `}}` made one brace each.
    package static func decode(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        var result: [UInt8] = []
        var offset = range.lowerBound
        while offset < range.upperBound {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\\"), let (scalar, length) = read(bytes, at: offset) {
                result += Array(String(Character(scalar)).utf8)
                offset += length
            } else {
                result.append(byte)
                let isBrace = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
                offset += isBrace && offset + 1 < range.upperBound && bytes[offset + 1] == byte ? 2 : 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
