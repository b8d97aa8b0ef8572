import CProtobufC
import CWeftSchemas

/// One message of a schema, as protoc-c describes it.
@safe package struct ProtobufSchema: @unchecked Sendable, Equatable {
    let descriptor: UnsafePointer<ProtobufCMessageDescriptor>

    init(_ descriptor: UnsafePointer<ProtobufCMessageDescriptor>) {
        unsafe self.descriptor = unsafe descriptor
    }

    /// A message by its full name, such as `weft.Head`; nil when no schema has it.
    package init?(named name: String) {
        guard let found = ProtobufSchema.all[name] else { return nil }
        self = found
    }

    /// Whether both are one message of one schema.
    package static func == (left: ProtobufSchema, right: ProtobufSchema) -> Bool {
        unsafe left.descriptor == right.descriptor
    }

    /// The full name, such as `weft.Head`.
    package var name: String { unsafe String(cString: descriptor.pointee.name) }

    /// The names of its fields, by ascending number.
    package var fieldNames: [String] { (0..<fieldCount).map { field($0).name } }

    /// The whole model file.
    package static let weftModel = root(0)
    /// Everything in the model file but the bytes of the tensors.
    package static let weftHead = known("weft.Head")
    /// A whole ONNX file.
    package static let onnxModel = root(1)
    /// One tensor of an ONNX file, which also is what recorded inputs and outputs are.
    package static let onnxTensor = known("onnx.TensorProto")

    var fieldCount: Int { unsafe Int(descriptor.pointee.n_fields) }

    func field(_ index: Int) -> ProtobufField {
        unsafe ProtobufField(descriptor.pointee.fields + index)
    }

    /// The field of a number, or nil.
    func field(numbered number: UInt32) -> ProtobufField? {
        unsafe protobuf_c_message_descriptor_get_field(descriptor, number).map { unsafe ProtobufField($0) }
    }

    /// The field of a name that is written in this program; that it exists is the program's business, not the file's.
    func field(named name: StaticString) -> ProtobufField {
        let found = name.withUTF8Buffer { _ in
            unsafe name.utf8Start.withMemoryRebound(to: CChar.self, capacity: name.utf8CodeUnitCount + 1) {
                unsafe protobuf_c_message_descriptor_get_field_by_name(descriptor, $0)
            }
        }
        guard let found = unsafe found else { preconditionFailure("\(self.name) has no field \(name)") }
        return unsafe ProtobufField(found)
    }

    func index(of field: ProtobufField) -> Int {
        unsafe field.descriptor - descriptor.pointee.fields
    }

    /// Every message of every schema, found once by following the fields from the roots.
    private static let all: [String: ProtobufSchema] = {
        var found: [String: ProtobufSchema] = [:]
        var waiting: [ProtobufSchema] = []
        while let descriptor = unsafe weft_schema_root(waiting.count) {
            unsafe waiting.append(ProtobufSchema(descriptor))
        }
        while let next = waiting.popLast() {
            guard found.updateValue(next, forKey: next.name) == nil else { continue }
            for index in 0..<next.fieldCount {
                if let inner = next.field(index).message { waiting.append(inner) }
            }
        }
        return found
    }()

    private static func root(_ number: Int) -> ProtobufSchema {
        guard let descriptor = unsafe weft_schema_root(number) else { preconditionFailure("there is no such schema") }
        return unsafe ProtobufSchema(descriptor)
    }

    private static func known(_ name: String) -> ProtobufSchema {
        guard let found = all[name] else { preconditionFailure("there is no message \(name)") }
        return found
    }
}

/// One field of a message, as protoc-c describes it.
@safe struct ProtobufField: @unchecked Sendable, Equatable {
    let descriptor: UnsafePointer<ProtobufCFieldDescriptor>

    init(_ descriptor: UnsafePointer<ProtobufCFieldDescriptor>) {
        unsafe self.descriptor = unsafe descriptor
    }

    static func == (left: ProtobufField, right: ProtobufField) -> Bool {
        unsafe left.descriptor == right.descriptor
    }

