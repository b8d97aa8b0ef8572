import CProtobufC
import CWeftSystem
import WeftDiagnostics

/// From values to libprotobuf-c's structures, all in one arena.
@safe struct ProtobufPacker {
    let arena: OpaquePointer

    static let noMemory = Diagnostic("protobuf-budget", "there is no memory to write a message")

    /// The structure of a message. It recurses as deep as the message is nested, to 100.
    func structure(of message: ProtobufMessage, depth: Int) throws(Diagnostic) -> UnsafeMutableRawPointer {
        guard depth <= 100 else {
            throw Diagnostic(
                "protobuf-depth", "messages must not be nested deeper than 100", place: message.schema.name)
        }
        let descriptor = unsafe message.schema.descriptor
        let base = try unsafe allocate(descriptor.pointee.sizeof_message)
        unsafe protobuf_c_message_init(descriptor, base)
        for entry in message.fields {
            try unsafe write(entry.value, message.schema.field(entry.index), base, depth)
        }
        guard !message.unknown.isEmpty else { return unsafe base }
        let header = unsafe base.assumingMemoryBound(to: ProtobufCMessage.self)
        unsafe header.pointee.n_unknown_fields = UInt32(message.unknown.count)
        let list = try unsafe allocate(message.unknown.count * MemoryLayout<ProtobufCMessageUnknownField>.stride)
            .assumingMemoryBound(to: ProtobufCMessageUnknownField.self)
        unsafe header.pointee.unknown_fields = unsafe list
        for (index, field) in message.unknown.enumerated() {
            unsafe (list + index).initialize(
                to: ProtobufCMessageUnknownField(
                    tag: field.number, wire_type: ProtobufCWireType(rawValue: field.wireType), len: field.bytes.count,
                    data: try copy(field.bytes)))
        }
        return unsafe base
    }

    private func write(
        _ value: ProtobufValue, _ field: ProtobufField, _ base: UnsafeMutableRawPointer, _ depth: Int
    ) throws(Diagnostic) {
        let quantifier = unsafe base + field.quantifierOffset
        guard field.isRepeated else {
            if field.isInOneof {
                unsafe quantifier.storeBytes(of: field.number, as: UInt32.self)
            } else if !field.isRequired, !field.isImplicit, field.kind != .text, field.kind != .message {
                unsafe quantifier.storeBytes(of: 1, as: Int32.self)
            }
            return try unsafe writeElement(value, 0, field, base + field.offset, depth)
        }
        let count = value.elementCount
        unsafe quantifier.storeBytes(of: count, as: Int.self)
        let list = try unsafe allocate(count * field.strideInMemory)
        unsafe (base + field.offset).storeBytes(of: list, as: UnsafeMutableRawPointer.self)
        for index in 0..<count {
            try unsafe writeElement(value, index, field, list + index * field.strideInMemory, depth)
        }
    }

    /// Writes a value, or one of a list, to its place.
    private func writeElement(
        _ value: ProtobufValue, _ index: Int, _ field: ProtobufField, _ place: UnsafeMutableRawPointer, _ depth: Int
    ) throws(Diagnostic) {
        switch value {
        case .integer(let number): try unsafe store(number, field, place)
        case .integers(let list): try unsafe store(list[index], field, place)
        case .unsigned(let number): try unsafe store(number, field, place)
        case .unsigneds(let list): try unsafe store(list[index], field, place)
        case .real(let number): unsafe store(number, field, place)
        case .reals(let list): unsafe store(list[index], field, place)
        case .boolean(let flag): unsafe place.storeBytes(of: flag ? 1 : 0, as: Int32.self)
        case .booleans(let list): unsafe place.storeBytes(of: list[index] ? 1 : 0, as: Int32.self)
        case .text(let text): try unsafe store(text, field, place)
        case .texts(let list): try unsafe store(list[index], field, place)
        case .bytes(let bytes): try unsafe store(bytes, place)
        case .byteStrings(let list): try unsafe store(list[index], place)
        case .message(let message):
            let inner = try unsafe structure(of: message, depth: depth + 1)
            unsafe place.storeBytes(of: inner, as: UnsafeMutableRawPointer.self)
        case .messages(let list):
            let inner = try unsafe structure(of: list[index], depth: depth + 1)
            unsafe place.storeBytes(of: inner, as: UnsafeMutableRawPointer.self)
        case .elided:
            throw Diagnostic("protobuf-range", "bytes that stayed in another file cannot be written", place: field.name)
        }
    }

    private func store(
        _ number: some FixedWidthInteger, _ field: ProtobufField, _ place: UnsafeMutableRawPointer
    ) throws(Diagnostic) {
        if field.strideInMemory == 8 {
            unsafe place.storeBytes(of: UInt64(truncatingIfNeeded: number), as: UInt64.self)
        } else if field.kind == .unsigned ? UInt32(exactly: number) != nil : Int32(exactly: number) != nil {
            unsafe place.storeBytes(of: UInt32(truncatingIfNeeded: number), as: UInt32.self)
        } else {
            throw Diagnostic("protobuf-range", "the number \(number) does not fit 32 bits", place: field.name)
        }
    }

    private func store(_ number: Double, _ field: ProtobufField, _ place: UnsafeMutableRawPointer) {
        if field.strideInMemory == 8 {
            unsafe place.storeBytes(of: number, as: Double.self)
        } else {
            unsafe place.storeBytes(of: Float(number), as: Float.self)
        }
    }

    private func store(_ text: String, _ field: ProtobufField, _ place: UnsafeMutableRawPointer) throws(Diagnostic) {
        guard !text.utf8.contains(0) else {
            throw Diagnostic("protobuf-string", "text in a message must not hold a NUL", place: field.name)
        }
        let count = text.utf8.count
        let memory = try unsafe allocate(count + 1)
        unsafe UnsafeMutableRawBufferPointer(start: memory, count: count).copyBytes(from: text.utf8)
        unsafe place.storeBytes(of: memory, as: UnsafeMutableRawPointer.self)
    }

    private func store(_ bytes: [UInt8], _ place: UnsafeMutableRawPointer) throws(Diagnostic) {
        let data = try unsafe ProtobufCBinaryData(len: bytes.count, data: copy(bytes))
        unsafe place.assumingMemoryBound(to: ProtobufCBinaryData.self).initialize(to: data)
    }

    private func copy(_ bytes: [UInt8]) throws(Diagnostic) -> UnsafeMutablePointer<UInt8> {
        let memory = try unsafe allocate(bytes.count)
        unsafe UnsafeMutableRawBufferPointer(start: memory, count: bytes.count).copyBytes(from: bytes)
        return unsafe memory.assumingMemoryBound(to: UInt8.self)
    }

    /// Cleared memory that lives as long as the arena.
    private func allocate(_ count: Int) throws(Diagnostic) -> UnsafeMutableRawPointer {
        guard let memory = unsafe weft_arena_allocate(UnsafeMutableRawPointer(arena), max(count, 1)) else {
            throw ProtobufPacker.noMemory
        }
        unsafe memory.initializeMemory(as: UInt8.self, repeating: 0, count: max(count, 1))
        return unsafe memory
    }
}
