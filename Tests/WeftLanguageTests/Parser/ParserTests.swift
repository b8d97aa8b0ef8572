import Testing
import WeftDiagnostics

import WeftLanguage

@Suite("Parser")
struct ParserTests {
    @Test("every example parses", arguments: SyntaxExamples.all.map(\.name))
    func example(name: String) throws {
        let text = try #require(SyntaxExamples.all.first { $0.name == name }).text
        let (syntax, diagnostics) = Parser.parse(SourceFile(name: name, text: text))
        #expect(diagnostics.map { TerminalRenderer().render($0) } == [])
        #expect(!syntax.declarations.isEmpty)
    }
}