    var name: String { unsafe String(cString: descriptor.pointee.name) }
    var number: UInt32 { unsafe descriptor.pointee.id }
    var type: ProtobufCType { unsafe descriptor.pointee.type }
    var isRepeated: Bool { unsafe descriptor.pointee.label == PROTOBUF_C_LABEL_REPEATED }
    var isRequired: Bool { unsafe descriptor.pointee.label == PROTOBUF_C_LABEL_REQUIRED }
    /// Whether the field is there when it differs from zero, as in proto3.
    var isImplicit: Bool { unsafe descriptor.pointee.label == PROTOBUF_C_LABEL_NONE }
    var isInOneof: Bool { unsafe descriptor.pointee.flags & PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue != 0 }
    var offset: Int { unsafe Int(descriptor.pointee.offset) }
    var quantifierOffset: Int { unsafe Int(descriptor.pointee.quantifier_offset) }

    /// The message that the field holds, if it holds one.
    var message: ProtobufSchema? {
        guard type == PROTOBUF_C_TYPE_MESSAGE, let inner = unsafe descriptor.pointee.descriptor else { return nil }
        return unsafe ProtobufSchema(inner.assumingMemoryBound(to: ProtobufCMessageDescriptor.self))
    }

    /// How the field's values look on the wire when they are not packed.
    var wireType: WireType {
        switch type {
        case PROTOBUF_C_TYPE_STRING, PROTOBUF_C_TYPE_BYTES, PROTOBUF_C_TYPE_MESSAGE: .length
        case PROTOBUF_C_TYPE_FIXED32, PROTOBUF_C_TYPE_SFIXED32, PROTOBUF_C_TYPE_FLOAT: .fixed32
        case PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_SFIXED64, PROTOBUF_C_TYPE_DOUBLE: .fixed64
        default: .varint
        }
    }

    /// Whether a list of the field's values may stand in one piece.
    var isPackable: Bool { isRepeated && wireType != .length }

    /// The size of a value in the C structure.
    var strideInMemory: Int {
        switch type {
        case PROTOBUF_C_TYPE_STRING, PROTOBUF_C_TYPE_MESSAGE: unsafe MemoryLayout<UnsafeRawPointer>.size
        case PROTOBUF_C_TYPE_BYTES: unsafe MemoryLayout<ProtobufCBinaryData>.size
        case PROTOBUF_C_TYPE_INT64, PROTOBUF_C_TYPE_SINT64, PROTOBUF_C_TYPE_UINT64, PROTOBUF_C_TYPE_FIXED64,
            PROTOBUF_C_TYPE_SFIXED64, PROTOBUF_C_TYPE_DOUBLE:
            8
        default: 4
        }
    }
}

/// The kinds of encoding on the wire; groups are refused.
enum WireType: UInt8 {
    case varint = 0
    case fixed64 = 1
    case length = 2
    case fixed32 = 5
}

/// Fields whose bytes stay where they are in the file: `bytes`, or lists of numbers, of any length.
package struct ProtobufElision: Sendable {
    let fields: [ProtobufField]

    /// Nothing: every field is unpacked.
    package static let none = ProtobufElision(fields: [])

    private init(fields: [ProtobufField]) {
        self.fields = fields
    }

    /// Fields by the full names of their messages and their own.
    package init(_ names: [(message: String, field: StaticString)]) {
        fields = names.map { name in
            guard let schema = ProtobufSchema(named: name.message) else {
                preconditionFailure("there is no message \(name.message)")
            }
            let field = schema.field(named: name.field)
            let isText = field.type == PROTOBUF_C_TYPE_STRING || field.type == PROTOBUF_C_TYPE_MESSAGE
            precondition(!isText && field.type != PROTOBUF_C_TYPE_BOOL, "\(name) cannot be left in the file")
            return field
        }
    }

    func contains(_ field: ProtobufField) -> Bool {
        !fields.isEmpty && fields.contains(field)
    }
}
