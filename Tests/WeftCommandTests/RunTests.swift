import Testing
import WeftDiagnostics
import WeftFiles

@Suite("weft run")
struct RunTests {
    /// Doubles a picture of any size and adds up its rows.
    static let sums = """
        model Sums(image: f32[N, 1, H, W]) -> (total: f32[N], twice: f32[N, 1, H, W]) {
            prepare image = picture(scale=1 / 255)
            twice = image * 2
            total = image |> sum([1, 2, 3])
        }

        """
    static let words = """
        model Count(tokens: i32[N, T] in 0..<4, lengths: i32[N] in 1...T) -> (scores: f32[N, 4], ids: i32[N, T]) {
            prepare (tokens, lengths) = text(vocabulary=["the", "cat", "sat", "."], lower=true)
            labels scores = ["the", "cat", "sat", "stop"]
            labels ids = ["the", "cat", "sat", "."]
            scores = tokens |> one_hot(4) |> sum(1, lengths=lengths)
            ids = tokens |> identity
        }

        """

    @Test("pictures through the preparation, several as a batch, outputs as text")
    func pictures() throws {
        let folder = try Scratch()
        try folder.write("sums.weft", Self.sums)
        try folder.write("a.pgm", "P2 2 1 255 255 51\n")
        try folder.write("b.pgm", "P2 2 1 255 0 51\n")
        let result = try Command("run", "sums.weft", "--input", "image=a.pgm", "--input", "b.pgm", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.hasPrefix("total: f32[2]\n  1.2 0.2\n"), "\(result.output)")
        #expect(result.output.contains("twice: f32[2, 1, 1, 2]\n  [0, 0, 0] 2 0.4\n  [1, 0, 0] 0 0.4\n"))
    }

    @Test("outputs as files, which are taken as inputs as they are")
    func arrays() throws {
        let folder = try Scratch()
        try folder.write("sums.weft", Self.sums)
        try folder.write("a.pgm", "P2 2 1 255 255 51\n")
        let first = try Command(
            "run", "sums.weft", "--input", "a.pgm", "--output-dir", "out/deep", "--json", in: folder)
        #expect(first.status == 0, "\(first.errors)")
        let outputs = try first.json["outputs"]?.elements ?? []
        #expect(outputs.map { $0["name"] } == [.string("total"), .string("twice")])
        #expect(outputs.map { $0["type"] } == [.string("f32[1]"), .string("f32[1, 1, 1, 2]")])
        #expect(outputs.map { $0["file"] } == [.string("out/deep/total.npy"), .string("out/deep/twice.npy")])
        #expect(try folder.bytes("out/deep/total.npy").starts(with: [0x93] + Array("NUMPY".utf8)))
        let second = try Command("run", "sums.weft", "--input", "image=out/deep/twice.npy", in: folder)
        #expect(second.output.hasPrefix("total: f32[1]\n  2.4\n"))
        let wrong = try Command("run", "sums.weft", "--input", "image=out/deep/total.npy", in: folder)
        #expect(wrong.status == 65 && wrong.errors.contains("error[input-rank]"))
        let twice = try Command(
            "run", "sums.weft", "--input", "image=out/deep/twice.npy", "--input", "image=a.pgm", in: folder)
        #expect(twice.status == 65 && twice.errors.contains("error[input-given-twice]"))
    }

    @Test("texts, lengths and labels")
    func texts() throws {
        let folder = try Scratch()
        try folder.write("count.weft", Self.words)
        try folder.write("a.txt", "The cat sat. The cat.\n")
        try folder.write("b.txt", "sat\n")
        let result = try Command(
            "run", "count.weft", "--input", "a.txt", "--input", "b.txt", "--json", "--top", "2", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        let labels = try result.json["labels"]?.elements ?? []
        #expect(labels.count == 4)
        #expect(labels[0]["output"] == .string("scores") && labels[0]["row"] == .array([.integer(0)]))
        let top = labels[0]["top"]?.elements ?? []
        #expect(top.map { $0["label"] } == [.string("the"), .string("cat")])
        #expect(top.map { $0["index"] } == [.integer(0), .integer(1)] && top[0]["score"] == .number(2))
        #expect(labels[1]["top"]?.elements.first?["label"] == .string("sat"))
        #expect(labels[2]["text"] == .string("the cat sat . the cat ."))
        try folder.write("c.txt", "the dog\n")
        let unknown = try Command("run", "count.weft", "--input", "tokens=c.txt", in: folder)
        #expect(unknown.status == 65 && unknown.errors.contains("c.txt:1:5"), "\(unknown.errors)")
    }

    @Test("missing weights come from the seed, and a note says so")
    func seeds() throws {
        let folder = try Scratch()
        try folder.write("net.weft", "model Net(x: f32[N, 2]) -> (y) {\n    y = x |> fc: dense(3)\n}\n")
        try folder.write(
            "make.weft", "model Make(image: f32[N, H]) -> (x) {\n    prepare image = picture()\n    x = image\n}\n")
        let make =
            "model Make(image: f32[1, W]) -> (x: f32[1, W]) {\n    prepare image = picture(scale=1 / 255)\n    x = image * 1\n}\n"
        try folder.write("make.weft", make)
        try folder.write("a.pgm", "P2 2 1 255 255 51\n")
        #expect(try Command("run", "make.weft", "--input", "a.pgm", "--output-dir", ".", in: folder).status == 0)
        let first = try Command("run", "net.weft", "--input", "x=x.npy", in: folder)
        #expect(first.status == 0)
        #expect(first.errors.contains("note[parameters-initialised]") && first.errors.contains("seed 0"))
        #expect(try Command("run", "net.weft", "--input", "x=x.npy", "--seed", "0", in: folder).output == first.output)
        let other = try Command("run", "net.weft", "--input", "x=x.npy", "--seed", "1", "--quiet", in: folder)
        #expect(other.output != first.output && other.errors.isEmpty)
    }

    @Test("inputs that are missing, unknown, unnamed or not prepared are said, all in one go")
    func problems() throws {
        let folder = try Scratch()
        try folder.write("two.weft", "model Two(left: f32[N], right: f32[N]) -> (y) {\n    y = left + right\n}\n")
        try folder.write("a.pgm", "P2 2 1 255 255 51\n")
        let missing = try Command("run", "two.weft", in: folder)
        #expect(missing.status == 65)
        #expect(missing.errors.contains("'left'") && missing.errors.contains("'right'"))
        #expect(
            try Command("run", "two.weft", "--input", "lefd=a.pgm", in: folder).errors.contains("did you mean 'left'?"))
        #expect(try Command("run", "two.weft", "--input", "a.pgm", in: folder).errors.contains("error[unnamed-input]"))
        #expect(
            try Command("run", "two.weft", "--input", "left=a.pgm", in: folder).errors.contains("error[no-preparation]")
        )
        #expect(try Command("run", "two.weft", "--input", "left=b.npy", in: folder).status == 66)
    }

    @Test("a spec with errors is bad data for run, all of them shown")
    func badSpec() throws {
        let folder = try Scratch()
        try folder.write("bad.weft", "model Bad(x: f32[N]) -> (y) {\n    a = q\n    y = r\n}\n")
        let result = try Command("run", "bad.weft", in: folder)
        #expect(result.status == 65)
        #expect(result.errors.contains("bad.weft:2:9") && result.errors.contains("bad.weft:3:9"))
    }
}
