import Testing
import WeftGraph

@Suite("Names made from labels")
struct LabelTests {
    private func names(_ body: String, _ more: String = "") throws -> [String] {
        let text = "model Net(x: f32[N, 4]) -> (y) {\n\(body)\n}\n\n\(more)"
        return try Elaborating.graph(text).parameterNames.filter { !$0.hasSuffix("bias") }
    }

    @Test("paths, strings and indices")
    func forms() throws {
        let body = """
                x = x |> features.first: dense(4) |> "odd name:0": dense(4) |> list[3]: dense(4) |> [7]: dense(4)
                i = 2
                y = x |> blocks[i + 1].inner: dense(4) |> "layer{i}": dense(4) |> a."b c": dense(4)
            """
        let wanted = [
            "features.first.weight", "odd name:0.weight", "list.3.weight", "7.weight", "blocks.3.inner.weight",
            "layer2.weight", "a.b c.weight",
        ]
        #expect(try names(body) == wanted)
    }

    @Test("[_] is the next index under its prefix, also after a written one and after operators")
    func next() throws {
        let body = """
                x = x |> net[_]: dense(4) |> net[_]: relu |> net[_]: dense(4)
                x = x |> net[6]: dense(4) |> net[_]: dense(4)
                y = x |> other[_]: dense(4) |> [_]: dense(4) |> [_]: dense(4)
            """
        let wanted = ["net.0", "net.2", "net.6", "net.7", "other.0", "0", "1"].map { $0 + ".weight" }
        #expect(try names(body) == wanted)
    }

    @Test("[_] counts anew in each call of a block")
    func scopes() throws {
        let body = "    y = x |> a: Two |> b: Two"
        let block = "block Two(x: f32[N, 4]) {\n    return x |> [_]: dense(4) |> [_]: dense(4)\n}\n"
        #expect(try names(body, block) == ["a.0.weight", "a.1.weight", "b.0.weight", "b.1.weight"])
    }

    @Test("the label _ adds no name, and a layer without one is named for its kind and a count")
    func unlabelled() throws {
        let body = """
                x = x |> z: Inner
                y = x |> dense(4) |> dense(4) |> Inner |> Inner
            """
        let block = "block Inner(x: f32[N, 4]) {\n    return x |> fc: dense(4) |> dense(4)\n}\n"
        let wanted = [
            "z.fc", "z.dense0", "dense0", "dense1", "Inner0.fc", "Inner0.dense0", "Inner1.fc", "Inner1.dense0",
        ]
        #expect(try names(body, block) == wanted.map { $0 + ".weight" })
        #expect(try names("    y = x |> _: Inner", block) == ["fc.weight", "dense0.weight"])
    }

    @Test("a shared layer is labelled once, wherever it is used")
    func shared() throws {
        let body = """
                shared encode: Twice(4)
                a = encode(x) + encode(relu(x))
                y = a |> deep: Uses(f=encode)
            """
        let blocks = """
            block Twice(x: f32[N, D], units: int) {
                return x |> [_]: dense(units) |> relu |> [_]: dense(units) |> dense(units)
            }

            block Uses(x: f32[N, D], f: block) {
                return x |> f |> own: dense(4)
            }
            """
        let wanted = ["encode.0", "encode.1", "encode.dense0", "deep.own"].map { $0 + ".weight" }
        #expect(try names(body, blocks) == wanted)
    }

    @Test("a layer that is passed is a new layer at each use")
    func passed() throws {
        let body = "    y = x |> a: Uses(f=dense(4))"
        let block = "block Uses(x: f32[N, D], f: block) {\n    return x |> one: f |> two: f |> f\n}\n"
        #expect(try names(body, block) == ["a.one.weight", "a.two.weight", "a.dense0.weight"])
    }

    @Test("the tensor of a shared layer's parameter can be read")
    func tied() throws {
        let graph = try Elaborating.graph(
            """
            model Tied(tokens: i32[N, T]) -> (scores: f32[N, T, 50]) {
                shared embed: embedding(50, 8)
                scores = matmul(embed(tokens), transpose(embed.weight, [1, 0]))
            }
            """)
        #expect(graph.parameterTexts == ["embed.weight: f32[50, 8]"])
    }

    @Test("labels stand in the paths of nodes")
    func paths() throws {
        let graph = try Elaborating.graph(
            "model Net(x: f32[N, 4]) -> (y) {\n    y = x |> a.b: dense(4) |> act: relu |> tanh\n}")
        #expect(graph.nodes.map { $0.path.joined(separator: ".") } == ["a.b", "act", "tanh0"])
    }
}
