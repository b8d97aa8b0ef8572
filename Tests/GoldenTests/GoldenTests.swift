import Foundation
import Testing
import WeftDiagnostics
import WeftLanguage

@Suite("Diagnostics as people read them")
struct GoldenTests {
    @Test("there are cases, and nothing else lies among them")
    func some() {
        #expect(!GoldenCase.names.isEmpty)
        let all = GoldenCase.paths(in: GoldenCase.folder, ending: "").filter { $0.contains(".") }
        #expect(all == GoldenCase.names.map { $0 + ".md" })
    }

    @Test("the comments, the recorded text and the elaborator agree", arguments: GoldenCase.names)
    func agree(name: String) throws {
        let markdown = try String(contentsOf: GoldenCase.url(of: name), encoding: .utf8)
        let golden = GoldenCase(name: name, markdown: markdown)
        #expect(!golden.prose.isEmpty, "a case begins with a sentence that says what it shows")
        #expect(golden.hasText, "a case ends with a text block")
        let elaboration = golden.elaborate()
        let found = golden.findings(elaboration.diagnostics)
        #expect(found.sorted() == golden.announced.sorted(), "what the comments announce")
        let hasErrors = elaboration.diagnostics.contains { $0.severity == .error }
        #expect(hasErrors == (elaboration.model == nil))
        let renderer = TerminalRenderer()
        let rendered = elaboration.diagnostics.map { renderer.render($0) }.joined(separator: "\n")
            .trimmingCharacters(in: .newlines)
        if rendered == golden.recorded { return }
        guard ProcessInfo.processInfo.environment["WEFT_BLESS"] == "1" else {
            #expect(rendered == golden.recorded, "tools/bless.sh records what is right")
            return
        }
        let text = GoldenCase.replaceText(in: markdown, with: rendered)
        try text.write(to: GoldenCase.url(of: name), atomically: true, encoding: .utf8)
        Issue.record("recorded anew: read it")
    }
}
