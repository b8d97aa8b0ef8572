import Testing
import WeftDiagnostics
import WeftLanguage
import WeftTestSupport

@Suite("Formatter, for any text")
struct FormatterPropertyTests {
    /// Formats a text that parses, and checks all that must hold for every text.
    private func check(_ text: String) throws {
        let before = SourceFile(name: "before.weft", text: text)
        let once = try Formatter.format(before)
        let after = SourceFile(name: "after.weft", text: once)
        let (lexedBefore, lexedAfter) = (Lexer.lex(before), Lexer.lex(after))
        try #require(lexedBefore.tokens.map(\.kind) == lexedAfter.tokens.map(\.kind), "\(text)")
        let comments = { (lexed: LexedFile) in
            lexed.comments.map { comment in
                (comment.isDocumentation ? "/" : "") + comment.text.trimmingSuffix(while: { $0 == " " || $0 == "\t" })
            }
        }
        try #require(comments(lexedBefore) == comments(lexedAfter), "\(text)")
        let (syntaxBefore, syntaxAfter) = (Parser.parse(before).syntax, Parser.parse(after).syntax)
        try #require(SyntaxDump.dump(syntaxBefore) == SyntaxDump.dump(syntaxAfter), "\(text)")
        let twice = try Formatter.format(after)
        try #require(twice == once, "not idempotent:\n\(text)")
        try #require(once.isEmpty || once.hasSuffix("\n") && !once.hasSuffix("\n\n"))
        try #require(!once.contains("\n\n\n"))
        try #require(!once.split(separator: "\n").contains { $0.last == " " }, "\(once)")
    }

    @Test("meaning, comments and tokens stay; a second time changes nothing", arguments: SyntaxExamples.all.map(\.name))
    func examples(name: String) throws {
        let text = try #require(SyntaxExamples.all.first { $0.name == name }).text
        try check(text)
        try check(text.replacing("\n", with: "\r\n"))
        try check(text.replacing("\n", with: "\r"))
        try check("\u{FEFF}" + text.replacing("    ", with: "\t"))
    }

    @Test("other spaces, breaks, comments and lengths", arguments: SyntaxExamples.all.map(\.name))
    func respaced(name: String) throws {
        let text = try #require(SyntaxExamples.all.first { $0.name == name }).text
        let lexed = Lexer.lex(SourceFile(name: name, text: text))
        for seed in 0..<15 {
            var generator = Numbers(state: UInt64(seed))
            let changed = RandomTexts.respaced(lexed, using: &generator)
            try check(changed)
        }
    }

    @Test(
        "whatever still parses after tokens were deleted, doubled and swapped",
        arguments: SyntaxExamples.all.map(\.name))
    func mutated(name: String) throws {
        let text = try #require(SyntaxExamples.all.first { $0.name == name }).text
        let lexed = Lexer.lex(SourceFile(name: name, text: text))
        for seed in 0..<15 {
            var generator = Numbers(state: UInt64(seed))
            let changed = RandomTexts.mutated(lexed, using: &generator)
            let diagnostics = Parser.parse(SourceFile(name: name, text: changed)).diagnostics
            #expect(diagnostics.count <= SyntaxLimits().errors)
            if diagnostics.isEmpty { try check(changed) }
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> String {
        var result = Substring(self)
        while let last = result.last, predicate(last) { result = result.dropLast() }
        return String(result)
    }
}
