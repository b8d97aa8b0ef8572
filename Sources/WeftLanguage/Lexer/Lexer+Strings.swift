import WeftDiagnostics

extension Lexer {
    /// Scans a string's text up to its end, a brace or the end of the line.
    mutating func scanStringText() {
        let start = offset
        while offset < bytes.count, !bytes[offset].isLineEnd {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "{") && byteAhead(1) != byte { break }
            scanStringCharacter(byte)
        }
        if offset > start { append(.stringText, from: start, length: offset - start) }
        if offset >= bytes.count || bytes[offset].isLineEnd {
            endUnterminatedString()
        } else if bytes[offset] == UInt8(ascii: "\"") {
            contexts.removeLast()
            append(.stringEnd, from: offset, length: 1)
        } else {
            contexts.append(.interpolation)
            append(.interpolationStart, from: offset, length: 1)
        }
    }

    private mutating func scanStringCharacter(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\\"):
            if let escape = StringEscape.read(bytes, at: offset) {
                offset += escape.length
            } else {
                reportInvalidEscape()
            }
        case UInt8(ascii: "{"):
            offset += 2
        case UInt8(ascii: "}"):
            if byteAhead(1) != byte {
                report(
                    "stray-brace", "a '}' in a string must be doubled", offset..<offset + 1,
                    help: "write '}}', which stands for one brace")
            }
            offset += byteAhead(1) == byte ? 2 : 1
        case 0..<0x20 where byte != 0x09, 0x7F:
            report(
                "control-character", "a control character must be written as an escape", offset..<offset + 1,
                help: "write '\\u{\(String(byte, radix: 16, uppercase: true))}'")
            offset += 1
        default:
            if let character = UTF8Text.character(in: bytes, at: offset) {
                offset += character.length
            } else {
                reportInvalidUTF8()
            }
        }
    }

    private mutating func reportInvalidEscape() {
        let start = offset
        offset += 1
        if offset < bytes.count, !bytes[offset].isLineEnd, bytes[offset] != UInt8(ascii: "\""),
            let character = UTF8Text.character(in: bytes, at: offset)
        {
            offset += character.length
        }
        let text = file.text(start..<offset)
        let isCode = text == "\\u"
        report(
            "invalid-escape",
            isCode ? "'\\u' needs the number of a character in braces" : "'\(text)' is not an escape",
            start..<offset,
            help: isCode
                ? "write one to eight hexadecimal digits, as in '\\u{1F9F6}'"
                : #"the escapes are '\n', '\r', '\t', '\"', '\\' and '\u{…}'; a backslash itself is '\\'"#)
    }

    /// Reports the string, or the expression in its braces, that the end of the line cuts off, and leaves it.
    mutating func endUnterminatedString() {
        guard case .string(let start) = contexts.first else { return }
        let isPlain = contexts.count == 1
        report(
            "unterminated-string", "the string\(isPlain ? "" : ", or a '{' in it,") is not closed on its line",
            start..<offset,
            help: isPlain
                ? "close it with '\"'; a line's end in a string is written '\\n'"
                : "a '{' is closed with '}'; a brace that stands for itself is written '{{'")
        contexts = []
        append(.invalid, from: offset)
    }
}
