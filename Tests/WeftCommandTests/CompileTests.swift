import Testing
import WeftDiagnostics
import WeftFiles

@Suite("weft compile")
struct CompileTests {
    static let spec = """
        model Small(image: f32[N, 3, 16, 16]) -> (scores: f32[N, 5]) {
            first = image |> c: conv(16, 3, pad=1) |> n: batch_norm |> relu
            scores = first |> d: conv(16, 3, pad=1) |> relu |> flatten |> out: dense(5)
        }

        """

    @Test("writes a model whose packed weights are used")
    func writes() throws {
        let folder = try Scratch()
        try folder.write("small.weft", Self.spec)
        let compiled = try Command("compile", "small.weft", "-o", "small.weftpb", in: folder)
        #expect(compiled.status == 0, "\(compiled.errors)")
        #expect(compiled.output.hasPrefix("wrote small.weftpb: "))
        #expect(compiled.errors.contains("parameters-initialised"))
        let bench = try Command("bench", "small.weftpb", "-D", "N=2", "--runs", "1", "--json", in: folder)
        #expect(bench.status == 0, "\(bench.errors)")
        #expect(try bench.json["diagnostics"]?.elements.isEmpty == true, "\(bench.output)")
        for key in ["bind_ms", "weights_bytes", "arena_bytes", "macs", "peak_rss_bytes"] {
            #expect(try bench.json.keys.contains(key), "\(key)")
        }
        let other = try Command(
            "bench", "small.weftpb", "-D", "N=2", "--isa", "baseline", "--runs", "1", "--json", in: folder)
        #expect(try other.json["diagnostics"]?.elements.first?["code"] == .string("packed-weights-unused"))
    }

    @Test("with free sizes packs what any size asks for", arguments: [false, true])
    func freeSizes(_ only: Bool) throws {
        let folder = try Scratch()
        let spec = """
            model Free(image: f32[N, 3, H, W]) -> (scores: f32[N, 5]) {
                deep = image |> c: conv(32, 3, pad=1, stride=2) |> relu |> d: conv(32, 3, pad=1) |> relu
                scores = deep |> global_avg_pool |> flatten |> out: dense(5)
            }

            """
        try folder.write("free.weft", spec)
        let arguments = ["compile", "free.weft", "-o", "free.weftpb"] + (only ? ["--packed-only"] : [])
        let compiled = try Command(arguments, in: folder)
        #expect(compiled.status == 0, "\(compiled.errors)")
        for size in [2, 14, 30] {
            let sizes = ["-D", "N=1", "-D", "H=\(size)", "-D", "W=\(size)"]
            let bench = try Command(["bench", "free.weftpb", "--runs", "1", "--json"] + sizes, in: folder)
            #expect(bench.status == 0, "\(bench.errors)")
            #expect(try bench.json["diagnostics"]?.elements.isEmpty == true, "\(bench.output)")
        }
    }

    @Test("for several instruction sets, and for these alone")
    func sets() throws {
        let folder = try Scratch()
        try folder.write("small.weft", Self.spec)
        let both = try Command(
            "compile", "small.weft", "-D", "N=1", "--isa", "baseline,avx512", "-o", "both.weftpb", in: folder)
        #expect(both.status == 0, "\(both.errors)")
        let alone = try Command(
            "compile", "small.weft", "-D", "N=1", "--isa", "baseline", "--packed-only", "-o", "alone.weftpb", in: folder
        )
        #expect(alone.status == 0, "\(alone.errors)")
        for file in ["both.weftpb", "alone.weftpb"] {
            let bench = try Command("bench", file, "--isa", "baseline", "--runs", "1", "--json", in: folder)
            #expect(bench.status == 0, "\(bench.errors)")
            #expect(try bench.json["diagnostics"]?.elements.isEmpty == true, "\(bench.output)")
        }
        let interpreted = try Command(
            "bench", "alone.weftpb", "--accuracy", "strict", "--isa", "baseline", "--runs", "1", in: folder)
        #expect(
            interpreted.status == 65 && interpreted.errors.contains("packed weights alone"), "\(interpreted.errors)")
        let unknown = try Command("compile", "small.weft", "--isa", "mmx", "-o", "x.weftpb", in: folder)
        #expect(unknown.status == 64)
        let nothing = try Command("compile", "small.weft", in: folder)
        #expect(nothing.status == 64)
    }

    @Test("prints a graph that reads back, before and after the passes", arguments: ["graph", "simplified"])
    func emits(_ stage: String) throws {
        let folder = try Scratch()
        try folder.write("small.weft", Self.spec)
        let first = try Command("compile", "small.weft", "--emit", stage, in: folder)
        #expect(first.status == 0, "\(first.errors)")
        try folder.write("again.weft", first.output)
        let second = try Command("compile", "again.weft", "--emit", "graph", in: folder)
        #expect(second.status == 0, "\(second.errors)")
        #expect(second.output == first.output)
    }
}
