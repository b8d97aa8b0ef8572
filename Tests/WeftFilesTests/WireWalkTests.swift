import CWeftTestSupport
import Testing
import WeftDiagnostics
import WeftFiles
import WeftTestSupport

@Suite struct WireWalkTests {
    /// Code and byte offset of the refusal of a `weft.Head`.
    private func refusal(
        _ bytes: [UInt8], limits: WireLimits = WireLimits(), sourceLocation: SourceLocation = #_sourceLocation
    ) -> String {
        let problem = diagnostic(sourceLocation: sourceLocation) { () throws(Diagnostic) in
            try ProtobufMessage.decode(.weftHead, bytes, limits: limits)
        }
        return "\(problem.code) \(problem.place ?? "")"
    }

    @Test func refusesBadVarints() {
        let eleven = [UInt8](repeating: 0x80, count: 10) + [0]
        #expect(refusal(Wire.tag(50, 0) + eleven) == "protobuf-varint weft.Head: byte 2")
        #expect(
            refusal(Wire.tag(50, 0) + [UInt8](repeating: 0xFF, count: 9) + [2]) == "protobuf-varint weft.Head: byte 2")
        #expect(refusal([0x80, 0x80, 0x80, 0x80, 0x80, 0x01]) == "protobuf-varint weft.Head: byte 0")
        #expect(refusal([0x0A]) == "protobuf-length weft.Head: byte 1")
        #expect(refusal([0x80]) == "protobuf-length weft.Head: byte 0")
        #expect(refusal(Wire.tag(50, 0)) == "protobuf-length weft.Head: byte 2")
    }

    @Test func takesPaddedLengthsUpToFiveBytes() throws {
        for padding in 0...4 {
            let bytes = Wire.tag(1, 2) + Wire.varint(2, padding: padding) + "ab".bytes
            #expect(try ProtobufMessage.decode(.weftHead, bytes).string("producer") == "ab")
        }
        let bytes = Wire.tag(1, 2) + Wire.varint(2, padding: 5) + "ab".bytes
        #expect(refusal(bytes) == "protobuf-varint weft.Head: byte 1")
    }

    @Test func refusesBadLengths() {
        #expect(refusal([0x0A, 5, 1, 2]) == "protobuf-length weft.Head: byte 1")
        // An inner length that reaches beyond its message into bytes that are there.
        #expect(refusal(Wire.field(4, [0x0A, 3, 0x61]) + "bcd".bytes) == "protobuf-length weft.Head: byte 3")
        #expect(refusal([0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F]) == "protobuf-length weft.Head: byte 1")
        #expect(refusal([0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]) == "protobuf-length weft.Head: byte 1")
        #expect(refusal(Wire.tag(50, 1) + [0, 0, 0, 0, 0, 0, 0]) == "protobuf-length weft.Head: byte 2")
        #expect(refusal(Wire.tag(50, 5) + [0, 0, 0]) == "protobuf-length weft.Head: byte 2")
        #expect(refusal(Wire.field(6, Wire.tag(4, 1) + [0])) == "protobuf-length weft.Head: byte 3")
    }

    @Test func refusesBadFieldNumbersAndWireTypes() throws {
        #expect(refusal([0x00, 0]) == "protobuf-field-number weft.Head: byte 0")
        #expect(refusal([0x02, 0]) == "protobuf-field-number weft.Head: byte 0")
        #expect(refusal([0x80, 0x80, 0x80, 0x80, 0x10, 0]) == "protobuf-field-number weft.Head: byte 0")
        for wire in [3, 4, 6, 7] as [UInt64] {
            #expect(refusal(Wire.tag(1, wire)) == "protobuf-wire-type weft.Head: byte 0")
            #expect(refusal(Wire.tag(50, wire)) == "protobuf-wire-type weft.Head: byte 0")
        }
        for wire in [0, 1, 5] as [UInt64] {
            #expect(refusal(Wire.tag(1, wire) + [0, 0, 0, 0, 0, 0, 0, 0]) == "protobuf-wire-type weft.Head: byte 0")
        }
        #expect(refusal(Wire.field(6, Wire.tag(4, 0) + [0])) == "protobuf-wire-type weft.Head: byte 2")
        // The largest field number, 2^29 - 1.
        _ = try ProtobufMessage.decode(.weftHead, Wire.number(536_870_911, 1))
    }

    @Test func takesListsPackedAndUnpackedMixed() throws {
        let dims = Wire.field(3, [1, 2]) + Wire.number(3, 3) + Wire.field(3, []) + Wire.field(3, [0x80, 0x01])
        let head = try ProtobufMessage.decode(.weftHead, Wire.field(6, dims))
        #expect(head.messages("tensors").first?.unsigneds("dims") == [1, 2, 3, 128])
        #expect(refusal(Wire.field(6, Wire.field(3, [1, 0x80]))) == "protobuf-length weft.Head: byte 5")
    }

    @Test func refusesWhatIsGivenTwice() throws {
        #expect(
            refusal(Wire.field(1, "a".bytes) + Wire.field(1, "b".bytes)) == "protobuf-duplicate-field weft.Head: byte 3"
        )
        #expect(refusal(Wire.field(4, []) + Wire.field(4, [])) == "protobuf-duplicate-field weft.Head: byte 2")
        // Two members of a oneof: integer and real.
        let attribute = Wire.number(3, 2) + Wire.tag(4, 1) + [0, 0, 0, 0, 0, 0, 0, 0]
        #expect(refusal(Wire.field(8, attribute)) == "protobuf-duplicate-field weft.Head: byte 4")
        // Lists, and the same field of two messages, are no duplicates.
        _ = try ProtobufMessage.decode(.weftHead, Wire.field(8, Wire.number(3, 2)) + Wire.field(8, Wire.number(3, 2)))
    }

    @Test func refusesBadText() {
        #expect(refusal(Wire.field(1, [0x61, 0xFF])) == "protobuf-string weft.Head: byte 3")
        #expect(refusal(Wire.field(1, "a\0b".bytes)) == "protobuf-string weft.Head: byte 3")
        #expect(refusal(Wire.field(9, Wire.field(2, [0xED, 0xA0, 0x80]))) == "protobuf-string weft.Head: byte 4")
    }

    @Test func refusesNumbersThatDoNotFit() throws {
        #expect(refusal(Wire.field(6, Wire.number(8, 1 << 32))) == "protobuf-range weft.Head: byte 3")
        #expect(refusal(Wire.field(8, Wire.number(5, 2))) == "protobuf-range weft.Head: byte 3")
        #expect(refusal(Wire.field(6, Wire.number(2, 1 << 32))) == "protobuf-range weft.Head: byte 3")
        let head = try ProtobufMessage.decode(
            .weftHead, Wire.field(6, Wire.number(2, .max) + Wire.number(8, 1 << 32 - 1)))
        #expect(head.messages("tensors").first?.integer("element_type") == -1)
        #expect(head.messages("tensors").first?.unsigned("shard") == 1 << 32 - 1)
    }

    /// Graph, node, attribute, graph …: the deepest that is taken is 100 messages inside the outermost.
    @Test func depthEndsAtAHundred() throws {
        func head(_ depth: Int) -> [UInt8] {
            Wire.field(4, Wire.nested(depth - 1, fields: [4, 4, 10]))
        }
        _ = try ProtobufMessage.decode(.weftHead, head(100))
        #expect(refusal(head(101)).hasPrefix("protobuf-depth"))
        #expect(refusal(head(1_000)).hasPrefix("protobuf-depth"))
        _ = try ProtobufMessage.decode(.weftHead, head(3), limits: WireLimits(depth: 3))
        #expect(refusal(head(4), limits: WireLimits(depth: 3)).hasPrefix("protobuf-depth"))
        #expect(WireLimits(depth: 1_000).depth == 100)
    }

    /// What is as deep as allowed is unpacked, compared and packed on the stack that Apple gives further threads.
    @Test func theDeepestMessageFitsASmallStack() throws {
        final class Box {
            let bytes = Wire.field(4, Wire.nested(99, fields: [4, 4, 10]))
            var packed: [UInt8]?
        }
        let box = Box()
        // Debug builds of this package take twice as much.
        #if DEBUG
        let stackBytes = 1 << 20
        #else
        let stackBytes = 512 << 10
        #endif
        let result = unsafe weft_test_on_thread(
            stackBytes,
            { context in
                guard let box = unsafe context.map({ unsafe Unmanaged<Box>.fromOpaque($0).takeUnretainedValue() })
                else { return }
                let head = try? ProtobufMessage.decode(.weftHead, box.bytes)
                box.packed = try? head?.encode()
            }, Unmanaged.passUnretained(box).toOpaque())
        #expect(result == 0)
        #expect(box.packed == box.bytes)
    }

    /// A message in a message, 300,000 times: what lies below the hundredth is not looked at.
    @Test func greatDepthIsRefusedAtOnce() {
        // Lengths from the inside out: each level has a tag and the length of the level below.
        var lengths = [0]
        for _ in 0..<300_000 {
            lengths.append(1 + Wire.varint(UInt64(lengths[lengths.count - 1])).count + lengths[lengths.count - 1])
        }
        var bytes: [UInt8] = []
        for (level, length) in lengths.dropLast().reversed().enumerated() {
            bytes += Wire.tag(level == 0 ? 4 : [4, 4, 10][(level - 1) % 3], 2) + Wire.varint(UInt64(length))
        }
        #expect(bytes.count == lengths.last)
        #expect(refusal(bytes).hasPrefix("protobuf-depth"))
    }

    @Test func budgetsHoldAtTheirEdge() throws {
        let empties = [UInt8]([0x22, 0x00]).repeated(1000)
        let bytes = Wire.field(4, empties)
        _ = try ProtobufMessage.decode(.weftHead, bytes, limits: WireLimits(fields: 1001))
        #expect(refusal(bytes, limits: WireLimits(fields: 1000)) == "protobuf-budget weft.Head: byte 2001")
        let packed = Wire.field(6, Wire.field(3, [UInt8](repeating: 1, count: 100)))
        _ = try ProtobufMessage.decode(.weftHead, packed, limits: WireLimits(fields: 102))
        #expect(refusal(packed, limits: WireLimits(fields: 101)).hasPrefix("protobuf-budget"))
        let text = Wire.field(1, [UInt8](repeating: 0x61, count: 100))
        _ = try ProtobufMessage.decode(.weftHead, text, limits: WireLimits(structureBytes: 102))
        #expect(refusal(text, limits: WireLimits(structureBytes: 101)).hasPrefix("protobuf-budget"))
        _ = try ProtobufMessage.decode(.weftHead, bytes, limits: WireLimits(memoryBytes: 1 << 20))
        #expect(refusal(bytes, limits: WireLimits(memoryBytes: 1 << 16)).hasPrefix("protobuf-unpack"))
    }

    /// Sixteen megabytes of empty nodes are refused before anything is allocated for them.
    @Test func amplificationIsRefused() {
        let bytes = Wire.field(4, [UInt8]([0x22, 0x00]).repeated(8_000_000))
        #expect(refusal(bytes).hasPrefix("protobuf-budget"))
    }

    @Test func everyChangedByteAndEveryCutIsReadOrRefused() throws {
        let bytes = try ProtobufMessageTests.example().encode()
        let limits = WireLimits(fields: 10_000, structureBytes: 1 << 20, memoryBytes: 1 << 20)
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << UInt8(bit)
                _ = try? ProtobufMessage.decode(.weftHead, changed, limits: limits)
            }
            _ = try? ProtobufMessage.decode(.weftHead, Array(bytes[..<index]), limits: limits)
        }
    }
}

