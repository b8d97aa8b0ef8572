import Testing
import Weft
import WeftGraph
import WeftInspection
import WeftLanguage
import WeftTestSupport

@Suite("Parameters of the zoo")
struct StateDictionaryTests {
    private static func graph(_ reference: String) throws -> Graph {
        try Model.load("zoo:\(reference)").graph
    }

    private static func entries(_ graph: Graph) -> [String: StateDictionary.Entry] {
        Dictionary(
            uniqueKeysWithValues: graph.parameterTypes.map {
                ($0.name, StateDictionary.Entry(type: $0.type.description, isTrained: $0.isTrained))
            })
    }

    @Test("every model has a list to be compared with")
    func complete() {
        let listed = Set(Fixtures.references.compactMap { $0.split(separator: "#").first.map(String.init) })
        #expect(listed == Set(Zoo.names))
    }

    @Test("have PyTorch's names, shapes and kinds", arguments: Fixtures.references)
    func names(_ reference: String) throws {
        let found = Self.entries(try Self.graph(reference))
        let wanted = try StateDictionary(of: reference).entries
        let names = Set(found.keys).union(wanted.keys).sorted()
        let wrong = names.filter { found[$0] != wanted[$0] }
        func text(_ entry: StateDictionary.Entry?) -> String { entry?.description ?? "missing" }
        #expect(wrong.map { "\($0): \(text(found[$0])), \(text(wanted[$0])) there" } == [])
    }

    @Test("number as many as published")
    func published() throws {
        let rows = try Fixtures.lines("published.txt").map { $0.split(separator: "\t").map(String.init) }
        #expect(rows.count >= 45)
        for row in rows {
            try #require(row.count == 3)
            #expect(Summary(try Self.graph(row[0])).trainable.value == Int(row[1]), "\(row[0]): \(row[2])")
        }
    }

    @Test("mean the same to all models of a file", arguments: Zoo.names)
    func siblings(_ name: String) throws {
        var known: [String: StateDictionary.Entry] = [:]
        for model in Elaborator.elaborate(try Zoo.source(name)).modelNames {
            let entries = Self.entries(try Self.graph("\(name)#\(model)"))
            #expect(entries.filter { known[$0.key] != nil && known[$0.key] != $0.value }.isEmpty, "\(model)")
            known.merge(entries) { $1 }
        }
    }
}
