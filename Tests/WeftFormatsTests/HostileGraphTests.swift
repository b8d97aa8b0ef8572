import Testing
import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftGraph
import WeftTensors
import WeftTestSupport

/// Heads that are messages and hold no graph that means something.
@Suite struct HostileGraphTests {
    private func refusal(
        _ name: String = "picture", _ change: (inout Assembly) throws -> Void
    ) throws -> String {
        var assembly = try Assembly(TestModels.named(name))
        try change(&assembly)
        switch outcome(try assembly.bytes()) {
        case .success: return "none"
        case .failure(let diagnostic): return diagnostic.code
        }
    }

    @Test func values() throws {
        func changed(_ edit: @escaping (inout ProtobufMessage) -> Void) throws -> String {
            try refusal { $0.editGraph("values", 0, edit) }
        }
        #expect(try changed { $0.set("type", nil as ProtobufMessage?) } == "model-graph")
        #expect(try changed { $0.fill("type") { $0.set("element_type", 99) } } == "model-element-type")
        #expect(
            try changed { value in
                value.fill("type") { type in
                    type.set("element_type", 1)
                    for _ in 0..<17 { type.append("dims") { $0.set("postfix", [0, 1] as [Int64]) } }
                }
            } == "rank-too-high")
        #expect(
            try changed { value in
                value.fill("type") { type in
                    type.set("element_type", 1)
                    type.append("dims") { $0.set("postfix", [0, -1] as [Int64]) }
                }
            } == "size-too-large")
        #expect(
            try changed { $0.fill("contents") { $0.append("values") { $0.set("postfix", [0, 1] as [Int64]) } } }
                == "model-graph")
    }

    @Test(
        arguments: [
            [], [2], [0], [1, 0, 2], [0, 1, 0, 1], [8], [-1], [0, 1, 0, 0, 4], [0, 1, 0, -2, 4], [1, 99], [1, -1],
            [0, .max, 0, 2, 3], [0, .min, 0, .min, 2], [1, 0, 0, 0, 5],
            [Int64](repeating: 0, count: 20_000), [1, 0] + Array([[1, 0, 1, 1, 2, 3]].joined()) + [7, 7],
        ] as [[Int64]])
    func sizes(postfix: [Int64]) throws {
        let code = try refusal { assembly in
            assembly.editGraph("values", 0) { value in
                var type = value.message("type") ?? value.new("type")
                var dims = type.messages("dims")
                dims[0].set("postfix", postfix)
                type.set("dims", dims)
                value.set("type", type)
            }
        }
        #expect(code == "model-dimension")
    }

    @Test func sizesThatGrowWithoutEndAreCutShort() throws {
        // (a + b + c)^n, then divisions inside each other.
        var power: [Int64] = [1, 0, 1, 1, 2, 1, 2, 2]
        for _ in 0..<200 { power += [1, 0, 1, 1, 2, 1, 2, 2, 3] }
        var nested: [Int64] = [1, 0]
        for _ in 0..<3000 { nested += [1, 1, 4] }
        for postfix in [power, nested] {
            let code = try refusal { assembly in
                assembly.editGraph("conditions", 0) { condition in
                    condition.fill("left") { $0.set("postfix", postfix) }
                }
            }
            #expect(code == "model-dimension")
        }
    }

    @Test func references() throws {
        #expect(try refusal { $0.editGraph("nodes", 0) { $0.set("inputs", [99, 1, 1]) } } == "model-reference")
        #expect(try refusal { $0.editGraph("nodes", 0) { $0.set("outputs", [99]) } } == "model-reference")
        #expect(try refusal { $0.editGraph("nodes", 0) { $0.set("outputs", [0]) } } == "model-reference")
        #expect(try refusal { $0.editGraph("outputs", 0) { $0.set("value", 99) } } == "model-reference")
        #expect(try refusal { $0.editGraph("inputs", 0) { $0.set("value", 0) } } == "model-reference")
        #expect(try refusal { $0.editGraph("parameters", 0) { $0.set("value", nil as Int?) } } == "model-reference")
        #expect(
            try refusal("unknown") { assembly in
                assembly.editGraph("nodes", 0) { node in
                    var attributes = node.messages("attributes")
                    let index = attributes.firstIndex { $0.has("tensor") } ?? 0
                    attributes[index].set("tensor", "none")
                    node.set("attributes", attributes)
                }
            } == "model-reference")
    }

    @Test func orderAndCycles() throws {
        func nodes(_ edit: @escaping (inout [ProtobufMessage]) -> Void) throws -> String {
            try refusal { assembly in
                assembly.change = { head in
                    var graph = head.message("graph") ?? head.new("graph")
                    var nodes = graph.messages("nodes")
                    edit(&nodes)
                    graph.set("nodes", nodes)
                    head.set("graph", graph)
                }
            }
        }
        #expect(try nodes { $0.swapAt(0, 1) } == "graph-order")
        // The second node reads what it makes itself, and then what the third makes of it.
        #expect(try nodes { $0[1].set("inputs", $0[1].unsigneds("outputs")) } == "graph-order")
        #expect(try nodes { $0[1].set("inputs", $0[2].unsigneds("outputs")) } == "graph-order")
        #expect(try nodes { $0[1].set("outputs", $0[0].unsigneds("outputs")) } == "graph-reference")
        #expect(try nodes { $0.remove(at: 2) } == "graph-reference")
    }

    @Test func namesThatComeTwice() throws {
        #expect(try refusal { $0.editGraph("outputs", 1) { $0.set("name", "pooled") } } == "graph-name")
        #expect(try refusal { $0.editGraph("inputs", 1) { $0.set("name", "image") } } != "none")
        #expect(try refusal { $0.editGraph("parameters", 1) { $0.set("name", "conv.weight") } } == "graph-name")
        #expect(
            try refusal {
                $0.editGraph("nodes", 0) { $0.set("attributes", $0.messages("attributes") + $0.messages("attributes")) }
            }
                == "model-name")
    }

    @Test func typesThatAreNotWhatOperatorsGive() throws {
        let model = try TestModels.picture()
        let pooled = try #require(model.graph.outputs.first).value.index
        #expect(
            try refusal { assembly in
                assembly.editGraph("values", pooled) { value in
                    var type = value.message("type") ?? value.new("type")
                    type.set("element_type", 4)
                    value.set("type", type)
                }
            } == "graph-type")
        let constant = try #require(model.graph.nodes.first { $0.operation.name == "constant" }).outputs[0].index
        #expect(
            try refusal { assembly in
                assembly.editGraph("values", constant) { value in
                    value.fill("contents") { contents in
                        for _ in 0..<2 { contents.append("values") { $0.set("postfix", [0, 5] as [Int64]) } }
                    }
                }
            } == "graph-type")
        #expect(
            try refusal { $0.editGraph("nodes", 0) { $0.set("inputs", $0.unsigneds("inputs").dropLast(2)) } }
                != "none")
        #expect(try refusal { $0.editGraph("nodes", 1) { $0.set("operator", "flatten") } } != "none")
    }

    @Test func aConditionThatIsMissing() throws {
        // Without the promise nothing says that the halves are whole.
        let code = try refusal { assembly in
            assembly.change = { head in
                var graph = head.message("graph") ?? head.new("graph")
                graph.set("conditions", [] as [ProtobufMessage])
                head.set("graph", graph)
            }
        }
        #expect(code == "graph-condition")
    }

    @Test func bodiesThatAreNotClosed() throws {
        let model = try TestModels.recurrence()
        let scan = try #require(model.graph.nodes.firstIndex { $0.operation.name == "scan" })
        func body(_ edit: @escaping (inout ProtobufMessage) -> Void) throws -> String {
            try refusal("recurrence") { assembly in
                assembly.editGraph("nodes", scan) { node in
                    var attributes = node.messages("attributes")
                    let index = attributes.firstIndex { $0.has("graph") } ?? 0
                    var graph = attributes[index].message("graph") ?? attributes[index].new("graph")
                    edit(&graph)
                    attributes[index].set("graph", graph)
                    node.set("attributes", attributes)
                }
            }
        }
        #expect(
            try body { graph in
                var nodes = graph.messages("nodes")
                nodes[0].set("inputs", [1, 50])
                graph.set("nodes", nodes)
            } == "model-reference")
        #expect(
            try body { graph in
                graph.append("values", graph.messages("values")[0])
                var nodes = graph.messages("nodes")
                nodes[0].set("inputs", [1, graph.messages("values").count])
                graph.set("nodes", nodes)
            } == "graph-order")
        #expect(
            try body { graph in
                graph.append("parameters") {
                    $0.set("name", "p")
                    $0.set("value", 1)
                }
            } != "none")
    }

    @Test func whatElseIsNotAsItMustBe() throws {
        #expect(
            try refusal { $0.editGraph("nodes", 0) { $0.fill("origin") { $0.set("end", 9999) } } } == "model-origin")
        #expect(
            try refusal { $0.editGraph("nodes", 0) { $0.fill("origin") { $0.set("source", 9) } } } == "model-origin")
        #expect(try refusal { $0.editGraph("inputs", 0) { $0.set("optional", true) } } == "model-graph")
        #expect(
            try refusal { $0.editGraph("inputs", 1) { $0.set("maximum", nil as ProtobufMessage?) } } == "model-graph")
        #expect(
            try refusal { $0.editGraph("conditions", 0) { $0.set("left", nil as ProtobufMessage?) } } == "model-graph")
        #expect(try refusal { $0.editGraph("conditions", 0) { $0.set("relation", 7) } } == "model-graph")
        #expect(
            try refusal { $0.editGraph("parameters", 0) { $0.fill("initialiser") { $0.set("function", "rm") } } }
                == "model-initialiser")
        #expect(try refusal { $0.edit("hyper_parameters", 0) { $0.set("element_type", 1) } } == "model-metadata")
        #expect(try refusal { $0.edit("preparations", 0) { $0.set("inputs", ["none"]) } } == "model-metadata")
        #expect(try refusal { $0.edit("symbols", 1) { $0.set("name", "N") } } == "model-dimension")
        #expect(try refusal { $0.edit("symbols", 0) { $0.set("kind", 5) } } == "model-dimension")
        #expect(
            try refusal { $0.editGraph("nodes", 0) { $0.append("attributes") { $0.set("name", "groups") } } }
                == "model-graph")
        #expect(
            try refusal { assembly in
                assembly.editGraph("nodes", 0) {
                    $0.append("attributes") {
                        $0.set("name", "none")
                        $0.set("integer", 1)
                    }
                }
            } == "unknown-attribute")
        #expect(
            try refusal { assembly in
                assembly.editGraph("values", 2) { value in
                    value.fill("type") { type in
                        type.set("element_type", 1)
                        for _ in 0..<4 { type.append("dims") { $0.set("postfix", [0, 3] as [Int64]) } }
                    }
                }
            } != "none")
    }
}

