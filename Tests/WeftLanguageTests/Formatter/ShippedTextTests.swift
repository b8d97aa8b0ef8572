import Foundation
import Testing
import WeftDiagnostics

import WeftLanguage

@Suite("The texts that Weft ships")
struct ShippedTextTests {
    /// The prelude's and the zoo's files, by path in the folder of texts.
    static let paths: [String] =
        FileManager.default.enumerator(atPath: folder.path)
        .map { $0.compactMap { $0 as? String }.filter { $0.hasSuffix(".weft") }.sorted() } ?? []

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources/CWeftTexts")

    @Test("there are some")
    func some() {
        #expect(!Self.paths.isEmpty)
    }

    @Test("each keeps its meaning when it is laid out, and a second time changes nothing", arguments: paths)
    func layout(path: String) throws {
        let text = try String(contentsOf: Self.folder.appendingPathComponent(path), encoding: .utf8)
        let before = SourceFile(name: path, text: text)
        let after = SourceFile(name: path, text: try Formatter.format(before))
        #expect(SyntaxDump.dump(Parser.parse(before).syntax) == SyntaxDump.dump(Parser.parse(after).syntax))
        #expect(try Formatter.format(after) == Formatter.format(before))
    }
}
