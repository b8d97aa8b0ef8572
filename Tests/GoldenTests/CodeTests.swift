import Foundation
import Testing

@Suite("Codes of diagnostics")
struct CodeTests {
    /// Codes that no golden case can show, with the reason.
    private static func exceptions() throws -> [String: String] {
        let text = try String(
            contentsOf: GoldenCase.testFolder.appendingPathComponent("Elsewhere.txt"), encoding: .utf8)
        var result: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1)
            result[String(words[0])] = words.count == 2 ? words[1].trimmingCharacters(in: .whitespaces) : ""
        }
        return result
    }

    /// Every string in the sources that has the form of a code.
    private static func codes() throws -> Set<String> {
        var result: Set<String> = []
        for target in ["WeftLanguage", "WeftOperators", "WeftGraph"] {
            let folder = GoldenCase.sources.appendingPathComponent(target)
            for path in GoldenCase.paths(in: folder, ending: ".swift") {
                let text = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
                for match in text.matches(of: /"([a-z0-9]+(?:-[a-z0-9]+)+)"/) { result.insert(String(match.1)) }
            }
        }
        return result
    }

    @Test("each occurs in a golden case or is excused")
    func covered() throws {
        let codes = try Self.codes()
        let exceptions = try Self.exceptions()
        var shown: Set<String> = []
        for name in GoldenCase.names {
            let markdown = try String(contentsOf: GoldenCase.url(of: name), encoding: .utf8)
            shown.formUnion(GoldenCase(name: name, markdown: markdown).announced.map(\.code))
        }
        #expect(codes.count > 100)
        #expect(codes.subtracting(shown).subtracting(exceptions.keys).sorted() == [], "without a golden case")
        #expect(shown.subtracting(codes).sorted() == [], "shown, and not in the sources")
        #expect(shown.intersection(exceptions.keys).sorted() == [], "excused, and shown all the same")
        #expect(Set(exceptions.keys).subtracting(codes).sorted() == [], "excused, and not in the sources")
        #expect(exceptions.filter { $0.value.isEmpty }.keys.sorted() == [], "excused without a reason")
    }
}
