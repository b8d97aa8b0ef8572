import Testing
import WeftDiagnostics
import WeftFiles

#if canImport(Darwin)
import Darwin
#else
import Glibc
import WeftTestSupport
#endif

@Suite struct ProtobufMessageTests {
    /// A head with something of every kind in it.
    static func example() -> ProtobufMessage {
        var head = ProtobufMessage(.weftHead)
        head.set("producer", "weft é \u{1F600}")
        head.fill("graph") { graph in
            graph.set("name", "")
            graph.append("values") { value in
                value.fill("type") { type in
                    type.set("element_type", 1)
                    type.append("dims") { $0.set("postfix", [0, -2, 1, Int64.max, 3, Int64.min]) }
                }
            }
            graph.append("nodes") { node in
                node.set("operator", "conv")
                node.set("inputs", [1, 0, UInt64(UInt32.max)])
                node.set("labels", ["encoder", "", "conv1"])
                node.append("attributes") { $0.set("integer", -7) }
                node.append("attributes") { $0.set("real", 0.1) }
                node.append("attributes") { $0.set("boolean", false) }
                node.append("attributes") { $0.set("text", "") }
                node.append("attributes") { $0.set("tensor", "w") }
                node.append("attributes") { attribute in
                    attribute.set("name", "list")
                    attribute.fill("reals") { $0.set("values", [0.5, -0.0, .infinity]) }
                }
                node.append("attributes") { attribute in attribute.fill("booleans") { $0.set("values", [true, false]) }
                }
                node.append("attributes") { attribute in
                    attribute.fill("graph") { body in body.append("nodes") { $0.set("operator", "add") } }
                }
            }
        }
        head.append("tensors") { tensor in
            tensor.set("name", "w")
            tensor.set("dims", [UInt64.max, 0, 1])
            tensor.set("offset", UInt64(0))
            tensor.set("length", UInt64.max)
            tensor.set("checksum", UInt64(0xE306_9283))
        }
        return head
    }

