import CProtobufC
import WeftDiagnostics

/// A walk over a protobuf message in place that decides whether libprotobuf-c may see it, which itself knows no depth
/// limit, no budget, and does not check text.
///
/// The walk keeps its own stack. It checks every varint, length, wire type and field number, nesting, counts, and that
/// strings are UTF-8 without NUL. Where fields are to stay in the file it writes a slim copy, in which each of them
/// holds the number of a range instead; the copy is what is unpacked, whatever the size of the file.
@safe struct WireWalk {
    /// A message that has begun.
    @safe struct Frame {
        let schema: ProtobufSchema
        let end: Int
        /// Where in the copy its length is to be written.
        let lengthPosition: Int
        /// The fields that were seen, by index; of a oneof, its first member stands for all.
        var seen: UInt128 = 0
    }

    let bytes: UnsafeRawBufferPointer
    let name: String
    let limits: WireLimits
    let elision: ProtobufElision
    let isCopying: Bool
    var position: Int
    var stack: [Frame] = []
    /// The fields and packed numbers so far.
    var fieldCount = 0
    /// The bytes so far that do not stay in the file.
    var structureBytes = 0
    /// The slim copy.
    private(set) var copy: [UInt8] = []
    /// The ranges of the file that the copy's elided fields stand for.
    var ranges: [Range<Int>] = []

    init(
        _ bytes: UnsafeRawBufferPointer, range: Range<Int>, name: String, elision: ProtobufElision, limits: WireLimits
    ) {
        unsafe self.bytes = unsafe UnsafeRawBufferPointer(rebasing: bytes[..<range.upperBound])
        self.name = name
        self.limits = limits
        self.elision = elision
        isCopying = !elision.fields.isEmpty
        position = range.lowerBound
    }

    /// Walks the whole message.
    mutating func walk(_ schema: ProtobufSchema) throws(Diagnostic) {
        stack.append(Frame(schema: schema, end: unsafe bytes.count, lengthPosition: -1))
        while let top = stack.last {
            if position == top.end {
                stack.removeLast()
                finish(top)
            } else {
                try walkField(top)
            }
        }
    }

    private mutating func walkField(_ top: Frame) throws(Diagnostic) {
        let start = position
        let tag = try varint(before: top.end, atMost: 5)
        let number = tag >> 3
        guard tag <= UInt64(UInt32.max), number > 0 else {
            throw problem("protobuf-field-number", "a field number must lie between 1 and 2^29 - 1", at: start)
        }
        try count(1, at: start)
        guard let wire = WireType(rawValue: UInt8(tag & 7)) else {
            throw problem("protobuf-wire-type", "wire type \(tag & 7) is a group or does not exist", at: start)
        }
        guard let field = top.schema.field(numbered: UInt32(number)) else {
            try skip(wire, in: top)
            return try keep(start..<position)
        }
        guard wire == field.wireType || (wire == .length && field.isPackable) else {
            throw problem(
                "protobuf-wire-type",
                "\(describe(field, top)) must have wire type \(field.wireType.rawValue), not \(wire.rawValue)",
                at: start)
        }
        try note(field, at: start)
        switch field.type {
        case PROTOBUF_C_TYPE_MESSAGE: try enter(field, in: top, at: start)
        case PROTOBUF_C_TYPE_STRING:
            try text(of: field, in: top)
            try keep(start..<position)
        default:
            let content = try value(of: field, wire, in: top)
            if elision.contains(field) { elide(field, content) } else { try keep(start..<position) }
        }
    }

    /// Refuses a field that is given twice where one is allowed, and a second member of a oneof.
    private mutating func note(_ field: ProtobufField, at start: Int) throws(Diagnostic) {
        guard !field.isRepeated, let top = stack.last else { return }
        var index = top.schema.index(of: field)
        if field.isInOneof {
            let offset = field.quantifierOffset
            index =
                (0..<index).first { other in
                    let other = top.schema.field(other)
                    return other.isInOneof && other.quantifierOffset == offset
                } ?? index
        }
        guard index < 128 else { return }
        let bit = UInt128(1) << UInt128(index)
        guard top.seen & bit == 0 else {
            throw problem("protobuf-duplicate-field", "\(describe(field, top)) must not be given twice", at: start)
        }
        stack[stack.count - 1].seen |= bit
    }

