import Testing
import WeftDiagnostics

@Suite("weft check")
struct CheckTests {
    static let net = """
        /// A small net.
        model Net(x: f32[N, 3, H, W]) -> (y: f32[N, 8]) {
            y = x |> conv1: conv(8, 3, stride=2) |> relu |> global_avg_pool |> flatten
        }

        model Wide(x: f32[N, 16]) -> (y: f32[N, 4]) {
            y = x |> fc: dense(4)
        }

        """

    @Test("says what a valid model takes, gives and costs")
    func valid() throws {
        let folder = try Scratch()
        try folder.write("net.weft", Self.net)
        let result = try Command("check", "net.weft", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.hasPrefix("Net is valid for "))
        #expect(result.output.contains("input x: f32[N, 3, H, W]"))
        #expect(result.output.contains("parameters: 224 trainable, 0 fixed"))
        #expect(result.output.contains("\nWide is valid for N >= 1\n"))
    }

    @Test("JSON has the contract's keys, and both models")
    func json() throws {
        let folder = try Scratch()
        try folder.write("net.weft", Self.net)
        let document = try Command("check", "--json", "net.weft", in: folder).json
        for key in ["weft", "command", "valid", "diagnostics", "inputs", "outputs", "conditions", "exact", "macs"] {
            #expect(document[key] != nil, "\(key)")
        }
        #expect(document["valid"] == .bool(true) && document["command"] == .string("check"))
        #expect(document["parameters"]?["trainable"] == .integer(224))
        #expect(document["inputs"]?.elements.first?["type"] == .string("f32[N, 3, H, W]"))
        #expect(document["models"]?.elements.map { $0["model"] } == [.string("Net"), .string("Wide")])
        let one = try Command("check", "--json", "net.weft#Wide", in: folder).json
        #expect(one["models"] == nil && one["model"] == .string("Wide"))
        #expect(one["macs"] == .string("64 * N"))
    }

    @Test("costs are formulas, and numbers where sizes are asked or bound")
    func costs() throws {
        let folder = try Scratch()
        try folder.write(
            "net.weft",
            """
            model Net(x: f32[N, 3, H, W]) -> (y) where H >= 4, W >= 4 {
                y = x |> conv1: conv(8, 3, stride=2, pad=1) |> conv2: conv(4, 3, pad="causal", dilation=2)
            }

            """)
        let text = try Command("check", "net.weft", "--size", "N=2,H=8,W=8", in: folder).output
        // 16 positions of 8 · 27 and of 4 · 72 products, twice; the second convolution has 8 + 4 channels alive.
        #expect(text.contains("MACs: 504 * N * ceil(H / 2) * ceil(W / 2) (1 MAC = one multiply and one add"))
        #expect(text.contains("receptive field of y in x: 11 along H (9 before, 1 after; stride 2), 11 along W"))
        #expect(text.contains("N = 2, H = 8, W = 8: fits\n    MACs: 16,128\n"))
        #expect(text.contains("    activations at the peak: 2,560 bytes (0.00 MiB)\n"))
        let asked = try Command("check", "net.weft", "--size", "N=2,H=8,W=8", "--json", in: folder).json
        #expect(asked["activation_bytes_value"] == .null && asked["macs_value"] == .null)
        #expect(asked["sizes"]?["costs"]?["macs_value"] == .integer(16_128))
        #expect(asked["sizes"]?["costs"]?["activation_bytes_value"] == .integer(2_560))
        let bound = try Command("check", "net.weft", "-D", "N=2", "-D", "H=8", "-D", "W=8", "--json", in: folder).json
        #expect(bound["macs_value"] == .integer(16_128) && bound["activation_bytes_value"] == .integer(2_560))
        #expect(bound["activation_bytes"] == .string("2560"))
        let fields = bound["receptive_field"]?.elements.first
        #expect(fields?["output"] == .string("y") && fields?["input"] == .string("x"))
        let axes = fields?["axes"]?.elements ?? []
        #expect(axes.map { $0["field"] } == [.integer(1), .string("features"), .integer(11), .integer(11)])
        #expect(axes.last?["before"] == .integer(9) && axes.last?["after"] == .integer(1))
        #expect(axes.last?["stride"] == .integer(2) && axes.last?["along"] == .integer(3))
        let range = try Command("check", "net.weft", "--size", "H=4..9", "--json", in: folder).json
        #expect(range["sizes"]?["costs"] == .null)
    }

