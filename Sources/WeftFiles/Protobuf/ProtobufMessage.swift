/// What a field of a message holds. Lists are homogeneous and never empty.
package enum ProtobufValue: Sendable, Equatable {
    /// A signed number of any width, or an enumeration's.
    case integer(Int64)
    /// An unsigned number of any width.
    case unsigned(UInt64)
    /// A number of single or double precision.
    case real(Double)
    /// A truth value.
    case boolean(Bool)
    /// Text.
    case text(String)
    /// Bytes.
    case bytes([UInt8])
    /// A message.
    case message(ProtobufMessage)
    /// Signed numbers.
    case integers([Int64])
    /// Unsigned numbers.
    case unsigneds([UInt64])
    /// Numbers of single or double precision.
    case reals([Double])
    /// Truth values.
    case booleans([Bool])
    /// Texts.
    case texts([String])
    /// Byte strings.
    case byteStrings([[UInt8]])
    /// Messages.
    case messages([ProtobufMessage])
    /// What was left in the file: where each value, or each piece of a list of numbers, is.
    case elided([Range<Int>])
}

/// A protobuf message of a schema as a value, which libprotobuf-c unpacks and packs.
///
/// Fields are named by literals of this program. A name that the schema does not have, or a value of another type than
/// the field's, is a mistake in the program and stops it; nothing that a file holds can do that.
package struct ProtobufMessage: Sendable, Equatable {
    /// A field that is there.
    struct Field: Sendable, Equatable {
        /// Its index in the schema.
        let index: Int
        var value: ProtobufValue
    }

    /// A field that the schema does not know, kept as it came.
    struct UnknownField: Sendable, Equatable {
        let number: UInt32
        let wireType: UInt32
        let bytes: [UInt8]
    }

    /// What message of which schema it is.
    package let schema: ProtobufSchema
    /// The fields that are there, by ascending index.
    var fields: [Field] = []
    var unknown: [UnknownField] = []

    /// An empty message.
    package init(_ schema: ProtobufSchema) {
        self.schema = schema
    }

    /// Whether the message has fields that the schema does not know.
    package var hasUnknownFields: Bool { !unknown.isEmpty }

    /// The names and values of the fields that are there, by ascending number.
    package var contents: [(name: String, value: ProtobufValue)] {
        fields.map { (schema.field($0.index).name, $0.value) }
    }

    /// The member of the message's oneof that is there, if it has one.
    package var choice: (name: String, value: ProtobufValue)? {
        for field in fields {
            let described = schema.field(field.index)
            if described.isInOneof { return (described.name, field.value) }
        }
        return nil
    }

    /// The value of a field, or nil when it is not there.
    package func value(_ name: StaticString) -> ProtobufValue? {
        value(at: schema.index(of: schema.field(named: name)))
    }

    func value(at index: Int) -> ProtobufValue? {
        for field in fields where field.index >= index {
            return field.index == index ? field.value : nil
        }
        return nil
    }
}
