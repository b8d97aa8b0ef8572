import Testing
import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftGraph
import WeftTensors

#if canImport(Darwin)
import Darwin
#else
import Glibc
import WeftTestSupport
#endif

/// One file for each lie that a model file can tell; each is refused by name.
@Suite struct HostileModelTests {
    private func refusal(_ bytes: [UInt8]) -> Diagnostic {
        switch outcome(bytes) {
        case .success: return Diagnostic("none", "none")
        case .failure(let diagnostic):
            #expect(diagnostic.place?.hasPrefix("test") == true, "\(diagnostic)")
            return diagnostic
        }
    }

    private func refusal(
        of model: Model? = nil, _ change: (inout Assembly) throws -> Void
    ) throws -> String {
        var assembly = try Assembly(model ?? TestModels.picture())
        try change(&assembly)
        return refusal(try assembly.bytes()).code
    }

    @Test func anAssemblyThatDoesNotLieIsTheFile() throws {
        for name in ["picture", "recurrence", "unknown"] {
            let model = try TestModels.named(name)
            #expect(try Assembly(model).bytes() == (try modelBytes(model)))
        }
    }

    // MARK: The preamble

    @Test func aWrongBeginning() throws {
        var bytes = try modelBytes(TestModels.picture())
        bytes[6] = 0x0D
        #expect(refusal(bytes).code == "model-magic")
        #expect(refusal(bytes).help?.contains("text") == true)
        bytes[0] = 0
        #expect(refusal(bytes).code == "model-magic")
    }

    @Test func anotherVersion() throws {
        #expect(try refusal { $0.version = 2 } == "model-version")
        #expect(try refusal { $0.version = 0 } == "model-version")
    }

    @Test func alengthThatIsNotTheFiles() throws {
        #expect(try refusal { $0.missing = 1 } == "model-truncated")
        #expect(try refusal { $0.missing = -1 } == "model-trailing")
        let bytes = try modelBytes(TestModels.picture())
        #expect(refusal(bytes + [0]).code == "model-trailing")
        #expect(refusal(Array(bytes.dropLast())).code == "model-truncated")
    }

    @Test func aHeadThatDoesNotFit() throws {
        let bytes = try modelBytes(TestModels.picture())
        for value in [0, 1, bytes.count, bytes.count - 38, Int.max, -1] {
            var changed = bytes
            changed.replaceSubrange(24..<32, with: little(value, 8))
            #expect(refusal(changed).code == "model-preamble")
        }
        for offset in [9, 14, 23, 32, 37] {
            var changed = bytes
            changed[offset] ^= 1
            #expect(refusal(changed).code == "model-preamble")
        }
    }

    @Test func aHeadThatIsDamaged() throws {
        var bytes = try modelBytes(TestModels.picture())
        bytes[60] ^= 0x20
        #expect(refusal(bytes).code == "model-checksum")
    }

    // MARK: The message

    @Test func whatIsNoMessage() throws {
        let assembly = try Assembly(TestModels.picture())
        for (head, expected) in [
            ([0x0A, 0x05, 0x61], "protobuf-length"),
            ([0x08, 0x01], "protobuf-wire-type"),
            ([0x0A, 0x02, 0xC3, 0x28], "protobuf-string"),
            ([0x0A, 0x02, 0x61, 0x00], "protobuf-string"),
            ([0x0A, 0x00, 0x0A, 0x00], "protobuf-duplicate-field"),
            ([0xF8, 0x01] + [UInt8](repeating: 0x80, count: 10) + [1], "protobuf-varint"),
            ([0x00, 0x01], "protobuf-field-number"),
            ([0x0B, 0x0C], "protobuf-wire-type"),
        ] as [([UInt8], String)] {
            #expect(refusal(try assembly.bytes(head: head)).code == expected)
        }
    }

    @Test func messagesTooDeep() throws {
        // Graph, node, attribute, graph and so on, each around the one before.
        var inner: [UInt8] = []
        func wrap(_ tag: [UInt8]) {
            var length: [UInt8] = []
            var value = inner.count
            while value >= 0x80 {
                length.append(UInt8(value & 0x7F) | 0x80)
                value >>= 7
            }
            inner = tag + length + [UInt8(value)] + inner
        }
        let assembly = try Assembly(TestModels.picture())
        for _ in 0..<2000 {
            wrap([0x52])
            wrap([0x22])
            wrap([0x22])
        }
        wrap([0x22])
        #expect(refusal(try assembly.bytes(head: inner)).code == "protobuf-depth")
    }

    @Test func bodiesTooDeep() throws {
        let assembly = try Assembly(TestModels.recurrence())
        let graph = try #require(assembly.head.message("graph"))
        let index = try #require(graph.messages("nodes").firstIndex { $0.string("operator") == "scan" })
        func nested(_ graph: ProtobufMessage, _ depth: Int) -> ProtobufMessage {
            var graph = graph
            var nodes = graph.messages("nodes")
            var attributes = nodes[index].messages("attributes")
            let body = attributes.firstIndex { $0.string("name") == "body" } ?? 0
            if depth > 0 { attributes[body].set("graph", nested(graph, depth - 1)) }
            nodes[index].set("attributes", attributes)
            graph.set("nodes", nodes)
            return graph
        }
        var deep = assembly
        deep.head.set("graph", nested(graph, 30))
        #expect(refusal(try deep.bytes()).code == "graph-depth")
    }