    @Test("sizes that do not fit are exit code 1, with the nearest that do")
    func sizes() throws {
        let folder = try Scratch()
        try folder.write(
            "even.weft",
            "model Even(x: f32[N, 2, H, W]) -> (y) where H % 32 == 0 {\n    y = x |> max_pool(2)\n}\n")
        let fits = try Command("check", "even.weft", "--size", "H=352,W=8", "--json", in: folder)
        #expect(fits.status == 0)
        #expect(try fits.json["sizes"]?["fits"] == .bool(true))
        let broken = try Command("check", "even.weft", "--size", "H=350", "--json", in: folder)
        #expect(broken.status == 1)
        #expect(try broken.json["valid"] == .bool(false))
        #expect(try broken.json["sizes"]?["fits"] == .bool(false))
        #expect(try broken.json["sizes"]?["nearest"]?["H"] == .array([.integer(320), .integer(352)]))
        let text = try Command("check", "even.weft", "--size", "H=350", in: folder)
        #expect(text.errors.contains("error[sizes-do-not-fit]") && text.errors.contains("H = 320 or 352"))
        #expect(try Command("check", "even.weft", "--size", "Q=3", in: folder).status == 1)
        #expect(try Command("check", "even.weft", "--size", "H", in: folder).status == 64)
    }

    @Test("ten mistakes are reported in one go, each at its place")
    func tenMistakes() throws {
        let folder = try Scratch()
        let lines = [
            "model Ten(x: f32[N, 3, 32, 32]) -> (y: f32[N, 10]) {",
            "    a = x |> conv(8, 64)",
            "    b = x |> conv(8, 3) |> relx",
            "    c = x |> missing",
            "    d = q + 1",
            "    e = concat(x, x, axis=7)",
            "    f = x |> conv(8, 3, strid=2)",
            "    g = x |> reshape([N, 5])",
            "    h = x |> transpose([0, 1, 2])",
            "    i = x |> max_pool(\"two\")",
            "    y = x |> flatten |> dense(11)",
            "}",
        ]
        try folder.write("ten.weft", lines.joined(separator: "\n") + "\n")
        let result = try Command("check", "ten.weft", "--json", in: folder)
        #expect(result.status == 1)
        let diagnostics = try result.json["diagnostics"]?.elements ?? []
        let errors = diagnostics.filter { $0["severity"] == .string("error") }
        #expect(errors.map { $0["line"] } == (1...10).map { .integer($0) }, "\(result.output)")
        #expect(errors.allSatisfy { $0["file"] == .string("ten.weft") && $0["code"]?.text?.isEmpty == false })
        let text = try Command("check", "ten.weft", in: folder)
        #expect(text.errors.contains("ten.weft:5:9"))
    }

    @Test("a size of one model is no question to its siblings; one that none has is an error")
    func siblings() throws {
        let folder = try Scratch()
        try folder.write("net.weft", Self.net)
        #expect(try Command("check", "net.weft", "--size", "H=9", in: folder).status == 0)
        #expect(try Command("check", "net.weft", "--size", "Q=9", in: folder).status == 1)
        let bound = try Command("check", "net.weft", "-D", "H=9", "--json", in: folder)
        #expect(bound.status == 0, "\(bound.output)")
        #expect(try bound.json["inputs"]?.elements.first?["type"] == .string("f32[N, 3, 9, W]"))
        #expect(try Command("check", "net.weft", "-D", "Q=9", in: folder).status == 1)
        #expect(try Command("check", "net.weft", "-P", "q=9", in: folder).status == 1)
        #expect(try Command("convert", "net.weft#Wide", "wide.npz", "--quiet", in: folder).status == 0)
        #expect(try Command("check", "net.weft#Wide", "--against", "wide.npz", in: folder).status == 0)
        #expect(try Command("check", "net.weft", "--against", "wide.npz", in: folder).status == 1)
    }

    @Test("colours only where they are asked for")
    func colours() throws {
        let folder = try Scratch()
        try folder.write("bad.weft", "model Bad(x: f32[N]) -> (y) { y = q }\n")
        #expect(try !Command("check", "bad.weft", in: folder).errors.contains("\u{1B}"))
        #expect(
            try Command("check", "bad.weft", in: folder, environment: ["CLICOLOR_FORCE": "1"]).errors.contains(
                "\u{1B}[1;31m"))
        let both = ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"]
        #expect(try !Command("check", "bad.weft", in: folder, environment: both).errors.contains("\u{1B}"))
    }

    @Test("standard input, and sizes and hyper-parameters bound from outside")
    func options() throws {
        let text = "model M(x: f32[N, D], units: int = 4) -> (y) { y = x |> fc: dense(units) }\n"
        #expect(try Command("check", "-", "-D", "D=3", "-P", "units=5", input: text).output.contains("20 trainable"))
        #expect(try Command("check", "-", "-DD=3", input: text).output.contains("16 trainable"))
        #expect(try Command("check", "-", "-D", "D=0", input: text).status == 64)
        #expect(try Command("check", "-", "-D", "Q=3", input: text).status == 1)
    }
}
