import Testing
import WeftDiagnostics
import WeftGraph
import WeftLanguage
import WeftOperators
import WeftTensors

@Suite("What the language computes while it elaborates")
struct LanguageTests {
    /// The text of a number that the body of a model binds to `v`.
    private func number(_ body: String, dimensions: [String: Int] = [:]) throws -> String {
        let text = """
            model Net(x: f32[N, H]) -> (y) {
            \(body)
                y = x |> "{v}": dense(1)
            }
            """
        let graph = try Elaborating.graph(text, dimensions: dimensions.merging(["H": 4]) { first, _ in first })
        return String(graph.parameterNames[0].dropLast(".weight".count))
    }

    @Test(
        "numbers",
        arguments: [
            ("7 / 2", "3.5"), ("8 / 2", "4"), ("7 % 3", "1"), ("-7 % 3", "2"), ("floor(-7 / 2)", "-4"),
            ("ceil(-7 / 2)", "-3"), ("floor(7 / 2)", "3"), ("round(2.5)", "2"), ("2 ** 10", "1024"), ("2 ** -1", "0.5"),
            ("-2 ** 2", "-4"), ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("7 - 2 - 1", "4"), ("0.5 + 1", "1.5"),
            ("max(1, 5, 3)", "5"), ("min([4, 2])", "2"), ("sqrt(9)", "3.0"), ("abs(-3)", "3"), ("len([1, 2])", "2"),
            ("len(0..<5)", "5"), ("20_000", "20000"), ("1e3", "1000.0"), ("H", "4"), ("H / 2 + 1", "3"),
            ("if H == 4 then 1 else 2", "1"), ("if H > 4 or H < 2 then 1 else 2", "2"),
        ])
    func numbers(expression: String, result: String) throws {
        #expect(try number("    v = \(expression)") == result)
    }

    @Test("lists, loops and choices write the text out")
    func loops() throws {
        #expect(try number("    v = 0\n    for i in 0..<5 {\n        v = v + i\n    }") == "10")
        #expect(try number("    v = 0\n    for i in 1...5 {\n        v = v + i\n    }") == "15")
        #expect(try number("    v = \"\"\n    for i in reversed(0..<3) {\n        v = v + \"{i}\"\n    }") == "210")
        let pairs = "    v = 0\n    for (a, b) in [[1, 2], [3, 4]] {\n        v = v + a * b\n    }"
        #expect(try number(pairs) == "14")
        #expect(try number("    list = [1, 2] + [3] * 2\n    v = len(list) * 10 + list[-1]") == "43")
        #expect(try number("    list = [4, 5]\n    (a, b) = list\n    v = a * 10 + b") == "45")
        #expect(try number("    if H == 4 {\n        v = 1\n    } else if H == 5 {\n        v = 2\n    }") == "1")
        #expect(try number("    if not (H == 4) {\n        v = 1\n    } else {\n        v = 2\n    }") == "2")
        #expect(try number("    for i in 5..<2 {\n        v = 1\n    }\n    v = 3") == "3")
    }

    @Test("a block of numbers alone is a function, and leaves no count of layers behind")
    func functions() throws {
        let graph = try Elaborating.graph(
            """
            model Net(x: f32[N, 4]) -> (y) {
                y = x |> dense(make_divisible(37)) |> dense(make_divisible(12.0, by=4))
            }

            block make_divisible(v: float, by: int = 8) {
                near = max(by, floor((v + by / 2) / by) * by)
                return if near < 0.9 * v then near + by else near
            }
            """)
        #expect(graph.parameterTexts[0] == "dense0.weight: f32[40, 4]")
        #expect(graph.parameterTexts[2] == "dense1.weight: f32[12, 40]")
    }