    @Test func tooManyNodes() throws {
        var budgets = Budgets()
        budgets.nodes = 4
        let file = FileContents(name: "test", bytes: try modelBytes(TestModels.picture()))
        let found = diagnostic { () throws(Diagnostic) in try WeftFileReader(file, budgets: budgets).model() }
        #expect(found.code == "too-many-nodes")
        budgets.nodes = 7
        #expect(throws: Never.self) { try WeftFileReader(file, budgets: budgets).model() }
        budgets.structureBytes = 100
        #expect(code { () throws(Diagnostic) in try WeftFileReader(file, budgets: budgets) } == "protobuf-budget")
    }

    // MARK: The index

    @Test(arguments: [
        ("name", "extra.copy", "model-name"), ("name", "", "model-name"),
        ("name", String(repeating: "x", count: 4097), "model-name"),
    ])
    func names(field: String, value: String, expected: String) throws {
        #expect(try refusal { $0.edit("tensors", 0) { $0.set("name", value) } } == expected)
    }

    @Test func offsetsAndLengths() throws {
        func changed(_ index: Int, _ edit: @escaping (inout ProtobufMessage) -> Void) throws -> String {
            try refusal { $0.edit("tensors", index, edit) }
        }
        func offset(_ entry: ProtobufMessage) -> UInt64 { entry.unsigned("offset") ?? 0 }
        // Of the three records the first is shared by the first two entries.
        #expect(try changed(2) { $0.set("offset", offset($0) + 64) } == "model-index")
        #expect(try changed(2) { $0.set("offset", offset($0) + 4) } == "model-index")
        #expect(try changed(2) { $0.set("offset", UInt64.max) } == "model-index")
        #expect(try changed(2) { $0.set("offset", UInt64(1) << 63) } == "model-index")
        #expect(try changed(2) { $0.set("offset", UInt64(64)) } == "model-index")
        #expect(try changed(2) { $0.set("length", UInt64.max) } == "model-index")
        #expect(try changed(2) { $0.set("length", UInt64(4)) } == "model-index")
        #expect(try changed(1) { $0.set("checksum", 1) } == "model-index")
        #expect(try changed(2) { $0.set("dims", [UInt64.max, 2]) } == "model-index")
        #expect(try changed(2) { $0.set("dims", [UInt64(1) << 62, 4]) } == "model-index")
        #expect(try changed(2) { $0.set("dims", [UInt64(3)]) } == "model-index")
        #expect(try changed(2) { $0.set("shard", 1) } == "model-shards")
        #expect(try changed(2) { $0.set("element_type", 99) } == "model-element-type")
    }

    @Test func entriesThatOverlapOrAreNotInOrder() throws {
        #expect(
            try refusal { assembly in
                assembly.change = { head in
                    var tensors = head.messages("tensors")
                    tensors.swapAt(0, 2)
                    head.set("tensors", tensors)
                }
            } == "model-index")
        // The second entry is the first one's end.
        #expect(
            try refusal { assembly in
                assembly.edit("tensors", 1) {
                    $0.set("offset", ($0.unsigned("offset") ?? 0) + 4)
                    $0.set("length", 4)
                    $0.set("dims", [1])
                }
            } == "model-index")
        #expect(
            try refusal { assembly in
                assembly.change = { $0.set("tensors", $0.messages("tensors").dropLast()) }
            } == "model-index")
    }

    @Test func shards() throws {
        #expect(
            try refusal { $0.change = { $0.append("shards") { $0.set("name", "../x") } } } == "model-shards")
    }

    // MARK: The records

    @Test func recordsThatContradictTheIndex() throws {
        let bytes = try modelBytes(TestModels.picture())
        let reader = try WeftFileReader(FileContents(name: "test", bytes: bytes))
        let entries = reader.index.entries
        let first = try #require(entries.first).range
        let second = try #require(entries.first { $0.range != first }).range
        let header = first.upperBound..<second.lowerBound
        #expect(bytes[header.lowerBound] == 0x3A)
        var seen: Set<String> = []
        for index in header {
            var changed = bytes
            changed[index] ^= 0x05
            let found = refusal(changed)
            #expect(found.code.hasPrefix("model-") || found.code == "unexpected-end", "\(index): \(found)")
            #expect(found.place?.contains("byte") == true)
            seen.insert(found.code)
            #expect(try WeftFileReader(FileContents(name: "test", bytes: changed)).verify().count >= 1)
        }
        #expect(seen.isSuperset(of: ["model-record", "model-padding"]))
    }

    @Test func dataThatIsDamagedIsFoundByVerifying() throws {
        var bytes = try modelBytes(TestModels.picture())
        bytes[bytes.count - 1] ^= 1
        let reader = try WeftFileReader(FileContents(name: "test", bytes: bytes))
        #expect(reader.verify().map(\.code) == ["model-checksum"])
    }

    @Test func aLargeFileIsOpenedByItsHead() throws {
        let folder = TemporaryFolder()
        var assembly = try Assembly(TestModels.picture())
        let total = 1 << 30
        var head = ProtobufMessage(.weftHead)
        head.append("tensors") {
            $0.set("name", "large")
            $0.set("element_type", 1)
            $0.set("dims", [total / 4])
            $0.set("offset", 16_384)
            $0.set("length", total)
        }
        assembly.head = head
        assembly.data = []
        let encoded = try head.encode()
        assembly.missing = 16_384 + total - (39 + encoded.count)
        let path = try folder.file("a.weftpb", try assembly.bytes(head: encoded))
        #expect(unsafe truncate(path, 16_384 + total) == 0)
        let before = Environment.peakResidentBytes
        let weights = try Weights.read(try FileContents.open(path))
        #expect(weights["large"]?.byteCount == total)
        #expect(Environment.peakResidentBytes - before < 64 << 20)
        let large = try #require(weights["large"])
        #expect(code { () throws(Diagnostic) in try large.validate() } == "model-record")
    }
}
