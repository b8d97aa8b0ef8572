extension Lexer {
    /// Scans an operator, a bracket or another sign; the longest one that fits.
    mutating func scanSign() {
        let (a, b, c) = (byteAhead(0), byteAhead(1), byteAhead(2))
        if a == UInt8(ascii: "."), b == a {
            if c == a { return append(.dots, from: offset, length: 3) }
            if c == UInt8(ascii: "<") { return append(.halfOpenRange, from: offset, length: 3) }
        }
        if let kind = pair(a, b) { return append(kind, from: offset, length: 2) }
        if let kind = single(a) { return append(kind, from: offset, length: 1) }
        scanInvalid()
    }

    private func pair(_ first: UInt8, _ second: UInt8) -> Token.Kind? {
        switch (first, second) {
        case (UInt8(ascii: "|"), UInt8(ascii: ">")): .pipe
        case (UInt8(ascii: "-"), UInt8(ascii: ">")): .arrow
        case (UInt8(ascii: "*"), UInt8(ascii: "*")): .doubleStar
        case (UInt8(ascii: "="), UInt8(ascii: "=")): .equal
        case (UInt8(ascii: "!"), UInt8(ascii: "=")): .notEqual
        case (UInt8(ascii: "<"), UInt8(ascii: "=")): .lessOrEqual
        case (UInt8(ascii: ">"), UInt8(ascii: "=")): .greaterOrEqual
        default: nil
        }
    }

    private func single(_ byte: UInt8) -> Token.Kind? {
        switch byte {
        case UInt8(ascii: "("): .leftParenthesis
        case UInt8(ascii: ")"): .rightParenthesis
        case UInt8(ascii: "["): .leftBracket
        case UInt8(ascii: "]"): .rightBracket
        case UInt8(ascii: "{"): .leftBrace
        case UInt8(ascii: "}"): .rightBrace
        case UInt8(ascii: ","): .comma
        case UInt8(ascii: ":"): .colon
        case UInt8(ascii: "="): .equals
        case UInt8(ascii: "."): .dot
        case UInt8(ascii: "|"): .bar
        case UInt8(ascii: "?"): .question
        case UInt8(ascii: "+"): .plus
        case UInt8(ascii: "-"): .minus
        case UInt8(ascii: "*"): .star
        case UInt8(ascii: "/"): .slash
        case UInt8(ascii: "%"): .percent
        case UInt8(ascii: "<"): .less
        case UInt8(ascii: ">"): .greater
        default: nil
        }
    }

    /// Reports characters that stand for nothing; those that follow each other are one error.
    mutating func scanInvalid() {
        let start = offset
        guard let first = UTF8Text.character(in: bytes, at: offset) else {
            reportInvalidUTF8()
            return append(.invalid, from: start, length: offset - start)
        }
        offset += first.length
        passQuotation(first.scalar)
        while offset < bytes.count, let next = UTF8Text.character(in: bytes, at: offset), Self.isInvalid(next.scalar) {
            offset += next.length
        }
        let code = first.scalar.value
        let isShown = code > 0x20 && !first.scalar.properties.isWhitespace && code != 0x7F
        let shown = isShown ? "'\(first.scalar)'" : "U+" + String(code, radix: 16, uppercase: true)
        report(
            "invalid-character", "the character \(shown) has no meaning here", start..<offset,
            help: Self.help(for: first.scalar))
        append(.invalid, from: start, length: offset - start)
    }

    /// Passes a text in quotes of another kind, if it ends on the line, so that it is one error.
    private mutating func passQuotation(_ first: Unicode.Scalar) {
        let closing: [Unicode.Scalar: [UInt8]] = ["'": [0x27], "`": [0x60], "“": [0xE2, 0x80, 0x9D]]
        guard let quote = closing[first] else { return }
        let line = bytes[offset...].prefix(200).prefix { !$0.isLineEnd }
        guard let end = line.indices.first(where: { line[$0...].starts(with: quote) }) else { return }
        offset = end + quote.count
    }

    private static func isInvalid(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else { return !scalar.properties.isIDContinue }
        return "!#$&';@\\^`~".unicodeScalars.contains(scalar)
            || (scalar.value < 0x20 && ![0x09, 0x0A, 0x0D].contains(scalar.value)) || scalar.value == 0x7F
    }

    /// What was probably meant by a character that has no meaning.
    private static func help(for scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case ";": "statements end at the end of their line"
        case "'", "`", "“", "”", "„", "‘", "’", "«", "»": "strings stand in double quotes, '\"'"
        case "#": "a comment begins with '//'"
        case "!": "write 'not'"
        case "&": "write 'and'"
        case "^": "a power is written '**'"
        case "\\": "a statement goes on behind an operator, a comma or an open bracket; no sign is needed"
        case "×", "·", "∗": "a product is written '*'"
        case "÷", "∕": "a quotient is written '/'"
        case "−", "–", "—": "a difference is written '-'"
        case "≤": "write '<='"
        case "≥": "write '>='"
        case "≠": "write '!='"
        case "→", "⇒": "write '->'"
        case "…": "write '...'"
        case _ where scalar.properties.isWhitespace: "write a plain space"
        default: nil
        }
    }
}