    @Test("hyper-parameters have defaults, may use sizes and earlier ones, and are set from outside")
    func hyperParameters() throws {
        let text = """
            model Net(x: f32[N, D], units: int = 2 * D, sizes: [int] = [units, 3], mode: string = "a",
                      act: block = relu, rate: float = 1) -> (y: f32[N, sizes])
                where D <= 8
            {
                y = x |> fc: dense(sizes[0]) |> act |> out: dense(if mode == "wide" then 9 else sizes[1])
            }
            """
            .replacing("(y: f32[N, sizes])", with: "(y)")
        #expect(
            try Elaborating.graph(text, dimensions: ["D": 4]).parameterTexts[0] == "fc.weight: f32[8, 4]")
        let set = try Elaborating.model(
            text, dimensions: ["D": 4], values: [("units", "5"), ("mode", "wide"), ("act", "leaky_relu(slope=0.2)")])
        #expect(
            set.graph.parameterTexts.filter { $0.contains("weight") }
                == ["fc.weight: f32[5, 4]", "out.weight: f32[9, 5]"])
        #expect(set.graph.operators.contains("leaky_relu"))
        #expect(set.metadata.hyperParameters.first { $0.name == "units" }?.value == .integer(5))
        #expect(set.metadata.hyperParameters.first { $0.name == "rate" }?.value == .real(1))
        #expect(set.metadata.hyperParameters.first { $0.name == "sizes" }?.value == .list([.integer(5), .integer(3)]))
        let list = try Elaborating.graph(text, dimensions: ["D": 4], values: [("sizes", "[1, 2]")])
        #expect(list.parameterTexts[0] == "fc.weight: f32[1, 4]")
        let single = "model M(x: f32[N, 3, H, W], k: [int] = 3) -> (y) {\n    y = x |> c: conv(2, k)\n}"
        #expect(try Elaborating.graph(single).parameterTexts[0] == "c.weight: f32[2, 3, 3, 3]")
    }

    @Test("optional tensors are given or not")
    func optional() throws {
        let block = """

            block Gate(x: f32[N, D], by: f32[N, D]? = none, scale: float = 1) {
                if given(by) {
                    x = x * by
                }
                return x * scale
            }
            """
        let with = try Elaborating.graph("model A(x: f32[N, 4]) -> (y) {\n    y = x |> Gate(by=x)\n}\n" + block)
        #expect(with.operators.filter { $0 == "multiply" }.count == 2)
        let without = try Elaborating.graph("model A(x: f32[N, 4]) -> (y) {\n    y = x |> Gate(2)\n}\n" + block)
        #expect(without.operators.filter { $0 == "multiply" }.count == 1)
        #expect(
            Elaborating.codes("model A(x: f32[N, 4]) -> (y) {\n    y = x |> Gate(x)\n}\n" + block)
                == ["too-many-arguments"])
    }

    @Test("several results, by position, by name and as one value")
    func results() throws {
        let graph = try Elaborating.graph(
            """
            model Net(x: f32[N, T, 4]) -> (a, b, c, d) {
                (a, h, _) = x |> one: lstm(3)
                r = x |> two: lstm(3)
                b = r.c_n + h
                c = (x |> three: lstm(3)).h_n
                d = x |> four: lstm(3) |> relu
            }
            """)
        #expect(
            graph.outputTypes.map { "\($0.name): \($0.type)" } == [
                "a: f32[N, T, 3]", "b: f32[1, N, 3]", "c: f32[1, N, 3]", "d: f32[N, T, 3]",
            ])
    }

    @Test("'...' is one run throughout a signature")
    func runs() throws {
        let block = """

            block Both(a: float[N, ...], b: float[..., 2], c: float[N, ...]) {
                return a + c |> flatten
            }
            """
        let model = { (c: String) in
            "model A(a: f32[N, 3, 4], b: f32[3, 4, 2], c: f32[\(c)]) -> (y) {\n    y = Both(a, b, c)\n}\n" + block
        }
        #expect(try Elaborating.graph(model("N, 3, 4")).outputTypes.map { "\($0.type)" } == ["f32[N, 12]"])
        #expect(Elaborating.codes(model("N, 3, 5")) == ["size-mismatch"])
        #expect(Elaborating.codes(model("N, 3")) == ["rank-mismatch"])
    }

    @Test("an element class stands for one type throughout a signature")
    func classes() throws {
        let block = """

            block Sum(a: float[N], b: float[N]) {
                param w: float[1]
                return a + b + w
            }
            """
        let model = { (a: String, b: String) in
            "model A(a: \(a)[N], b: \(b)[N]) -> (y) {\n    y = s: Sum(a, b)\n}\n" + block
        }
        #expect(try Elaborating.graph(model("f16", "f16")).parameterTexts == ["s.w: f16[1]"])
        #expect(Elaborating.codes(model("f16", "f32")) == ["element-type-mismatch"])
        #expect(Elaborating.codes(model("i32", "i32")) == ["element-type-mismatch"])
    }

    @Test("imports bring in declarations, under a name if wished, each with the imports of its own file")
    func imports() throws {
        let files = [
            "parts/a.weft": "import \"b.weft\"\n\nblock Act(x: f32[N, D]) {\n    return x |> Inner\n}\n",
            "parts/b.weft": "block Inner(x: f32[N, D]) {\n    return x |> fc: dense(D)\n}\n",
            "other.weft": "block Act(x: f32[N, D]) {\n    return x |> own: dense(2)\n}\n",
        ]
        let graph = try Elaborating.model(
            """
            import "parts/a.weft"
            import "other.weft" as other

            model Net(x: f32[N, 4]) -> (y) {
                act = other.Act
                y = x |> a: Act |> b: other.Act |> c: act
            }
            """, files: files)
        #expect(
            graph.graph.parameterNames.filter { $0.hasSuffix("weight") }
                == ["a.Inner0.fc.weight", "b.own.weight", "c.own.weight"])
        #expect(graph.metadata.sources.map(\.name) == ["spec.weft", "parts/a.weft", "parts/b.weft", "other.weft"])
    }

    @Test("a file that is imported twice is one")
    func diamond() throws {
        let files = [
            "a.weft": "import \"c.weft\"\n\nblock A(x: f32[N]) {\n    return x |> C\n}\n",
            "b.weft": "import \"c.weft\"\n\nblock B(x: f32[N]) {\n    return x |> C\n}\n",
            "c.weft": "block C(x: f32[N]) {\n    return relu(x)\n}\n",
        ]
        let text = "import \"a.weft\"\nimport \"b.weft\"\n\nmodel M(x: f32[N]) -> (y) {\n    y = x |> A |> B\n}\n"
        #expect(try Elaborating.graph(text, files: files).operators == ["relu", "relu"])
    }

    @Test("what a model says of itself")
    func metadata() throws {
        let model = try Elaborating.model(
            """
            /// Reads digits.
            /// Well.
            model Net(image: f32[N, 1, 28, 28], lengths: i32[N] in 1...9) -> (scores: f32[N, 3]) {
                prepare image = picture(28, scale=1 / 255, mean=[0.5])
                labels scores = file("words.txt")
                about license = "MIT"
                about year = 1998
                scores = image |> flatten |> fc: dense(3)
            }
            """, files: ["words.txt": "zero\none\ntwo\n"])
        #expect(model.metadata.documentation == "Reads digits.\nWell.")
        let preparation = try #require(model.metadata.preparations.first)
        #expect(preparation.inputs == ["image"] && preparation.function == "picture")
        #expect(preparation["resize"] == .integer(28) && preparation["scale"] == .real(1.0 / 255))
        #expect(preparation["mean"] == .list([.real(0.5)]) && preparation["std"] == nil)
        #expect(model.metadata.labels == [.init(output: "scores", names: ["zero", "one", "two"])])
        #expect(model.metadata.about == [.init("license", .string("MIT")), .init("year", .integer(1998))])
        #expect(model.graph.inputs[1].range == .init(1, 9))
    }

    @Test("sizes that are met first in a result, a state or an annotation are solved")
    func solved() throws {
        let graph = try Elaborating.graph(
            """
            model Net(x: f32[N, T, 8]) -> (y: f32[N, T, K]) {
                z: f32[N, T2, 8] = slice(x, axis=1, from=1)
                a = z |> scan(Keep)
                y = x |> fc: dense(T2 - T + 9)
                used: f32[N, _, M] = a
            }

            cell Keep(x: f32[N, D]) {
                state h: f32[N, U] = 0
                next h = x |> cell: dense(5)
                return h
            }
            """.replacing("    used: f32[N, _, M] = a\n", with: "    y = y + mean(a)\n"))
        #expect(graph.outputTypes.map { "\($0.type)" } == ["f32[N, T, 8]"])
        #expect(graph.bodies.first?.outputTypes.map { "\($0.type)" } == ["f32[N, 5]", "f32[N, 5]"])
    }

    @Test("equations between free sizes become conditions with their place; -D binds them")
    func conditions() throws {
        let text = """
            model Net(a: f32[N, H], b: f32[N, W], c: f32[N, H / 2]) -> (y) {
                y = a + b
                z = a |> halves: Halves
                y = y + z
            }

            block Halves(x: f32[N, D]) where D % 2 == 0 {
                return concat(slice(x, axis=1, to=D / 2), slice(x, axis=1, from=D / 2))
            }
            """
        let graph = try Elaborating.graph(text.replacing(", c: f32[N, H / 2]", with: ""))
        #expect(graph.validity.map { "\($0)" }.sorted() == ["H % 2 == 0", "H == W"])
        #expect(graph.conditions.allSatisfy { $0.range != nil })
        let bound = try Elaborating.graph(
            text.replacing(", c: f32[N, H / 2]", with: ""), dimensions: ["H": 6, "W": 6])
        #expect(bound.conditions.isEmpty && "\(bound.outputTypes[0].type)" == "f32[N, 6]")
        let odd = text.replacing(", c: f32[N, H / 2]", with: "")
        var options = ElaborationOptions()
        options.dimensions = ["H": 7]
        #expect(Elaborating.run(odd, options: options).diagnostics.map(\.code) == ["promise-broken"])
    }

    @Test("a model can be called as a block, and another file's model chosen")
    func models() throws {
        let text = """
            model First(x: f32[N, 4]) -> (y) {
                y = x |> inner: Second
            }

            model Second(x: f32[N, D], units: int = 3) -> (z) {
                prepare x = picture()
                z = x |> fc: dense(units)
            }
            """
        let first = try Elaborating.model(text)
        #expect(first.graph.parameterNames == ["inner.fc.weight", "inner.fc.bias"])
        #expect(first.metadata.preparations.isEmpty)
        let second = try Elaborating.graph(text, model: "Second", dimensions: ["D": 7])
        #expect(second.parameterTexts[0] == "fc.weight: f32[3, 7]")
    }

    @Test("comparisons of free sizes that hold for every size are no choices on free sizes")
    func provedChoices() throws {
        let text = """
            model Net(x: f32[N, H]) -> (y) where H % 4 == 0 {
                y = if H >= 4 and H % 2 == 0 and H + 1 > H then relu(x) else tanh(x)
            }
            """
        #expect(try Elaborating.graph(text).operators == ["relu"])
    }
}
