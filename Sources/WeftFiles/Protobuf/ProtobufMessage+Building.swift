extension ProtobufMessage {
    /// An empty message of the type that a field holds.
    package func new(_ name: StaticString) -> ProtobufMessage {
        let field = schema.field(named: name)
        guard let inner = field.message else { preconditionFailure("\(schema.name).\(field.name) holds no message") }
        return ProtobufMessage(inner)
    }

    /// Gives a field a value, in place of what it has; of a oneof, in place of the other members. An empty list, or
    /// nil, removes the field.
    package mutating func set(_ name: StaticString, _ value: ProtobufValue?) {
        let field = schema.field(named: name)
        let index = schema.index(of: field)
        if field.isInOneof {
            let schema = schema
            fields.removeAll {
                let other = schema.field($0.index)
                return other.isInOneof && other.quantifierOffset == field.quantifierOffset
            }
        } else {
            fields.removeAll { $0.index == index }
        }
        guard let value, !value.isEmptyList else { return }
        precondition(field.takes(value), "\(schema.name).\(field.name) has another type")
        let place = fields.firstIndex { $0.index > index } ?? fields.count
        fields.insert(Field(index: index, value: value), at: place)
    }

    /// Gives a field of whole numbers, of either kind, a value; an unsigned one takes no negative number.
    package mutating func set(_ name: StaticString, _ value: Int?) {
        set(name, value.map { wholeNumber($0, schema.field(named: name)) })
    }

    /// Gives a field of whole numbers, of either kind, its list; an unsigned one takes no negative number.
    package mutating func set(_ name: StaticString, _ values: [Int]) {
        let isUnsigned = schema.field(named: name).kind == .unsigned
        set(name, isUnsigned ? .unsigneds(values.map { UInt64($0) }) : .integers(values.map { Int64($0) }))
    }

    private func wholeNumber(_ value: Int, _ field: ProtobufField) -> ProtobufValue {
        field.kind == .unsigned ? .unsigned(UInt64(value)) : .integer(Int64(value))
    }

    /// Gives a field of signed numbers, or of an enumeration, a value.
    package mutating func set(_ name: StaticString, _ value: Int64?) { set(name, value.map { .integer($0) }) }
    /// Gives a field of unsigned numbers a value.
    package mutating func set(_ name: StaticString, _ value: UInt64?) { set(name, value.map { .unsigned($0) }) }
    /// Gives a field of real numbers a value.
    package mutating func set(_ name: StaticString, _ value: Double?) { set(name, value.map { .real($0) }) }
    /// Gives a field of truth values a value.
    package mutating func set(_ name: StaticString, _ value: Bool?) { set(name, value.map { .boolean($0) }) }
    /// Gives a field of text a value.
    package mutating func set(_ name: StaticString, _ value: String?) { set(name, value.map { .text($0) }) }
    /// Gives a field of bytes a value.
    package mutating func set(_ name: StaticString, _ value: [UInt8]?) { set(name, value.map { .bytes($0) }) }
    /// Gives a field of messages a value.
    package mutating func set(_ name: StaticString, _ value: ProtobufMessage?) {
        set(name, value.map { .message($0) })
    }
    /// Gives a field its list of signed numbers.
    package mutating func set(_ name: StaticString, _ values: [Int64]) { set(name, .integers(values)) }
    /// Gives a field its list of unsigned numbers.
    package mutating func set(_ name: StaticString, _ values: [UInt64]) { set(name, .unsigneds(values)) }
    /// Gives a field its list of real numbers.
    package mutating func set(_ name: StaticString, _ values: [Double]) { set(name, .reals(values)) }
    /// Gives a field its list of truth values.
    package mutating func set(_ name: StaticString, _ values: [Bool]) { set(name, .booleans(values)) }
    /// Gives a field its list of texts.
    package mutating func set(_ name: StaticString, _ values: [String]) { set(name, .texts(values)) }
    /// Gives a field its list of messages.
    package mutating func set(_ name: StaticString, _ values: [ProtobufMessage]) { set(name, .messages(values)) }

    /// Gives a field a message that a function fills.
    package mutating func fill<Failure>(
        _ name: StaticString, _ build: (inout ProtobufMessage) throws(Failure) -> Void
    ) throws(Failure) {
        var inner = new(name)
        try build(&inner)
        set(name, inner)
    }

    /// Appends a message that a function fills to a list.
    package mutating func append<Failure>(
        _ name: StaticString, _ build: (inout ProtobufMessage) throws(Failure) -> Void
    ) throws(Failure) {
        var inner = new(name)
        try build(&inner)
        append(name, inner)
    }

    /// Appends a message to a list.
    package mutating func append(_ name: StaticString, _ message: ProtobufMessage) {
        let field = schema.field(named: name)
        let index = schema.index(of: field)
        precondition(field.takes(.messages([message])), "\(schema.name).\(field.name) has another type")
        guard let place = fields.firstIndex(where: { $0.index == index }),
            case .messages(var list) = fields[place].value
        else { return set(name, [message]) }
        // The list is appended to where it is: with the field still holding it, each call would copy it.
        fields[place].value = .boolean(false)
        list.append(message)
        fields[place].value = .messages(list)
    }
}
