package import WeftDiagnostics

/// Cuts a text into tokens and comments. What is wrong becomes a diagnostic and an invalid token, and it goes on.
package struct Lexer {
    /// What the text around the offset is, where that is not plain: strings may hold expressions that hold strings.
    enum Context {
        /// In a string that starts at the offset.
        case string(start: Int)
        /// In the braces of a string.
        case interpolation
    }

    let file: SourceFile
    let bytes: [UInt8]
    let limits: SyntaxLimits
    var offset = 0
    var tokens: [Token] = []
    var comments: [CommentSyntax] = []
    var diagnostics: [Diagnostic] = []
    var contexts: [Context] = []
    private var lineEnded = true

    /// The tokens and comments of a text.
    package static func lex(_ file: SourceFile, limits: SyntaxLimits = SyntaxLimits()) -> LexedFile {
        var lexer = Lexer(file, limits: limits)
        if file.bytes.count > min(limits.bytes, Int(UInt32.max)) {
            lexer.report(
                "file-too-large", "the file has \(file.bytes.count) bytes, and at most \(limits.bytes) are read",
                0..<0)
        } else {
            lexer.scanAll()
        }
        lexer.append(.endOfFile, from: lexer.bytes.count)
        return LexedFile(
            file: file, tokens: lexer.tokens, comments: lexer.comments, diagnostics: lexer.diagnostics)
    }

    private init(_ file: SourceFile, limits: SyntaxLimits) {
        self.file = file
        bytes = file.bytes
        self.limits = limits
    }

    private mutating func scanAll() {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
        while offset < bytes.count {
            if case .string = contexts.last {
                scanStringText()
            } else {
                scanToken()
            }
        }
        if !contexts.isEmpty { endUnterminatedString() }
    }

    private mutating func scanToken() {
        let byte = bytes[offset]
        switch byte {
        case 0x20, 0x09:
            offset += 1
        case 0x0A, 0x0D:
            if !contexts.isEmpty { endUnterminatedString() }
            offset += 1
            lineEnded = true
        case UInt8(ascii: "/") where byteAhead(1) == UInt8(ascii: "/"):
            scanComment()
        case UInt8(ascii: "\""):
            contexts.append(.string(start: offset))
            append(.stringStart, from: offset, length: 1)
        case UInt8(ascii: "}") where !contexts.isEmpty:
            contexts.removeLast()
            append(.interpolationEnd, from: offset, length: 1)
        case _ where byte.isDigit:
            scanNumber()
        case _ where byte.isNameByte || byte >= 0x80:
            scanWord()
        default:
            scanSign()
        }
    }

    /// The byte some places ahead; 0 behind the end.
    func byteAhead(_ count: Int) -> UInt8 {
        offset + count < bytes.count ? bytes[offset + count] : 0
    }

    /// Appends the token that starts at an offset and ends a length behind it, and moves to its end.
    mutating func append(_ kind: Token.Kind, from start: Int, length: Int = 0) {
        offset = start + length
        let startsStatement = lineEnded && kind.beginsStatement && (tokens.last?.kind.endsStatement ?? true)
        tokens.append(
            Token(kind, start: start, end: offset, startsLine: lineEnded, startsStatement: startsStatement))
        lineEnded = false
    }

    mutating func report(_ code: String, _ message: String, _ range: Range<Int>, help: String? = nil) {
        guard diagnostics.count < limits.errors else { return }
        let place = SourceRange(file: file, start: range.lowerBound, end: range.upperBound)
        diagnostics.append(Diagnostic(code, message, at: place, help: help))
    }

    /// Reports bytes that are no UTF-8, up to the next byte that may begin a character.
    mutating func reportInvalidUTF8() {
        let start = offset
        repeat { offset += 1 } while offset < bytes.count && UTF8Text.character(in: bytes, at: offset) == nil
        report("invalid-utf8", "the text must be UTF-8, and these bytes are not", start..<offset)
    }

    private mutating func scanComment() {
        let start = offset
        while offset < bytes.count, !bytes[offset].isLineEnd {
            if let character = UTF8Text.character(in: bytes, at: offset) {
                offset += character.length
            } else {
                reportInvalidUTF8()
            }
        }
        let slashes = bytes[start..<offset].prefix { $0 == UInt8(ascii: "/") }.count
        comments.append(
            CommentSyntax(
                text: file.text(start + (slashes == 3 ? 3 : 2)..<offset), isDocumentation: slashes == 3,
                range: SourceRange(file: file, start: start, end: offset)))
    }
}
