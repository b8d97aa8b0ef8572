import Testing
import WeftDiagnostics
import WeftLanguage
import WeftTestSupport

@Suite("Hostile texts")
struct HostileTextTests {
    /// Parses a text in the body of a block.
    private func parse(_ statements: String) -> [Diagnostic] {
        Parser.parse(SourceFile(name: "test.weft", text: "block A() {\n\(statements)\n}\n")).diagnostics
    }

    @Test(
        "nesting beyond the limit is an error, whatever nests",
        arguments: [
            "x = (", "x = [", "x = -", "x = not ", "x = f(", "x = a[", "x = if ", "x = 2 ** ", "x = \"{", "if a { ",
            "x: [", "(", "x = if a then b else ", "for i in x { ", "x = f(a: g(", "if a {\n", "if a {} else ",
            "x: f32[(",
        ])
    func nesting(opening: String) {
        let head =
            opening.first == "x" ? String(opening.prefix { $0 == "x" || $0 == ":" || $0 == " " || $0 == "=" }) : ""
        let repeated = String(
            repeating: String(opening.dropFirst(head.count)), count: opening == "x = (" ? 100_000 : 5_000)
        let diagnostics = parse(head + repeated)
        #expect(diagnostics.contains { $0.code == "nesting-too-deep" || $0.code == "unterminated-string" })
        #expect(diagnostics.count <= 20)
    }

    @Test(
        "nesting up to the limit is read, and freed",
        arguments: [("(", ")"), ("[", "]"), ("f(", ")"), ("-", ""), ("a[", "]")])
    func allowed(open: String, close: String) {
        let count = 190
        let value = String(repeating: open, count: count) + "1" + String(repeating: close, count: count)
        #expect(parse("x = \(value)").isEmpty)
    }

    @Test("the worst mix of rules within the limit fits the stack")
    func deepMix() {
        let open = "1 or 1 and not 1 == 1 + 1 * f(x |> g: h(a=[("
        let text = String(repeating: open, count: 38) + "1" + String(repeating: ")]))", count: 38)
        let diagnostics = parse("x = " + text)
        #expect(diagnostics.isEmpty)
    }

    @Test("a chain of operators is read up to its limit", arguments: [" + ", " * ", " or ", " - "])
    func chains(sign: String) {
        let chain = { (count: Int) in Array(repeating: "a", count: count).joined(separator: sign) }
        #expect(parse("x = \(chain(900))").isEmpty)
        #expect(parse("x = \(chain(100_000))").map(\.code) == ["expression-too-long"])
    }

    @Test("chains in chains count together")
    func nestedChains() {
        let chain = Array(repeating: "a", count: 100).joined(separator: " + ")
        var text = "a"
        for _ in 0..<20 { text = "(\(text)) + \(chain)" }
        #expect(parse("x = \(text)").map(\.code) == ["expression-too-long"])
    }

    @Test("long flat texts are no error")
    func flat() {
        let list = Array(repeating: "1 / 3", count: 20_000).joined(separator: ", ")
        let stages = String(repeating: " |> relu", count: 20_000)
        #expect(parse("x = [\(list)]\ny = x\(stages)").isEmpty)
    }

    @Test("every prefix of a text is read", arguments: SyntaxExamples.all.map(\.name))
    func prefixes(name: String) throws {
        let bytes = try Array(#require(SyntaxExamples.all.first { $0.name == name }).text.utf8)
        let step = max(1, bytes.count / 250)
        for count in stride(from: 0, through: bytes.count, by: step) {
            let file = SourceFile(name: name, bytes: Array(bytes.prefix(count)))
            let diagnostics = Parser.parse(file).diagnostics
            #expect(diagnostics.count <= 20)
            #expect(diagnostics.allSatisfy { ($0.range?.end ?? 0) <= count })
        }
    }

    @Test(
        "a megabyte of bytes by chance",
        arguments: [0x00...0xFF, 0x20...0x7E, 0x28...0x2F, 0x80...0xFF] as [ClosedRange<UInt8>])
    func garbage(range: ClosedRange<UInt8>) {
        var generator = Numbers(state: 7)
        let count = range.lowerBound == 0 ? 1_000_000 : 100_000
        let bytes = (0..<count).map { _ in UInt8.random(in: range, using: &generator) }
        let diagnostics = Parser.parse(SourceFile(name: "garbage", bytes: bytes)).diagnostics
        #expect((1...20).contains(diagnostics.count))
        let start = SourceFile(name: "garbage", bytes: Array(bytes.prefix(10_000)))
        #expect(throws: DiagnosticList.self) { try Formatter.format(start) }
    }

    @Test("tokens by chance", arguments: 0..<20)
    func tokens(seed: Int) {
        let words = [
            "model", "A", "(", ")", "{", "}", "[", "]", "\n", "x", "=", ":", "|>", ",", "1", "\"a{", "}\"", "if",
            "then", "else", "for", "in", "-", "**", ".", "next", "param", "return", "->", "where", "not", "==", "?",
            "_",
        ]
        var generator = Numbers(state: UInt64(seed))
        let text = (0..<2_000).compactMap { _ in words.randomElement(using: &generator) }.joined(separator: " ")
        #expect(parse(text).count <= 20)
    }
}
