import CProtobufC
import CWeftSystem
package import WeftDiagnostics

extension ProtobufMessage {
    /// Unpacks a message from a range of a file.
    ///
    /// - Parameters:
    ///   - range: where the message is; the whole file without one.
    ///   - elision: fields whose bytes stay in the file, at ranges counted from its start.
    /// - Throws: a diagnostic with the byte offset: `protobuf-varint`, `-length`, `-field-number`, `-wire-type`, `-depth`,
    ///   `-budget`, `-duplicate-field`, `-string`, `-range`, or `-unpack` for what only libprotobuf-c refuses.
    package static func decode(
        _ schema: ProtobufSchema, _ file: FileContents, in range: Range<Int>? = nil,
        eliding elision: ProtobufElision = .none, limits: WireLimits = WireLimits()
    ) throws(Diagnostic) -> ProtobufMessage {
        let range = range ?? 0..<file.count
        try file.check(range)
        defer { withExtendedLifetime(file) {} }
        let bytes = unsafe file.unsafeBytes
        return try unsafe decode(schema, bytes, range, name: file.name, elision, limits)
    }

    /// Unpacks a message from bytes in memory; throws as the other one does.
    package static func decode(
        _ schema: ProtobufSchema, _ bytes: [UInt8], limits: WireLimits = WireLimits()
    ) throws(Diagnostic) -> ProtobufMessage {
        try decode(schema, FileContents(name: schema.name, bytes: bytes), limits: limits)
    }

    private static func decode(
        _ schema: ProtobufSchema, _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, name: String,
        _ elision: ProtobufElision, _ limits: WireLimits
    ) throws(Diagnostic) -> ProtobufMessage {
        var walk = unsafe WireWalk(bytes, range: range, name: name, elision: elision, limits: limits)
        try walk.walk(schema)
        let bridge = ProtobufBridge(elision: elision, ranges: walk.ranges)
        let message =
            unsafe elision.fields.isEmpty
            ? unpack(schema, UnsafeRawBufferPointer(rebasing: bytes[range]), bridge, limits)
            : walk.copy.withUnsafeBytes { unsafe unpack(schema, $0, bridge, limits) }
        if let message { return message }
        throw Diagnostic(
            "protobuf-unpack", "\(schema.name) cannot be unpacked: it lacks a required field, or takes too much memory",
            place: "\(name): byte \(range.lowerBound)")
    }

    /// What libprotobuf-c makes of bytes that the walk has passed.
    private static func unpack(
        _ schema: ProtobufSchema, _ bytes: UnsafeRawBufferPointer, _ bridge: ProtobufBridge, _ limits: WireLimits
    ) -> ProtobufMessage? {
        guard let arena = unsafe weft_arena_create(limits.memoryBytes, limits.allocations) else {
            return nil
        }
        defer { unsafe weft_arena_destroy(arena) }
        var allocator = unsafe ProtobufCAllocator(
            alloc: weft_arena_allocate, free: weft_arena_ignore_free, allocator_data: UnsafeMutableRawPointer(arena))
        let data = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        guard let unpacked = unsafe protobuf_c_message_unpack(schema.descriptor, &allocator, bytes.count, data) else {
            return nil
        }
        return unsafe bridge.message(UnsafeRawPointer(unpacked), schema)
    }
}
