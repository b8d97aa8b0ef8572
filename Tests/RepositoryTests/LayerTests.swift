import Foundation
import Testing

@Suite("The layers", .enabled(if: Repository.isThere, "the sources are not beside the tests"))
struct LayerTests {
    /// The targets below Sources, bottom up, as Package.swift lists them.
    static let layers: [String] = {
        let package = Repository.text("Package.swift") ?? ""
        let declaration = #/(?:layer\(|\.systemLibrary\(|\.target\(|\.executableTarget\()\s*(?:name:\s*)?"(\w+)"/#
        let folders = Set(
            Repository.paths.filter { $0.hasPrefix("Sources/") }.map { String($0.split(separator: "/")[1]) })
        return package.matches(of: declaration).map { String($0.1) }.filter(folders.contains)
    }()

    /// What is no layer of ours: part of the compiler, the C library, and the parser of command lines.
    private static let libraries: [String: Set<String>] = [
        "Synchronization": ["Weft", "WeftRuntime"],
        "ArgumentParser": ["WeftCommand"],
        "Glibc": ["WeftFiles", "WeftOperators"],
        "Musl": ["WeftFiles", "WeftOperators"],
        "Darwin": ["WeftFiles", "WeftOperators"],
    ]

    @Test("Package.swift lists every folder of Sources")
    func complete() {
        let folders = Set(
            Repository.paths.filter { $0.hasPrefix("Sources/") }.map { String($0.split(separator: "/")[1]) })
        #expect(Set(Self.layers) == folders)
        #expect(Self.layers.last == "WeftCommand")
    }

    @Test("a file imports only what stands below its own layer", arguments: Repository.swiftSources)
    func importsPointDownward(_ path: String) throws {
        let layer = String(path.split(separator: "/")[1])
        let own = try #require(Self.layers.firstIndex(of: layer))
        let importLine =
            #/^\s*(?:@\w+\s+)*(?:package|public|internal|private|fileprivate)?\s*import\s+(?:\w+\s+)?(\w+)/#
        for (number, line) in SwiftCode(Repository.text(path) ?? "").lines.enumerated() {
            guard let match = line.firstMatch(of: importLine) else { continue }
            let name = String(match.1)
            if let users = Self.libraries[name] {
                #expect(users.contains(layer), "\(path):\(number + 1): \(layer) has no business with \(name)")
            } else if let other = Self.layers.firstIndex(of: name) {
                #expect(other < own, "\(path):\(number + 1): \(name) does not stand below \(layer)")
            } else {
                Issue.record("\(path):\(number + 1): \(name) is not among the libraries that Weft uses")
            }
        }
    }

    @Test("the folders of WeftFormats do not name each other's types")
    func formatsStandAlone() {
        var folderOfType: [String: String] = [:]
        let files = Repository.swiftSources.filter {
            $0.hasPrefix("Sources/WeftFormats/") && $0.split(separator: "/").count > 3
        }
        let declaration =
            #/^(?:package |public |private |fileprivate |final )*(?:struct|class|enum|actor|protocol|typealias)\s+(\w+)/#
        let codes = files.map { ($0, SwiftCode(Repository.text($0) ?? "").lines) }
        for (path, lines) in codes {
            for match in lines.compactMap({ $0.firstMatch(of: declaration) }) {
                folderOfType[String(match.1)] = String(path.split(separator: "/")[2])
            }
        }
        #expect(folderOfType.count > 10)
        for (path, lines) in codes {
            let folder = String(path.split(separator: "/")[2])
            for (number, line) in lines.enumerated() {
                for word in line.matches(of: #/\w+/#).map({ String($0.0) }) {
                    guard let other = folderOfType[word], other != folder, other != "Common" else { continue }
                    Issue.record("\(path):\(number + 1): \(word) belongs to \(other)")
                }
            }
        }
    }
}
