import Foundation
import WeftDiagnostics

/// A Markdown file that shows a mistake: a sentence, the spec whose failing lines say which codes they cause, and the
/// diagnostics as a person reads them.
///
/// The first `weft` block is the spec; a `weft NAME` or `file NAME` block is a file beside it; an `options` block sets
/// what the command line can (`-P words=3`, `-D H=351`, `--model Name`) and budgets (`budget calls 5`). A line of a
/// spec or of the options ends in `// error: CODE` or `// warning: CODE`; what comes from no line is announced by the
/// option `nowhere`. The `text` block holds the rendered diagnostics and is written by `tools/bless.sh`.
struct GoldenCase {
    /// What a marker announces or a diagnostic says: the place and the code.
    struct Finding: Hashable, Comparable, CustomStringConvertible {
        let file: String
        let line: Int
        let severity: String
        let code: String

        var description: String { "\(file):\(line): \(severity): \(code)" }

        static func < (left: Self, right: Self) -> Bool {
            (left.file, left.line, left.code) < (right.file, right.line, right.code)
        }
    }

    static let specName = "spec.weft"

    /// The path below the folder of cases, without its ending.
    let name: String
    private(set) var prose = ""
    private(set) var files: [String: String] = [:]
    private(set) var options: [String] = []
    private(set) var announced: [Finding] = []
    /// The rendered diagnostics as recorded.
    private(set) var recorded = ""
    private(set) var hasText = false

    init(name: String, markdown: String) {
        self.name = name
        var prose: [Substring] = []
        var block: (info: Substring, lines: [Substring])?
        for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
            if let open = block {
                if line == "```" {
                    block = nil
                    take(open.info, open.lines)
                } else {
                    block?.lines.append(line)
                }
            } else if line.hasPrefix("```") {
                block = (line.dropFirst(3), [])
            } else {
                prose.append(line)
            }
        }
        self.prose = prose.joined(separator: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private mutating func take(_ info: Substring, _ lines: [Substring]) {
        let words = info.split(separator: " ")
        switch words.first {
        case "weft":
            let file = words.count > 1 ? String(words[1]) : GoldenCase.specName
            files[file] = stripped(lines, file: file).joined(separator: "\n") + "\n"
        case "file": files[words.count > 1 ? String(words[1]) : ""] = lines.joined(separator: "\n") + "\n"
        case "options": options = stripped(lines, file: "options")
        case "text":
            recorded = lines.joined(separator: "\n")
            hasText = true
        default: break
        }
    }

    /// The lines without their markers, which are taken down.
    private mutating func stripped(_ lines: [Substring], file: String) -> [String] {
        lines.enumerated().map { index, line in
            guard let marker = line.firstRange(of: "// error: ") ?? line.firstRange(of: "// warning: ") else {
                return String(line)
            }
            let severity = line[marker].contains("error") ? "error" : "warning"
            for code in line[marker.upperBound...].split(separator: ", ") {
                announced.append(Finding(file: file, line: index + 1, severity: severity, code: String(code)))
            }
            return String(line[..<marker.lowerBound]).replacing(/[ \t]+$/, with: "")
        }
    }

    /// The case with other recorded text, as a file.
    static func replaceText(in markdown: String, with text: String) -> String {
        var result: [Substring] = []
        var isText = false
        for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "```text" {
                isText = true
                result.append(line)
                if !text.isEmpty { result.append(text[...]) }
            } else if isText {
                if line == "```" {
                    isText = false
                    result.append(line)
                }
            } else {
                result.append(line)
            }
        }
        return result.joined(separator: "\n")
    }
}

extension GoldenCase {
    static let testFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    static let folder = testFolder.appendingPathComponent("Cases")
    static let sources = testFolder.deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources")

    /// The names of all cases.
    static let names: [String] = paths(in: folder, ending: ".md").map { String($0.dropLast(3)) }

    /// The paths below a folder of all files with an ending, sorted.
    static func paths(in folder: URL, ending: String) -> [String] {
        (FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? [])
            .filter { $0.hasSuffix(ending) }.sorted()
    }

    static func url(of name: String) -> URL { folder.appendingPathComponent(name + ".md") }
}
