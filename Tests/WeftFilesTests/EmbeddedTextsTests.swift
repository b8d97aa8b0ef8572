import Testing
import WeftFiles
import WeftTestSupport

@Suite struct EmbeddedTextsTests {
    /// All `.weft` files below a folder of the target, as the list has to name them.
    private func files(below folder: String) throws -> [String] {
        try Folders.list("\(packageFolder)/Sources/CWeftTexts/\(folder)").flatMap { name in
            let path = "\(folder)/\(name)"
            if Folders.kind(of: "\(packageFolder)/Sources/CWeftTexts/\(path)") == .folder {
                return try files(below: path)
            }
            return name.hasSuffix(".weft") ? [path] : []
        }
    }

    @Test func theListIsThatOfTheFolders() throws {
        let expected = try (files(below: "prelude") + files(below: "zoo"))
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        #expect(EmbeddedTexts.names == expected, "Sources/CWeftTexts/texts.c is out of date: run tools/texts.sh")
    }

    @Test func everyTextIsThatOfItsFile() throws {
        for name in EmbeddedTexts.names {
            let file = try FileContents.open("\(packageFolder)/Sources/CWeftTexts/\(name)")
            #expect(EmbeddedTexts.text(named: name) == (try file.bytes(0..<file.count)))
        }
    }

    @Test func otherNamesHaveNoText() {
        for name in ["", "prelude", "prelude/", "zoo/none.weft", "prelude/\0", "zzz", "../prelude/README.md"] {
            #expect(EmbeddedTexts.text(named: name) == nil)
        }
    }

    @Test func theScriptWritesTheListThatIsCommitted() throws {
        let folder = TemporaryFolder()
        #expect(succeeds("'\(packageFolder)/tools/texts.sh' '\(folder / "texts.c")'"))
        let made = try FileContents.open(folder / "texts.c")
        let committed = try FileContents.open("\(packageFolder)/Sources/CWeftTexts/texts.c")
        #expect(try made.equals(0..<made.count, committed, 0..<committed.count), "run tools/texts.sh")
    }
}
