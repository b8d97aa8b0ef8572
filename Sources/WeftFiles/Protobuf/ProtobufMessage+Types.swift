import CProtobufC

/// The kinds of value that fields hold, whatever their encoding.
enum ProtobufKind {
    case integer
    case unsigned
    case real
    case boolean
    case text
    case bytes
    case message
}

extension ProtobufField {
    /// The kind of the field's values, or of the elements of its list.
    var kind: ProtobufKind {
        switch type {
        case PROTOBUF_C_TYPE_UINT32, PROTOBUF_C_TYPE_FIXED32, PROTOBUF_C_TYPE_UINT64, PROTOBUF_C_TYPE_FIXED64:
            .unsigned
        case PROTOBUF_C_TYPE_FLOAT, PROTOBUF_C_TYPE_DOUBLE: .real
        case PROTOBUF_C_TYPE_BOOL: .boolean
        case PROTOBUF_C_TYPE_STRING: .text
        case PROTOBUF_C_TYPE_BYTES: .bytes
        case PROTOBUF_C_TYPE_MESSAGE: .message
        default: .integer
        }
    }

    /// Whether the field can hold a value: the kind, one or a list, and for messages the message.
    func takes(_ value: ProtobufValue) -> Bool {
        switch value {
        case .integer: !isRepeated && kind == .integer
        case .unsigned: !isRepeated && kind == .unsigned
        case .real: !isRepeated && kind == .real
        case .boolean: !isRepeated && kind == .boolean
        case .text: !isRepeated && kind == .text
        case .bytes: !isRepeated && kind == .bytes
        case .message(let inner): !isRepeated && inner.schema == message
        case .integers: isRepeated && kind == .integer
        case .unsigneds: isRepeated && kind == .unsigned
        case .reals: isRepeated && kind == .real
        case .booleans: isRepeated && kind == .boolean
        case .texts: isRepeated && kind == .text
        case .byteStrings: isRepeated && kind == .bytes
        case .messages(let list): isRepeated && kind == .message && list.allSatisfy { $0.schema == message }
        // Ranges of a file are read, never written.
        case .elided: false
        }
    }
}

extension ProtobufValue {
    /// How many elements a list has; 1 for what is none.
    var elementCount: Int {
        switch self {
        case .integers(let list): list.count
        case .unsigneds(let list): list.count
        case .reals(let list): list.count
        case .booleans(let list): list.count
        case .texts(let list): list.count
        case .byteStrings(let list): list.count
        case .messages(let list): list.count
        case .elided(let list): list.count
        default: 1
        }
    }

    var isEmptyList: Bool { elementCount == 0 }
}
