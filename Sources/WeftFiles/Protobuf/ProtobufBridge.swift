import CProtobufC

/// From libprotobuf-c's structures to values. It recurses as deep as the message is nested, which the walk has bounded.
struct ProtobufBridge {
    let elision: ProtobufElision
    let ranges: [Range<Int>]

    /// The message in a structure that libprotobuf-c made.
    func message(_ base: UnsafeRawPointer, _ schema: ProtobufSchema) -> ProtobufMessage {
        var result = ProtobufMessage(schema)
        for index in 0..<schema.fieldCount {
            let field = schema.field(index)
            guard unsafe isPresent(field, base), let value = unsafe value(of: field, base) else { continue }
            if result.fields.isEmpty { result.fields.reserveCapacity(min(4, schema.fieldCount)) }
            result.fields.append(ProtobufMessage.Field(index: index, value: value))
        }
        let header = unsafe base.assumingMemoryBound(to: ProtobufCMessage.self).pointee
        guard let unknown = unsafe header.unknown_fields else { return result }
        result.unknown = unsafe UnsafeBufferPointer(start: unknown, count: Int(header.n_unknown_fields)).map {
            unsafe ProtobufMessage.UnknownField(
                number: $0.tag, wireType: $0.wire_type.rawValue,
                bytes: Array(UnsafeBufferPointer(start: $0.data, count: $0.len)))
        }
        return result
    }

    private func isPresent(_ field: ProtobufField, _ base: UnsafeRawPointer) -> Bool {
        let quantifier = unsafe base + field.quantifierOffset
        if field.isRepeated { return unsafe quantifier.load(as: Int.self) > 0 }
        if field.isInOneof { return unsafe quantifier.load(as: UInt32.self) == field.number }
        switch field.kind {
        case .text, .message:
            guard let pointer = unsafe (base + field.offset).load(as: UnsafeRawPointer?.self) else { return false }
            return unsafe pointer != UnsafeRawPointer(field.descriptor.pointee.default_value)
        default:
            if field.isRequired { return true }
            guard field.isImplicit else { return unsafe quantifier.load(as: Int32.self) != 0 }
            let place = unsafe UnsafeRawBufferPointer(start: base + field.offset, count: field.strideInMemory)
            return unsafe place.contains { $0 != 0 }
        }
    }

    private func value(of field: ProtobufField, _ base: UnsafeRawPointer) -> ProtobufValue? {
        var place = unsafe base + field.offset
        var count = 1
        if field.isRepeated {
            count = unsafe (base + field.quantifierOffset).load(as: Int.self)
            guard let list = unsafe place.load(as: UnsafeRawPointer?.self) else { return nil }
            unsafe place = unsafe list
        }
        if elision.contains(field) { return unsafe .elided(elided(field, place, count)) }
        guard field.isRepeated else { return unsafe single(field, place) }
        let stride = field.strideInMemory
        let list = unsafe place
        let indices = 0..<count
        switch field.kind {
        case .integer: return .integers(indices.map { unsafe integer(field, list + stride * $0) })
        case .unsigned: return .unsigneds(indices.map { unsafe unsigned(field, list + stride * $0) })
        case .real: return .reals(indices.map { unsafe real(field, list + stride * $0) })
        case .boolean: return .booleans(indices.map { unsafe (list + stride * $0).load(as: Int32.self) != 0 })
        case .text: return .texts(indices.map { unsafe text(list + stride * $0) })
        case .bytes: return .byteStrings(indices.map { unsafe bytes(list + stride * $0) })
        case .message:
            guard let schema = field.message else { return nil }
            return .messages(indices.compactMap { unsafe inner(list + stride * $0, schema) })
        }
    }

    private func single(_ field: ProtobufField, _ place: UnsafeRawPointer) -> ProtobufValue? {
        switch field.kind {
        case .integer: return unsafe .integer(integer(field, place))
        case .unsigned: return unsafe .unsigned(unsigned(field, place))
        case .real: return unsafe .real(real(field, place))
        case .boolean: return unsafe .boolean(place.load(as: Int32.self) != 0)
        case .text: return unsafe .text(text(place))
        case .bytes: return unsafe .bytes(bytes(place))
        case .message:
            guard let schema = field.message else { return nil }
            return unsafe inner(place, schema).map { .message($0) }
        }
    }

    private func inner(_ place: UnsafeRawPointer, _ schema: ProtobufSchema) -> ProtobufMessage? {
        unsafe place.load(as: UnsafeRawPointer?.self).map { unsafe message($0, schema) }
    }

    private func integer(_ field: ProtobufField, _ place: UnsafeRawPointer) -> Int64 {
        unsafe field.strideInMemory == 8 ? place.load(as: Int64.self) : Int64(place.load(as: Int32.self))
    }

    private func unsigned(_ field: ProtobufField, _ place: UnsafeRawPointer) -> UInt64 {
        unsafe field.strideInMemory == 8 ? place.load(as: UInt64.self) : UInt64(place.load(as: UInt32.self))
    }

    private func real(_ field: ProtobufField, _ place: UnsafeRawPointer) -> Double {
        unsafe field.strideInMemory == 8 ? place.load(as: Double.self) : Double(place.load(as: Float.self))
    }

    private func text(_ place: UnsafeRawPointer) -> String {
        guard let start = unsafe place.load(as: UnsafePointer<CChar>?.self) else { return "" }
        return unsafe String(cString: start)
    }

    private func bytes(_ place: UnsafeRawPointer) -> [UInt8] {
        let data = unsafe place.load(as: ProtobufCBinaryData.self)
        return unsafe Array(UnsafeBufferPointer(start: data.data, count: data.len))
    }

    /// The ranges whose numbers the walk put into a field.
    private func elided(_ field: ProtobufField, _ place: UnsafeRawPointer, _ count: Int) -> [Range<Int>] {
        (0..<count).compactMap { element in
            let place = unsafe place + field.strideInMemory * element
            let index: Int
            switch field.wireType {
            case .length:
                let data = unsafe place.load(as: ProtobufCBinaryData.self)
                guard unsafe data.len == 8, let start = unsafe data.data else { return nil }
                index = unsafe Int(UInt64(littleEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt64.self)))
            default:
                index =
                    unsafe field.strideInMemory == 8
                    ? Int(place.load(as: UInt64.self)) : Int(place.load(as: UInt32.self))
            }
            return ranges.indices.contains(index) ? ranges[index] : nil
        }
    }
}
