import Testing
import Weft
import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftInspection

/// A row of the table of the zoo in the catalogue.
struct ZooRow: Sendable, CustomTestStringConvertible {
    let cells: [String]

    var testDescription: String { reference }

    var reference: String { cells[0].plain }

    /// The rows of Zoo.md, which tools/zoo-table.py writes.
    static let all: [ZooRow] = {
        guard let file = try? FileContents.open(Paths.join(root, "Sources/Weft/Weft.docc/Zoo.md")),
            let bytes = try? file.bytes(0..<file.count)
        else { return [] }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter { $0.hasPrefix("| `") }.map {
            line in
            ZooRow(cells: line.dropFirst(2).dropLast(2).split(separator: " | ").map(String.init))
        }
    }()

    /// The published counts with their sources, by reference.
    static let published: [String: (count: String, source: String)] = {
        let path = Paths.join(Paths.folder(of: #filePath), "Fixtures/published.txt")
        guard let file = try? FileContents.open(path), let bytes = try? file.bytes(0..<file.count) else { return [:] }
        let rows = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
            $0.split(separator: "\t").map(String.init)
        }
        return Dictionary(rows.map { ($0[0], ($0[1], $0[2])) }, uniquingKeysWith: { first, _ in first })
    }()

    private static let root = Paths.folder(of: Paths.folder(of: Paths.folder(of: #filePath)))

    /// The sizes that the row counts at.
    var sizes: [Symbol: Int] {
        if cells[5] == "–" { return [:] }
        var sizes: [Symbol: Int] = [:]
        for size in cells[5].plain.split(separator: ",") {
            let parts = size.split(separator: "=")
            sizes[Symbol(String(parts[0]))] = Int(parts[1])
        }
        return sizes
    }
}

@Suite("The table of the zoo")
struct ZooTableTests {
    @Test("a row agrees with its model and with what is published; tools/zoo-table.py writes it", arguments: ZooRow.all)
    func row(_ row: ZooRow) throws {
        try #require(row.cells.count == 8)
        let graph = try Model.load("zoo:\(row.reference)").graph
        let summary = Summary(graph)
        let inputs = graph.inputTypes.map { "`\($0.name): \($0.type)`" }.joined(separator: " ")
        #expect(row.cells[1] == inputs)
        let conditions = graph.validity.map { "`\($0)`" }.joined(separator: " ")
        #expect(row.cells[2] == (conditions.isEmpty ? "all" : conditions))
        #expect(row.cells[3] == summary.trainable.value?.grouped)
        let sizes = row.sizes
        #expect(Set(sizes.keys) == Set(graph.inputSymbols))
        #expect(graph.conditions.allSatisfy { $0.holds(sizes) ?? true })
        #expect(row.cells[4] == summary.multiplyAccumulates.evaluated(sizes)?.grouped)
        let published = ZooRow.published[row.reference]
        #expect(row.cells[6] == (published.flatMap { Int($0.count)?.grouped } ?? "–"))
        #expect(row.cells[7] == published?.source ?? "–")
        // What is published is what it has.
        if published != nil { #expect(row.cells[6] == row.cells[3]) }
    }

    @Test("every model and every published count has its row")
    func complete() {
        let rows = ZooRow.all.map(\.reference)
        #expect(Set(rows) == Set(Zoo.names).union(ZooRow.published.keys))
        #expect(Set(rows).count == rows.count && rows.count >= 60)
    }
}

extension String {
    /// The text without the marks of code.
    fileprivate var plain: String { filter { $0 != "`" } }
}
