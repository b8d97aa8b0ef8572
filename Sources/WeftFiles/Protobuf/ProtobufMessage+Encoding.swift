import CProtobufC
import CWeftSystem
package import WeftDiagnostics

extension ProtobufMessage {
    /// The message as bytes: fields by ascending number, then those that the schema does not know.
    ///
    /// - Throws: `protobuf-string` for text with a NUL, `protobuf-range` for a number that its field does not hold,
    ///   `protobuf-depth` beyond 100 messages inside each other, and `protobuf-budget` without memory or beyond 1 GiB.
    package func encode() throws(Diagnostic) -> [UInt8] {
        guard let arena = unsafe weft_arena_create(4 << 30, Int(bitPattern: UInt.max)) else {
            throw ProtobufPacker.noMemory
        }
        defer { unsafe weft_arena_destroy(arena) }
        let base = try unsafe ProtobufPacker(arena: arena).structure(of: self, depth: 0)
        let packed = unsafe UnsafePointer(base.assumingMemoryBound(to: ProtobufCMessage.self))
        let size = unsafe protobuf_c_message_get_packed_size(packed)
        guard size <= 1 << 30 else {
            throw Diagnostic("protobuf-budget", "a message must not have more than 1 GiB", place: schema.name)
        }
        return unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            count = unsafe protobuf_c_message_pack(packed, start)
        }
    }
}
