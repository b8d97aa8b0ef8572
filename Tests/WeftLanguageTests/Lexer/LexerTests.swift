import Testing
import WeftDiagnostics

import WeftLanguage

@Suite("Lexer")
struct LexerTests {
    private func lex(_ text: String) -> LexedFile { Lexer.lex(SourceFile(name: "test.weft", text: text)) }

    /// The kinds and texts of the tokens, without the end.
    private func words(_ text: String) -> [String] {
        let lexed = lex(text)
        return lexed.tokens.dropLast().map { "\($0.kind) \(lexed.text(of: $0))" }
    }

    @Test(
        "numbers, names and signs",
        arguments: [
            ("20_000 0.9 1e-5 1E+5 2.5e3", ["integer 20_000", "real 0.9", "real 1e-5", "real 1E+5", "real 2.5e3"]),
            ("0..<4 1...T", ["integer 0", "halfOpenRange ..<", "integer 4", "integer 1", "dots ...", "name T"]),
            ("1.5...2", ["real 1.5", "dots ...", "integer 2"]), ("a.b_1", ["name a", "dot .", "name b_1"]),
            ("x|>y|z", ["name x", "pipe |>", "name y", "bar |", "name z"]),
            ("a**-b*c", ["name a", "doubleStar **", "minus -", "name b", "star *", "name c"]),
            (
                "<= < >= > == != -> =",
                [
                    "lessOrEqual <=", "less <", "greaterOrEqual >=", "greater >", "equal ==", "notEqual !=",
                    "arrow ->", "equals =",
                ]
            ),
            ("if iff none where", ["if if", "name iff", "none none", "where where"]),
            (
                "\"a{b}c\"",
                [
                    "stringStart \"", "stringText a", "interpolationStart {", "name b", "interpolationEnd }",
                    "stringText c", "stringEnd \"",
                ]
            ),
            (
                "\"{{{\"{x}\"}\"",
                [
                    "stringStart \"", "stringText {{", "interpolationStart {", "stringStart \"",
                    "interpolationStart {", "name x", "interpolationEnd }", "stringEnd \"", "interpolationEnd }",
                    "stringEnd \"",
                ]
            ),
        ])
    func tokens(text: String, expected: [String]) {
        #expect(words(text) == expected)
        #expect(lex(text).diagnostics.isEmpty)
    }

    @Test("lines end with LF, CR LF or CR, and a mark at the start is passed", arguments: ["\n", "\r\n", "\r"])
    func lineEnds(end: String) {
        let lexed = lex("\u{FEFF}a // one\(end)\tb\(end)")
        #expect(lexed.tokens.map(\.startsLine) == [true, true, true])
        #expect(lexed.comments.map(\.text) == [" one"])
        #expect(lexed.tokens[0].start == 3)
    }

    @Test("a newline counts where a statement may end and another may begin")
    func newlines() {
        let lexed = lex("a\nb\n|> c\n+ d +\ne\n{\nf\n}\n(\n")
        let starting = lexed.tokens.filter(\.startsStatement).map { lexed.text(of: $0) }
        #expect(starting == ["a", "b", "("])
    }

    @Test("comments are set apart; three slashes document, four do not")
    func comments() {
        let lexed = lex("/// doc\n// plain\nx //// four\n//")
        #expect(lexed.comments.map(\.text) == [" doc", " plain", "// four", ""])
        #expect(lexed.comments.map(\.isDocumentation) == [true, false, false, false])
        #expect(lexed.comments[2].range.text == "//// four")
    }

    @Test(
        "escapes",
        arguments: [
            (#"\n\r\t\"\\"#, "\n\r\t\"\\"), (#"\u{41}\u{1F9F6}"#, "A🧶"), ("{{x}}", "{x}"), ("ä\tö", "ä\tö"), ("", ""),
        ])
    func escapes(written: String, meant: String) {
        let bytes = Array(written.utf8)
        #expect(StringEscape.decode(bytes, 0..<bytes.count) == meant)
        #expect(lex("\"\(written)\"").diagnostics.isEmpty)
    }

    @Test(
        "every error of a character, a string or a number has its code and place",
        arguments: [
            ("x $ y", "invalid-character", 2..<3), ("x $#; y", "invalid-character", 2..<5),
            ("größe", "invalid-character", 0..<7), ("x → y", "invalid-character", 2..<5),
            ("'abc' x", "invalid-character", 0..<5), ("“abc” x", "invalid-character", 0..<9),
            ("a\u{A0}b", "invalid-character", 1..<3), ("a\u{0}b", "invalid-character", 1..<2),
            ("\"abc", "unterminated-string", 0..<4), ("x \"a{b\ny", "unterminated-string", 2..<6),
            ("\"a{\"b", "unterminated-string", 0..<5), (#""\q""#, "invalid-escape", 1..<3),
            (#""\u{110000}""#, "invalid-escape", 1..<3), (#""\u41""#, "invalid-escape", 1..<3),
            (#""\u{}""#, "invalid-escape", 1..<3), (#""\u{D800}""#, "invalid-escape", 1..<3),
            ("\"a}b\"", "stray-brace", 2..<3), ("\"a\u{1}\"", "control-character", 2..<3),
            ("3x", "malformed-number", 0..<2), ("1_", "malformed-number", 0..<2), ("1__0", "malformed-number", 0..<4),
            ("1e", "malformed-number", 0..<2), ("0xFF", "malformed-number", 0..<4), ("1_.5", "malformed-number", 0..<4),
        ] as [(String, String, Range<Int>)])
    func errors(text: String, code: String, place: Range<Int>) throws {
        let diagnostics = lex(text).diagnostics
        let diagnostic = try #require(diagnostics.first { $0.code == code })
        #expect(diagnostics.filter { $0.code != "stray-brace" || code == "stray-brace" }.count == 1)
        #expect(diagnostic.range.map { $0.start..<$0.end } == place)
    }

    @Test(
        "bytes that are not UTF-8 are one error wherever they stand",
        arguments: [
            ([0x78, 0xFF, 0xFE, 0x79], 1..<3), ([0x2F, 0x2F, 0xC0, 0x80], 2..<4),
            ([0x22, 0xED, 0xA0, 0x80, 0x22], 1..<4),
            ([0xF4, 0x90, 0x80, 0x80], 0..<4), ([0xE2, 0x82], 0..<2), ([0x61, 0xE2, 0x28, 0xA1], 1..<2),
        ] as [([UInt8], Range<Int>)])
    func invalidBytes(bytes: [UInt8], place: Range<Int>) {
        let diagnostics = Lexer.lex(SourceFile(name: "test.weft", bytes: bytes)).diagnostics
        let first = diagnostics.first
        #expect(first?.code == "invalid-utf8")
        #expect(first?.range.map { $0.start..<$0.end } == place)
    }

    @Test("a file above the limit is refused unread")
    func tooLarge() {
        var limits = SyntaxLimits()
        limits.bytes = 3
        let lexed = Lexer.lex(SourceFile(name: "test.weft", text: "abcd"), limits: limits)
        #expect(lexed.diagnostics.map(\.code) == ["file-too-large"])
        #expect(lexed.tokens.map(\.kind) == [.endOfFile])
    }
}