    private mutating func enter(_ field: ProtobufField, in top: Frame, at start: Int) throws(Diagnostic) {
        guard let schema = field.message else { return }
        guard stack.count <= limits.depth else {
            throw problem("protobuf-depth", "messages must not be nested deeper than \(limits.depth)", at: start)
        }
        let length = try length(before: top.end)
        try addStructure(position - start, at: start)
        if isCopying {
            append(tagOf: field, .length)
            copy.append(contentsOf: [0, 0, 0, 0, 0])
        }
        stack.append(Frame(schema: schema, end: position + length, lengthPosition: copy.count))
    }

    /// Writes the length of a message in the copy, in five bytes, which every reader takes.
    private mutating func finish(_ frame: Frame) {
        guard isCopying, frame.lengthPosition >= 0 else { return }
        let length = copy.count - frame.lengthPosition
        for index in 0..<5 {
            let more: UInt8 = index < 4 ? 0x80 : 0
            copy[frame.lengthPosition - 5 + index] = UInt8(truncatingIfNeeded: length >> (7 * index)) & 0x7F | more
        }
    }

    /// Takes bytes into the copy as they are.
    private mutating func keep(_ range: Range<Int>) throws(Diagnostic) {
        try addStructure(range.count, at: range.lowerBound)
        if isCopying { unsafe copy.append(contentsOf: bytes[range]) }
    }

    /// Leaves bytes in the file and puts the number of their range into the copy.
    private mutating func elide(_ field: ProtobufField, _ content: Range<Int>) {
        let index = UInt64(ranges.count)
        ranges.append(content)
        structureBytes += 16
        append(tagOf: field, field.wireType)
        switch field.wireType {
        case .length:
            copy.append(8)
            appendFixed(index, count: 8)
        case .fixed64: appendFixed(index, count: 8)
        case .fixed32: appendFixed(index, count: 4)
        case .varint:
            let isZigzag = field.type == PROTOBUF_C_TYPE_SINT32 || field.type == PROTOBUF_C_TYPE_SINT64
            append(varint: isZigzag ? index << 1 : index)
        }
    }

    private mutating func append(tagOf field: ProtobufField, _ wire: WireType) {
        append(varint: UInt64(field.number) << 3 | UInt64(wire.rawValue))
    }

    private mutating func append(varint value: UInt64) {
        var value = value
        while value >= 0x80 {
            copy.append(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        copy.append(UInt8(truncatingIfNeeded: value))
    }

    private mutating func appendFixed(_ value: UInt64, count: Int) {
        for index in 0..<count {
            copy.append(UInt8(truncatingIfNeeded: value >> (8 * UInt64(index))))
        }
    }

    mutating func count(_ number: Int, at offset: Int) throws(Diagnostic) {
        fieldCount += number
        guard fieldCount <= limits.fields else {
            throw problem("protobuf-budget", "a message must not have more than \(limits.fields) fields", at: offset)
        }
    }

    private mutating func addStructure(_ count: Int, at offset: Int) throws(Diagnostic) {
        structureBytes += count
        guard structureBytes <= limits.structureBytes else {
            throw problem(
                "protobuf-budget",
                "a message must not have more than \(limits.structureBytes) bytes beside its tensors",
                at: offset)
        }
    }

    func describe(_ field: ProtobufField, _ frame: Frame) -> String { "\(frame.schema.name).\(field.name)" }

    func problem(_ code: String, _ message: String, at offset: Int) -> Diagnostic {
        Diagnostic(code, message, place: "\(name): byte \(offset)")
    }
}
