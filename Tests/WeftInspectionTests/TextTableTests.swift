import Testing
import WeftInspection

@Suite("Tables for terminals")
struct TextTableTests {
    private var table: TextTable {
        var table = TextTable([.init("name", shrinks: true), .init("count", .right)])
        table.add(["layer1.0.conv1", "1,728"])
        table.add(["日本", "9"])
        return table
    }

    @Test("numbers stand right, wide characters take two cells, nothing is cut when piped")
    func aligned() {
        #expect(
            table.text() == """
                name            count
                ──────────────  ─────
                layer1.0.conv1  1,728
                日本                9

                """)
    }

    @Test("a narrow terminal cuts with an ellipsis, and never a number")
    func cut() {
        #expect(
            table.text(width: 17) == """
                name        count
                ──────────  ─────
                layer1.0.…  1,728
                日本            9

                """)
        #expect(table.text(width: 1).contains("1,728"))
    }

    @Test("what a terminal would act on is escaped")
    func escaped() {
        var table = TextTable([.init("name")])
        table.add(["\u{1B}[31mred"])
        #expect(!table.text().contains("\u{1B}"))
    }

    @Test("thousands")
    func thousands() {
        #expect(
            [0, 999, 1_000, 61_706, -1_234_567, Int.min].map(\.grouped) == [
                "0", "999", "1,000", "61,706", "-1,234,567", "-9,223,372,036,854,775,808",
            ])
    }
}
