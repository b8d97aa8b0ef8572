import Testing
import WeftDiagnostics

@Suite("weft fmt")
struct FmtTests {
    private let untidy = "model M(x:f32[N,4])->(y){y=x|>dense(2)}\n"

    @Test("lays out in place, once")
    func inPlace() throws {
        let folder = try Scratch()
        try folder.write("m.weft", untidy)
        let checked = try Command("fmt", "--check", "m.weft", in: folder)
        #expect(checked.status == 1 && checked.output == "m.weft\n")
        #expect(try folder.read("m.weft") == untidy)
        #expect(try Command("fmt", "m.weft", in: folder).status == 0)
        let tidy = try folder.read("m.weft")
        #expect(tidy != untidy && tidy.contains("model M(x: f32[N, 4]) -> (y) {"))
        let again = try Command("fmt", "--check", "m.weft", in: folder)
        #expect(again.status == 0 && again.output.isEmpty)
        #expect(try Command("fmt", "-", input: untidy).output == tidy)
        #expect(try folder.read("m.weft") == tidy)
    }

    @Test("one that does not parse is 65 and stays as it is; the others are formatted")
    func errors() throws {
        let folder = try Scratch()
        try folder.write("bad.weft", "model (\n")
        try folder.write("m.weft", untidy)
        let result = try Command("fmt", "bad.weft", "m.weft", "missing.weft", in: folder)
        #expect(result.status == 66)
        #expect(result.errors.contains("bad.weft:1") && result.errors.contains("missing.weft"))
        #expect(try folder.read("bad.weft") == "model (\n")
        #expect(try folder.read("m.weft") != untidy)
        #expect(try Command("fmt", "bad.weft", in: folder).status == 65)
    }

    @Test("JSON lists the files")
    func json() throws {
        let folder = try Scratch()
        try folder.write("m.weft", untidy)
        let document = try Command("fmt", "--check", "--json", "m.weft", in: folder).json
        #expect(document["files"]?.elements.first?["formatted"] == .bool(false))
    }
}
