import Testing
import WeftFiles
import WeftTestSupport

@Suite struct FolderTests {
    private static let sources =
        Paths.folder(of: Paths.folder(of: Paths.folder(of: #filePath))) + "/Sources/WeftFormats"

    /// The words of a file's code, without comments.
    private func words(_ path: String) throws -> [String] {
        let file = try FileContents.open(path)
        let text = String(decoding: try file.bytes(0..<file.count), as: UTF8.self)
        return text.split(separator: "\n").flatMap { line -> [String] in
            let code = line.prefix(while: { $0 != "/" })
            return code.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
        }
    }

    /// The files of a folder and of those in it.
    private func files(_ folder: String) throws -> [String] {
        try Folders.list(folder).flatMap { name -> [String] in
            let path = "\(folder)/\(name)"
            return Folders.kind(of: path) == .folder ? try files(path).map { "\(name)/\($0)" } : [name]
        }
    }

    /// A format can be added or taken away without a look at the others: no folder names a type of another one.
    @Test func noFormatNamesAnothersTypes() throws {
        let folders = try Folders.list(Self.sources)
            .filter { Folders.kind(of: "\(Self.sources)/\($0)") == .folder && $0 != "Common" }
        #expect(folders.count >= 3)
        var types: [String: String] = [:]
        var used: [String: Set<String>] = [:]
        for folder in folders {
            for name in try files("\(Self.sources)/\(folder)").map({ "\(folder)/\($0)" }) {
                let words = try words("\(Self.sources)/\(name)")
                used[folder, default: []].formUnion(words)
                for (word, next) in zip(words, words.dropFirst())
                where ["struct", "enum", "class", "protocol"].contains(word) && next.first?.isUppercase == true {
                    types[next] = folder
                }
            }
        }
        #expect(types["Npz"] == "NumPy")
        for (type, owner) in types
        where !["Entry", "Field", "Group", "Kind", "Record", "Source", "Value"].contains(type) {
            for folder in folders where folder != owner {
                #expect(used[folder]?.contains(type) != true, "\(folder) names \(type) of \(owner)")
            }
        }
    }
}