    @Test func whatIsPackedIsUnpackedTheSame() throws {
        let head = ProtobufMessageTests.example()
        let bytes = try head.encode()
        let again = try ProtobufMessage.decode(.weftHead, bytes)
        #expect(again == head)
        #expect(try again.encode() == bytes)
        let node = try #require(again.message("graph")?.messages("nodes").first)
        #expect(node.strings("labels") == ["encoder", "", "conv1"])
        #expect(node.unsigneds("inputs") == [1, 0, 4_294_967_295])
        #expect(
            node.messages("attributes").map { $0.choice?.name } == [
                "integer", "real", "boolean", "text", "tensor", "reals", "booleans", "graph",
            ])
        #expect(node.messages("attributes")[0].integer("integer") == -7)
        #expect(node.messages("attributes")[2].boolean("boolean") == false)
        #expect(node.messages("attributes")[0].real("real") == nil)
        #expect(again.messages("tensors")[0].unsigned("offset") == 0)
        #expect(again.message("graph")?.string("documentation") == nil)
        #expect(again.message("graph")?.string("name") == "")
        #expect(!again.has("metadata"))
        #expect(again.contents.map(\.name) == ["producer", "graph", "tensors"])
    }

    @Test func emptyMessagesAndLists() throws {
        let empty = ProtobufMessage(.weftHead)
        #expect(try empty.encode() == [])
        #expect(try ProtobufMessage.decode(.weftHead, []) == empty)
        var head = empty
        head.set("producer", "x")
        head.set("tensors", [ProtobufMessage]())
        head.set("producer", String?.none)
        #expect(head == empty)
        head.append("tensors") { _ in }
        #expect(try ProtobufMessage.decode(.weftHead, try head.encode()).messages("tensors").count == 1)
    }

    @Test func settingAMemberOfAOneofDropsTheOthers() {
        var attribute = ProtobufMessage(.weftHead).new("metadata")
        attribute.set("name", "a")
        attribute.set("integer", 1)
        attribute.set("text", "b")
        #expect(attribute.integer("integer") == nil)
        #expect(attribute.contents.map(\.name) == ["name", "text"])
    }

    @Test func keepsWhatTheSchemaDoesNotKnow() throws {
        let unknown =
            Wire.number(100, 300) + Wire.field(101, "abc".bytes) + Wire.tag(102, 5) + [1, 2, 3, 4]
            + Wire.tag(103, 1) + [1, 2, 3, 4, 5, 6, 7, 8]
        let bytes = Wire.field(1, "p".bytes) + Wire.field(6, Wire.field(1, "w".bytes) + unknown) + unknown
        let head = try ProtobufMessage.decode(.weftHead, bytes)
        #expect(head.hasUnknownFields)
        #expect(try head.encode() == bytes)
    }

    @Test func refusesToWriteWhatCannotBeRead() throws {
        var head = ProtobufMessage(.weftHead)
        head.set("producer", "a\0b")
        #expect(code { () throws(Diagnostic) in try head.encode() } == "protobuf-string")
        head = ProtobufMessage(.weftHead)
        head.append("tensors") { $0.set("shard", UInt64(1) << 32) }
        #expect(code { () throws(Diagnostic) in try head.encode() } == "protobuf-range")
        head = ProtobufMessage(.weftHead)
        head.append("tensors") { $0.set("element_type", Int64(1) << 31) }
        #expect(code { () throws(Diagnostic) in try head.encode() } == "protobuf-range")
        var graphs = ProtobufMessage(.weftHead).new("graph")
        for _ in 0..<40 {
            var outer = ProtobufMessage(.weftHead).new("graph")
            outer.append("nodes") { node in node.append("attributes") { $0.set("graph", graphs) } }
            graphs = outer
        }
        head = ProtobufMessage(.weftHead)
        head.set("graph", graphs)
        #expect(code { () throws(Diagnostic) in try head.encode() } == "protobuf-depth")
    }

    /// Every allocation in turn fails: a clean refusal each time, and success in the end.
    @Test func survivesTheFailureOfEveryAllocation() throws {
        let head = ProtobufMessageTests.example()
        let bytes = try head.encode()
        for failing in 0..<10_000 {
            let result = try? ProtobufMessage.decode(.weftHead, bytes, limits: WireLimits(allocations: failing))
            if let result {
                #expect(result == head)
                #expect(failing > 20)
                return
            }
        }
        Issue.record("unpacking never succeeded")
    }

    @Test func leavesBytesAndListsInTheFile() throws {
        let elision = ProtobufElision([
            ("weft.Payload", "data"), ("weft.TensorIndex", "dims"), ("weft.TensorIndex", "checksum"),
            ("weft.Reals", "values"), ("weft.Integers", "values"),
        ])
        let tensor =
            Wire.field(1, "w".bytes) + Wire.field(3, [7, 8]) + Wire.tag(6, 5) + [1, 2, 3, 4] + Wire.number(3, 9)
        let reals = Wire.field(8, Wire.field(12, Wire.field(1, [UInt8](repeating: 1, count: 16))))
        let integers = Wire.field(8, Wire.field(11, Wire.field(1, [1, 2, 3])))
        let head = Wire.field(6, Wire.field(6, tensor) + reals + integers)
        let bytes =
            head + Wire.field(7, Wire.field(1, [0, 0]) + Wire.field(2, [5, 6, 7])) + Wire.field(7, Wire.field(2, []))
        let file = FileContents(name: "file", bytes: [0xFF] + bytes + [0xFF])
        let model = try ProtobufMessage.decode(.weftModel, file, in: 1..<bytes.count + 1, eliding: elision)
        let read = try #require(model.message("head"))
        let index = read.messages("tensors")[0]
        #expect(index.string("name") == "w")
        #expect(try index.elided("dims").map { try file.bytes($0) } == [[7, 8], [9]])
        #expect(try index.elided("checksum").map { try file.bytes($0) } == [[1, 2, 3, 4]])
        #expect(read.messages("hyper_parameters")[0].message("reals")?.elided("values").map { $0.count } == [16])
        #expect(
            try read.messages("hyper_parameters")[1].message("integers")?.elided("values").map { try file.bytes($0) }
                == [[1, 2, 3]])
        #expect(
            try model.messages("payloads").map { try $0.elided("data").map { try file.bytes($0) } }
                == [[[5, 6, 7]], [[]]])
        #expect(model.messages("payloads")[0].bytes("padding") == [0, 0])
        #expect(code { () throws(Diagnostic) in try model.encode() } == "protobuf-range")
    }

    /// A file of more than 4 GiB (with a hole in it): only what is beside the payload is unpacked.
    @Test func unpacksAMessageOfMoreThan4GiB() throws {
        let folder = TemporaryFolder()
        let length = 5 << 30
        let before = Wire.field(6, Wire.field(1, "p".bytes))
        let payload = Wire.tag(2, 2) + Wire.varint(UInt64(length))
        let start = before + Wire.tag(7, 2) + Wire.varint(UInt64(length + payload.count)) + payload
        let path = try folder.file("big", start)
        #expect(unsafe truncate(path, start.count + length) == 0)
        let file = try FileContents.open(path)
        let elision = ProtobufElision([("weft.Payload", "data")])
        let model = try ProtobufMessage.decode(.weftModel, file, eliding: elision)
        #expect(model.message("head")?.string("producer") == "p")
        #expect(model.messages("payloads").first?.elided("data") == [start.count..<start.count + length])
        #expect(code { () throws(Diagnostic) in try ProtobufMessage.decode(.weftModel, file) } == "protobuf-budget")
    }
}
