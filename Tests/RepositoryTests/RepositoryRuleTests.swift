import Foundation
import Testing
import Weft
import WeftDiagnostics
import WeftGraph
import WeftLanguage

@Suite("Rules for the repository", .enabled(if: Repository.isThere, "the sources are not beside the tests"))
struct RepositoryRuleTests {
    @Test("the top level holds what it should and nothing else")
    func topLevel() {
        let wanted: Set = [
            "Package.swift", "Sources", "Tests", "schemas", "tools", "README.md", "LICENSE", "SECURITY.md",
            "CHANGELOG.md", ".gitignore", ".ci", ".swift-format",
        ]
        let found = Set(Repository.paths.compactMap { $0.split(separator: "/").first.map(String.init) })
        #expect(found.subtracting(wanted).sorted() == [], "these do not belong there")
        #expect(wanted.subtracting(found).sorted() == [], "these are missing")
    }

    @Test("no text names a place on somebody's machine, or where packages come from")
    func noMachinePaths() {
        // Written in halves, so that this file is not found.
        let folders = ["wo" + "rk", "ro" + "ot", "ho" + "me", "op" + "t"].joined(separator: "|")
        let hosts = [
            "py" + "pi.org", "pythonhos" + "ted.org", "npm" + "js.org", "crates" + ".io", "arti" + "factory",
            "jf" + "rog",
        ]
        guard let path = try? Regex("(?:^|[^A-Za-z0-9_.~/})-])/(?:\(folders))(?:/|$|[^A-Za-z0-9_])") else {
            Issue.record("the pattern is broken")
            return
        }
        for name in Repository.paths {
            for (number, line) in (Repository.text(name) ?? "").split(separator: "\n", omittingEmptySubsequences: false)
                .enumerated()
            {
                #expect(line.firstMatch(of: path) == nil, "\(name):\(number + 1): \(line.prefix(160))")
                for host in hosts where line.contains(host) { Issue.record("\(name):\(number + 1): \(host)") }
            }
        }
    }

    @Test("no two paths differ in case alone")
    func caseOfNames() {
        let groups = Dictionary(grouping: Repository.paths, by: { $0.lowercased() })
        #expect(groups.values.filter { $0.count > 1 } == [])
    }

    @Test(
        "the formatter finds nothing", .enabled(if: formatter, "swift format is not installed"),
        .timeLimit(.minutes(5)))
    func lint() {
        let arguments = ["swift", "format", "lint", "--strict", "--recursive", "Sources", "Tests", "Package.swift"]
        let (status, output) = Repository.run(arguments)
        #expect(status == 0, "\(output.prefix(4000))")
    }

    private static let formatter = Repository.run(["swift", "format", "--version"]).status == 0

    @Test("every spec of the zoo says where it comes from", arguments: Zoo.names)
    func citations(_ name: String) throws {
        let face = try #require(Zoo.spec(name).elaborate(nil, LoadingOptions()).model)
        let hasYear = face.metadata.documentation.contains(#/\([^()]*\b(?:19|20)\d\d\b/#)
        #expect(hasYear, "no year in parentheses: \(face.metadata.documentation)")
    }
}