extension [UInt8] {
    /// The bytes so many times over.
    func repeated(_ times: Int) -> [UInt8] {
        var result = self
        result.reserveCapacity(count * times)
        while result.count < count * times { result += result.prefix(count * times - result.count) }
        return result
    }
}

@Suite struct PackedNumbersTests {
    @Test func readsTheVarintsOfARange() throws {
        let numbers: [UInt64] = [0, 1, 127, 128, 300, 1 << 32, .max]
        let bytes: [UInt8] = [[0xFF], Array(numbers.map { Wire.varint($0) }.joined()), [0x80]].flatMap(\.self)
        let file = FileContents(name: "file", bytes: bytes)
        #expect(try PackedNumbers.varints(file, 1..<bytes.count - 1, limit: 7) == numbers)
        #expect(try PackedNumbers.varints(file, 1..<1, limit: 0) == [])
        #expect(
            code { () throws(Diagnostic) in try PackedNumbers.varints(file, 1..<bytes.count - 1, limit: 6) }
                == "protobuf-budget")
        #expect(
            code { () throws(Diagnostic) in try PackedNumbers.varints(file, 1..<bytes.count, limit: 9) }
                == "protobuf-length")
        #expect(
            code { () throws(Diagnostic) in try PackedNumbers.varints(file, 0..<bytes.count + 1, limit: 9) }
                == "unexpected-end")
    }
}
