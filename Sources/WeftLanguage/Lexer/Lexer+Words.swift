import WeftDiagnostics

extension Lexer {
    /// Scans a name or a reserved word. Letters beyond ASCII are taken along, so that they are one error.
    mutating func scanWord() {
        let start = offset
        var stranger: Unicode.Scalar?
        while offset < bytes.count {
            if bytes[offset].isNameByte {
                offset += 1
            } else if bytes[offset] >= 0x80, let character = UTF8Text.character(in: bytes, at: offset),
                character.scalar.properties.isIDContinue
            {
                stranger = stranger ?? character.scalar
                offset += character.length
            } else {
                break
            }
        }
        guard offset > start else { return scanInvalid() }
        if let stranger {
            report(
                "invalid-character",
                "names are made of the letters a to z, digits and '_'; '\(stranger)' is none of them",
                start..<offset)
            return append(.invalid, from: start, length: offset - start)
        }
        let isShort = offset - start <= 6
        let kind = isShort ? Token.Kind.reservedWords[file.text(start..<offset)] ?? .name : .name
        append(kind, from: start, length: offset - start)
    }

    /// Scans `20_000`, `0.9` or `1e-5`.
    mutating func scanNumber() {
        let start = offset
        scanDigits()
        var kind = Token.Kind.integer
        if byteAhead(0) == UInt8(ascii: "."), byteAhead(1).isDigit {
            kind = .real
            offset += 1
            scanDigits()
        }
        let isSigned = byteAhead(1) == UInt8(ascii: "-") || byteAhead(1) == UInt8(ascii: "+")
        if byteAhead(0) | 0x20 == UInt8(ascii: "e"), byteAhead(isSigned ? 2 : 1).isDigit {
            kind = .real
            offset += isSigned ? 2 : 1
            scanDigits()
        }
        let end = offset
        while byteAhead(0).isNameByte { offset += 1 }
        let text = file.text(start..<offset)
        if let help = helpForNumber(text, tail: file.text(end..<offset)) {
            report("malformed-number", "'\(text.prefix(40))' is not a number", start..<offset, help: help)
            kind = .invalid
        }
        append(kind, from: start, length: offset - start)
    }

    private mutating func scanDigits() {
        while byteAhead(0).isDigit || byteAhead(0) == UInt8(ascii: "_") { offset += 1 }
    }

    /// What would mend a number; nil if it is one.
    private func helpForNumber(_ text: String, tail: String) -> String? {
        if text.lowercased().hasPrefix("0x") || text.lowercased().hasPrefix("0b") {
            return "numbers are written in decimal"
        }
        if !tail.isEmpty {
            return tail.lowercased() == "e"
                ? "an exponent has digits, as in '1e-5'" : "a name does not begin with a digit"
        }
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "_") {
            guard index > 0, bytes[index - 1].isDigit, index + 1 < bytes.count, bytes[index + 1].isDigit else {
                return "'_' stands only between two digits"
            }
        }
        return nil
    }
}
