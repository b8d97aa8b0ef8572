import Testing
import WeftDiagnostics

import WeftLanguage

@Suite("Going on after an error")
struct RecoveryTests {
    private func parse(_ text: String) -> (syntax: FileSyntax, lines: [Int?]) {
        let (syntax, diagnostics) = Parser.parse(SourceFile(name: "test.weft", text: text))
        return (syntax, diagnostics.map { $0.range?.line })
    }

    @Test("all independent errors are reported, and what is right is kept")
    func independent() {
        let (syntax, lines) = parse(
            """
            model A(x: f32) {
                a = 1 +* 2
                b = 2
                c = f(a, [1, 2
                d = 3
                if a ==  {
                    e = )
                    f = 4
                }
                g = 5
            }
            block B(x: f32 y: f32) {
                h = ]
            }
            cell C() { return x }
            """)
        #expect(lines == [2, 4, 6, 7, 12, 13])
        #expect(syntax.declarations.map(\.name.text) == ["A", "C"])
        #expect(syntax.declarations.first?.body.count == 3)
    }

    @Test("a declaration begins at the start of a line, even in an open body or bracket")
    func declarations() {
        let (syntax, lines) = parse("model A() {\n    if a {\n        y = f(1,\nblock B(x: f32) {\n    return x\n}\n")
        #expect(syntax.declarations.map(\.name.text) == ["A", "B"])
        #expect(lines == [3, 3])
    }

    @Test("a broken row of a list does not make statements of the others")
    func rows() {
        let (syntax, lines) = parse("block A() {\n    x = [\n        a b,\n        c,\n    ]\n    y = 2\n}\n")
        #expect(lines == [3])
        #expect(syntax.declarations.first?.body.count == 1)
    }

    @Test("what stands between declarations is one error")
    func outside() {
        let (syntax, lines) = parse("x = 3\ny = 4\nimport \"a\"\nblock A() {}\n}\nz = 5\nblock B() {}\n")
        #expect(lines == [1, 5])
        #expect(syntax.declarations.map(\.name.text) == ["A", "B"])
        #expect(syntax.imports.count == 1)
    }

    @Test("errors end at the limit, and the last one says so")
    func limit() {
        let body = String(repeating: "    x = )\n", count: 1_000)
        let text = "block A() {\n\(body)}\n"
        let diagnostics = Parser.parse(SourceFile(name: "test.weft", text: text)).diagnostics
        #expect(diagnostics.count == 20)
        #expect(diagnostics.map { $0.range?.line } == Array(2...21))
        #expect(diagnostics.last?.notes.last?.message == "there may be more errors; reading stopped after 20")
    }
}
