extension ProtobufMessage {
    /// Whether a field is there; a list is when it is not empty.
    package func has(_ name: StaticString) -> Bool { value(name) != nil }

    /// A signed number or an enumeration's, or nil.
    package func integer(_ name: StaticString) -> Int64? {
        guard case .integer(let result) = value(name, .integer) else { return nil }
        return result
    }

    /// An unsigned number, or nil.
    package func unsigned(_ name: StaticString) -> UInt64? {
        guard case .unsigned(let result) = value(name, .unsigned) else { return nil }
        return result
    }

    /// A number of single or double precision, or nil.
    package func real(_ name: StaticString) -> Double? {
        guard case .real(let result) = value(name, .real) else { return nil }
        return result
    }

    /// A truth value, or nil.
    package func boolean(_ name: StaticString) -> Bool? {
        guard case .boolean(let result) = value(name, .boolean) else { return nil }
        return result
    }

    /// Text, or nil.
    package func string(_ name: StaticString) -> String? {
        guard case .text(let result) = value(name, .text) else { return nil }
        return result
    }

    /// Bytes, or nil; of a field that was left in the file there is ``elided(_:)``.
    package func bytes(_ name: StaticString) -> [UInt8]? {
        guard case .bytes(let result) = value(name, .bytes) else { return nil }
        return result
    }

    /// A message, or nil.
    package func message(_ name: StaticString) -> ProtobufMessage? {
        guard case .message(let result) = value(name, .message) else { return nil }
        return result
    }

    /// A list of signed numbers.
    package func integers(_ name: StaticString) -> [Int64] {
        guard case .integers(let result) = value(name, .integer, list: true) else { return [] }
        return result
    }

    /// A list of unsigned numbers.
    package func unsigneds(_ name: StaticString) -> [UInt64] {
        guard case .unsigneds(let result) = value(name, .unsigned, list: true) else { return [] }
        return result
    }

    /// A list of numbers of single or double precision.
    package func reals(_ name: StaticString) -> [Double] {
        guard case .reals(let result) = value(name, .real, list: true) else { return [] }
        return result
    }

    /// A list of truth values.
    package func booleans(_ name: StaticString) -> [Bool] {
        guard case .booleans(let result) = value(name, .boolean, list: true) else { return [] }
        return result
    }

    /// A list of texts.
    package func strings(_ name: StaticString) -> [String] {
        guard case .texts(let result) = value(name, .text, list: true) else { return [] }
        return result
    }

    /// A list of byte strings.
    package func byteStrings(_ name: StaticString) -> [[UInt8]] {
        guard case .byteStrings(let result) = value(name, .bytes, list: true) else { return [] }
        return result
    }

    /// A list of messages.
    package func messages(_ name: StaticString) -> [ProtobufMessage] {
        guard case .messages(let result) = value(name, .message, list: true) else { return [] }
        return result
    }

    /// The ranges of the file that a field's values were left in, as ``ProtobufElision`` asked; empty when the field is
    /// not there, or was not left there.
    package func elided(_ name: StaticString) -> [Range<Int>] {
        guard case .elided(let result) = value(name) else { return [] }
        return result
    }

    /// The value, after a look whether the program asks for what the schema has.
    private func value(_ name: StaticString, _ kind: ProtobufKind, list: Bool = false) -> ProtobufValue? {
        let field = schema.field(named: name)
        precondition(field.kind == kind && field.isRepeated == list, "\(schema.name).\(field.name) has another type")
        return value(at: schema.index(of: field))
    }
}
