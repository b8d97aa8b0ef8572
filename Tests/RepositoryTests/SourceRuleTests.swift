import Foundation
import Testing

@Suite("Rules for the sources", .enabled(if: Repository.isThere, "the sources are not beside the tests"))
struct SourceRuleTests {
    /// The targets that may say `unsafe`.
    private static let fenced: Set<String> = ["WeftFiles", "WeftTensors", "WeftRuntime"]

    /// Files above 400 lines, each with the reason why it is one file.
    private static let longFiles: [String: String] = [
        "Tests/WeftInterpreterTests/TorchCases.swift": "a table that tools/oracles/operators.py writes",
        "Tests/WeftOperatorsTests/ONNXCases.swift": "a table that tools/oracles/onnx_operators.py writes",
        "Tests/WeftOperatorsTests/ONNXWindowCases.swift": "a table that tools/oracles/onnx_windows.py writes",
        "Tests/WeftOperatorsTests/References+Reductions.swift": "a table of recorded results",
    ]

    /// A word of code with the places where it stands.
    private func places(of word: some RegexComponent, in paths: [String]) -> [String] {
        paths.flatMap { path in
            SwiftCode(Repository.text(path) ?? "").lines.enumerated().compactMap { number, line in
                line.contains(word) ? "\(path):\(number + 1)" : nil
            }
        }
    }

    @Test("unsafe code stands in the fenced targets only, and is counted")
    func unsafeIsFenced() {
        var counts: [String: Int] = [:]
        for place in places(of: #/\bunsafe\b/#, in: Repository.swiftSources) {
            let target = String(place.split(separator: "/")[1])
            counts[target, default: 0] += 1
            #expect(Self.fenced.contains(target), "\(place): unsafe")
        }
        let shown = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        print("lines that say unsafe: \(shown)")
        #expect(!counts.isEmpty)
    }

    @Test("no target uses Foundation")
    func noFoundation() {
        #expect(places(of: #/\bimport\s+(?:\w+\s+)?Foundation/#, in: Repository.swiftSources) == [])
    }

    @Test("nothing is unwrapped by force")
    func noForce() {
        let files = Repository.swiftFiles
        #expect(places(of: #/\btry!/#, in: files) == [])
        #expect(places(of: #/\bas!\s/#, in: files) == [])
        #expect(places(of: #/[\w\)\]\}"?]!(?!=)/#, in: files) == [])
    }

    @Test("nothing is left to do")
    func noLooseEnds() {
        // Written in two halves, so that this file is not found.
        let words = ["TO" + "DO", "FIX" + "ME", "XX" + "X:", "HA" + "CK:"]
        for path in Repository.paths {
            for (number, line) in (Repository.text(path) ?? "").split(separator: "\n", omittingEmptySubsequences: false)
                .enumerated()
            {
                for word in words where line.contains(word) { Issue.record("\(path):\(number + 1): \(word)") }
            }
        }
    }

    @Test("no file written by hand is longer than 600 lines, and one above 400 has its reason")
    func lengths() {
        let extensions = [".swift", ".c", ".h", ".sh", ".py", ".weft"]
        for path in Repository.paths where extensions.contains(where: path.hasSuffix) {
            guard !path.hasPrefix("Sources/CWeftSchemas/"), path != "Sources/CWeftTexts/texts.c",
                let text = Repository.text(path)
            else { continue }
            let count = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
            let reason = Self.longFiles[path]
            #expect(count <= 400 || reason != nil, "\(path) has \(count) lines")
            #expect(count <= 600 || reason?.contains("table") == true, "\(path) has \(count) lines")
        }
        for path in Self.longFiles.keys { #expect(Repository.paths.contains(path), "\(path) is gone") }
    }
}
