import WeftDiagnostics

extension JSONReader {
    /// A string, from its opening quote on.
    mutating func string(_ bytes: Span<UInt8>) throws(Diagnostic) -> String {
        position += 1
        let start = position
        while position < count, bytes[position] != UInt8(ascii: "\""), bytes[position] != UInt8(ascii: "\\") {
            guard bytes[position] >= 0x20 else { throw syntax("a control character in a string must be escaped") }
            position += 1
        }
        guard position < count else { throw syntax("a string must end with a quote") }
        var result = try UTF8Text.string(bytes.extracting(start..<position), offset: start)
        while bytes[position] == UInt8(ascii: "\\") {
            result.unicodeScalars.append(try escape(bytes))
            let start = position
            while position < count, bytes[position] != UInt8(ascii: "\""), bytes[position] != UInt8(ascii: "\\") {
                guard bytes[position] >= 0x20 else { throw syntax("a control character in a string must be escaped") }
                position += 1
            }
            guard position < count else { throw syntax("a string must end with a quote") }
            result += try UTF8Text.string(bytes.extracting(start..<position), offset: start)
        }
        position += 1
        return result
    }

    /// What follows a backslash, from the backslash on.
    private mutating func escape(_ bytes: Span<UInt8>) throws(Diagnostic) -> Unicode.Scalar {
        guard count - position >= 2 else { throw syntax("a string must end with a quote") }
        let character = bytes[position + 1]
        guard character != UInt8(ascii: "u") else { return try unicodeEscape(bytes) }
        let scalar: Unicode.Scalar
        switch character {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scalar = Unicode.Scalar(character)
        case UInt8(ascii: "b"): scalar = "\u{8}"
        case UInt8(ascii: "f"): scalar = "\u{C}"
        case UInt8(ascii: "n"): scalar = "\n"
        case UInt8(ascii: "r"): scalar = "\r"
        case UInt8(ascii: "t"): scalar = "\t"
        default: throw syntax("a backslash must be followed by one of \" \\ / b f n r t u")
        }
        position += 2
        return scalar
    }

    /// `\uXXXX`, or two of them that make one character.
    private mutating func unicodeEscape(_ bytes: Span<UInt8>) throws(Diagnostic) -> Unicode.Scalar {
        let start = position
        let first = try hexadecimal(bytes)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, count - position >= 2, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { throw loneSurrogate(at: start) }
        let second = try hexadecimal(bytes)
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw loneSurrogate(at: start) }
        return scalar
    }

    private func loneSurrogate(at start: Int) -> Diagnostic {
        Diagnostic("json-syntax", "a surrogate must be one of a pair", place: "byte \(start)")
    }

    private mutating func hexadecimal(_ bytes: Span<UInt8>) throws(Diagnostic) -> UInt32 {
        var result: UInt32 = 0
        guard count - position >= 6 else { throw syntax("four hexadecimal digits must follow \\u") }
        for index in position + 2..<position + 6 {
            let digit: UInt8
            switch bytes[index] {
            case let byte where UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte: digit = byte - UInt8(ascii: "0")
            case let byte where UInt8(ascii: "a")...UInt8(ascii: "f") ~= byte: digit = byte - UInt8(ascii: "a") + 10
            case let byte where UInt8(ascii: "A")...UInt8(ascii: "F") ~= byte: digit = byte - UInt8(ascii: "A") + 10
            default: throw syntax("four hexadecimal digits must follow \\u")
            }
            result = result << 4 | UInt32(digit)
        }
        position += 6
        return result
    }

    /// A number; whole when it has neither fraction nor exponent, except -0, whose sign only a real number keeps.
    mutating func number(_ bytes: Span<UInt8>) throws(Diagnostic) -> JSONValue {
        let start = position
        var isWhole = true
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        let firstDigit = position
        try digits(bytes)
        if bytes[firstDigit] == UInt8(ascii: "0"), position - firstDigit > 1 {
            throw syntax("a number must not begin with 0")
        }
        if position < count, bytes[position] == UInt8(ascii: ".") {
            isWhole = false
            position += 1
            try digits(bytes)
        }
        if position < count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            isWhole = false
            position += 1
            if position < count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
                position += 1
            }
            try digits(bytes)
        }
        let text = try UTF8Text.string(bytes.extracting(start..<position), offset: start)
        if isWhole, let integer = Int(text), text != "-0" { return .integer(integer) }
        guard !isWhole || text == "-0" else {
            throw Diagnostic("json-number", "a whole number must lie within 64 bits", place: "byte \(start)")
        }
        guard let real = Double(text), real.isFinite else {
            throw Diagnostic("json-number", "a number must lie within double precision", place: "byte \(start)")
        }
        return .number(real)
    }

    private mutating func digits(_ bytes: Span<UInt8>) throws(Diagnostic) {
        let start = position
        while position < count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[position] {
            position += 1
        }
        guard position > start else { throw syntax("a number must have digits here") }
    }
}
