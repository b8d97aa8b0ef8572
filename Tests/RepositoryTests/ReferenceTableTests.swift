import Foundation
import Testing
import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftLanguage
import WeftOperators
import WeftTensors

@Suite("Tables of the documentation", .enabled(if: Repository.isThere, "the sources are not beside the tests"))
struct ReferenceTableTests {
    private static let catalogue = "Sources/Weft/Weft.docc/"

    @Test("the language reference has a row for every operator, as the code has it")
    func operators() throws {
        let text = try #require(Repository.text(Self.catalogue + "Language.md"))
        let lines = Set(text.split(separator: "\n").map(String.init))
        for operation in Operators.all {
            let row = OperatorRow(operation).text
            let isThere = lines.contains(row)
            #expect(isThere, "Language.md lacks the row\n\(row)")
        }
        let names = Set(Operators.all.map { "| `\($0.signature.name)` |" })
        let rows = text.split(separator: "\n").filter {
            $0.firstMatch(of: #/^\| `[a-z0-9_]+` \| .*\|.*\|.*\|.*\|$/#) != nil
        }
        for row in rows {
            let isOperator = names.contains { row.hasPrefix($0) }
            #expect(isOperator, "no operator has this row\n\(row)")
        }
    }

    @Test("the language reference has the head of every declaration of the prelude")
    func prelude() throws {
        let text = try #require(Repository.text(Self.catalogue + "Language.md"))
        var count = 0
        for path in EmbeddedTexts.names where path.hasPrefix("prelude/") {
            let source = String(decoding: EmbeddedTexts.text(named: path) ?? [], as: UTF8.self)
            for match in source.matches(of: #/(?m)^(?:block|cell) (?:.|\n)*?(?=\s*\{$)/#) {
                count += 1
                let isThere = text.contains(match.0 + "\n")
                #expect(isThere, "Language.md lacks\n\(match.0)")
            }
        }
        #expect(count >= 20)
    }

    /// The tables of limits, each with the articles that show it.
    static let limits: [(name: String, value: any Sendable, articles: [String])] = [
        ("Budgets", Budgets(), ["SECURITY.md", catalogue + "ModelFile.md"]),
        ("WireLimits", WireLimits(), ["SECURITY.md", catalogue + "ModelFile.md"]),
        ("JSONLimits", JSONLimits(), ["SECURITY.md"]),
        ("ZipLimits", ZipLimits(), ["SECURITY.md"]),
        ("SyntaxLimits", SyntaxLimits(), ["SECURITY.md"]),
    ]

    @Test("the tables of limits have the numbers of the code", arguments: limits.indices)
    func limitsAreThose(_ index: Int) throws {
        let (name, value, articles) = Self.limits[index]
        for article in articles {
            let lines = try #require(Repository.text(article)).split(separator: "\n")
            for field in Mirror(reflecting: value).children {
                let label = try #require(field.label)
                let number = try #require(field.value as? Int)
                let start = "| `\(name).\(label)` | \(number == .max ? "none" : number.grouped) |"
                let isThere = lines.contains { $0.hasPrefix(start) }
                #expect(isThere, "\(article) lacks the row \(start)")
            }
        }
    }

    @Test("the command line reference names every option and every exit code")
    func commands() throws {
        let text = try #require(Repository.text(Self.catalogue + "CommandLine.md"))
        for path in Repository.swiftSources where path.hasPrefix("Sources/WeftCommand/") {
            let source = Repository.text(path) ?? ""
            let option = #/@(?:Option|Flag)\b(?<details>(?:.|\n)*?)\n?\s*(?:private )?var (?<name>\w+)/#
            for match in source.matches(of: option) {
                let details = String(match.details)
                let long = details.firstMatch(of: #/customLong\("([a-z-]+)"\)/#).map { "--\($0.1)" }
                let short = details.firstMatch(of: #/customShort\("(\w)"\)/#).map { "-\($0.1)" }
                let name = long ?? short ?? "--" + String(match.name).kebab
                let isThere = text.contains("`\(name)")
                #expect(isThere, "\(path): \(name) is not described")
            }
            for match in source.matches(of: #/case \w+ = (\d+)\n/#) {
                let isThere = text.contains("| \(match.1) |")
                #expect(isThere, "\(path): exit code \(match.1) is not described")
            }
        }
    }
}

extension Int {
    /// The number with commas between thousands.
    fileprivate var grouped: String {
        var result = ""
        for (place, digit) in String(self).reversed().enumerated() {
            if place > 0, place % 3 == 0 { result = "," + result }
            result = String(digit) + result
        }
        return result
    }
}

extension String {
    /// `outputDir` as `output-dir`.
    fileprivate var kebab: String {
        map { $0.isUppercase ? "-" + $0.lowercased() : String($0) }.joined()
    }
}