/// Damage of every byte: an error, or a model that the verifier passes; never anything else.
@Suite struct DamageTests {
    @Test(arguments: ["picture", "recurrence"])
    func everyCut(name: String) throws {
        let bytes = try modelBytes(TestModels.named(name))
        for count in 0..<bytes.count {
            guard case .failure(let found) = outcome(Array(bytes[..<count])) else {
                Issue.record("a file cut to \(count) bytes was opened")
                return
            }
            #expect(["model-truncated", "model-magic"].contains(found.code))
        }
    }

    @Test(arguments: ["picture", "recurrence"])
    func everyByte(name: String) throws {
        let bytes = try modelBytes(TestModels.named(name))
        for index in bytes.indices {
            for mask in [UInt8(1) << (index % 8), 0xFF] as [UInt8] {
                var flipped = bytes
                flipped[index] ^= mask
                guard case .success(let model) = outcome(flipped) else { continue }
                #expect(GraphVerifier.verify(model.graph).isEmpty)
            }
        }
    }

    /// As above with the checksum mended, so that the damage reaches what is behind it.
    @Test(arguments: ["picture", "recurrence", "unknown"])
    func everyByteOfTheHead(name: String) throws {
        let bytes = try modelBytes(TestModels.named(name))
        let file = FileContents(name: "test", bytes: bytes)
        let start = Assembly.headStart(file)
        let head = start..<start + Int(try file.loadUnaligned(at: 24, as: UInt64.self))
        var opened = 0
        for index in head {
            for mask in [UInt8(1) << (index % 8), 0x80 >> (index % 7)] as [UInt8] {
                var flipped = bytes
                flipped[index] ^= mask
                flipped.replaceSubrange(33..<37, with: little(Int(CRC32C.checksum(Array(flipped[head]))), 4))
                guard case .success(let model) = outcome(flipped) else { continue }
                opened += 1
                #expect(GraphVerifier.verify(model.graph).isEmpty)
            }
        }
        // Names, numbers of first values and such may be anything.
        #expect(opened > 0)
    }
}
