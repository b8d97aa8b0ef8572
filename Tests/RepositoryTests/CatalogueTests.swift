import Foundation
import Testing
import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftLanguage

/// A fenced block of an article.
struct Example: Sendable, CustomTestStringConvertible {
    let article: String
    /// The line of the opening fence, counted from 1.
    let line: Int
    /// What stands behind the opening fence.
    let language: String
    let text: String

    var testDescription: String { "\(article):\(line)" }

    /// Articles of the catalogue, and the texts at the top level.
    static let articles = Repository.paths.filter {
        $0.hasSuffix(".md") && ($0.hasPrefix("Sources/Weft/Weft.docc/") || !$0.contains("/"))
    }

    static let all: [Example] = articles.flatMap { article -> [Example] in
        var examples: [Example] = []
        var open: (line: Int, language: String, lines: [Substring])?
        let lines = (Repository.text(article) ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            guard line.hasPrefix("```") else {
                open?.lines.append(line)
                continue
            }
            if let block = open {
                let text = block.lines.map { $0 + "\n" }.joined()
                examples.append(Example(article: article, line: block.line, language: block.language, text: text))
                open = nil
            } else {
                open = (number + 1, String(line.dropFirst(3)), [])
            }
        }
        return examples
    }

    static let right = all.filter { $0.language == "weft" }
    static let wrong = all.filter { $0.language == "weft-error" }

    /// The text as a file; what it names with `file("…")` has three lines.
    func elaborate(_ model: String? = nil) -> Elaboration {
        var options = ElaborationOptions()
        options.modelName = model
        let provider = SourceProvider { name throws(Diagnostic) in SourceFile(name: name, text: "one\ntwo\nthree\n") }
        return Elaborator.elaborate(SourceFile(name: testDescription, text: text), provider: provider, options: options)
    }
}

@Suite("Examples of the documentation", .enabled(if: Repository.isThere, "the sources are not beside the tests"))
struct CatalogueTests {
    @Test("there are examples, and every fence says what it holds")
    func some() {
        #expect(Example.right.count >= 10)
        #expect(Example.wrong.count >= 3)
        for example in Example.all {
            let known = ["weft", "weft-error", "text", "ebnf", "swift", "sh", "console", "json"]
            #expect(known.contains(example.language), "\(example.testDescription): '\(example.language)'")
        }
    }

    @Test("every model elaborates without a remark and verifies", arguments: Example.right)
    func elaborates(_ example: Example) throws {
        let names = example.elaborate().modelNames
        #expect(!names.isEmpty)
        for name in names {
            let elaboration = example.elaborate(name)
            #expect(elaboration.diagnostics.map(TerminalRenderer().render) == [])
            let model = try #require(elaboration.model)
            #expect(GraphVerifier.verify(model.graph).map(\.message) == [])
        }
    }

    @Test("every text has the canonical layout", arguments: Example.right)
    func isFormatted(_ example: Example) throws {
        #expect(try Formatter.format(SourceFile(name: example.testDescription, text: example.text)) == example.text)
    }

    @Test("what should fail fails as its first line says", arguments: Example.wrong)
    func fails(_ example: Example) throws {
        let first = example.text.split(separator: "\n").first ?? ""
        let code = try #require(first.firstMatch(of: #/^// error: ([a-z-]+)$/#), "the first line is '// error: CODE'").1
        let elaboration = example.elaborate()
        #expect(elaboration.model == nil)
        let codes = elaboration.diagnostics.filter { $0.severity == .error }.map(\.code)
        #expect(codes.contains(String(code)), "it fails with \(codes)")
    }

    @Test("every line of Swift stands in a test that runs", arguments: Example.all.filter { $0.language == "swift" })
    func swiftRuns(_ example: Example) throws {
        let path = "Tests/WeftTests/DocumentationTests.swift"
        let code = Set(try #require(Repository.text(path)).split(separator: "\n").map { $0.trimmed })
        for line in example.text.split(separator: "\n").map(\.trimmed) where !line.isEmpty && !line.hasPrefix("//") {
            #expect(code.contains(line), "\(path) has no line '\(line)'")
        }
    }

    @Test("links between articles lead somewhere")
    func links() {
        let names = Set(Example.articles.map { String($0.split(separator: "/").last?.dropLast(3) ?? "") })
        for article in Example.articles {
            for match in (Repository.text(article) ?? "").matches(of: #/<doc:(\w+)>/#) {
                #expect(names.contains(String(match.1)), "\(article): \(match.0)")
            }
        }
    }
}

extension Substring {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
