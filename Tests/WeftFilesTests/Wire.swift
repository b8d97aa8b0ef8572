/// Protobuf bytes made by hand, so that tests can also make what no writer would.
struct Wire {
    var bytes: [UInt8] = []

    static func varint(_ value: UInt64, padding: Int = 0) -> [UInt8] {
        var value = value
        var result: [UInt8] = []
        repeat {
            result.append(UInt8(value & 0x7F) | 0x80)
            value >>= 7
        } while value > 0
        for _ in 0..<padding { result.append(0x80) }
        result[result.count - 1] &= 0x7F
        return result
    }

    static func tag(_ field: UInt64, _ wire: UInt64) -> [UInt8] { varint(field << 3 | wire) }

    static func number(_ field: UInt64, _ value: UInt64) -> [UInt8] { tag(field, 0) + varint(value) }

    static func field(_ field: UInt64, _ content: [UInt8]) -> [UInt8] {
        tag(field, 2) + varint(UInt64(content.count)) + content
    }

    /// Content inside so many messages of alternating fields.
    static func nested(_ depth: Int, fields: [UInt64], _ content: [UInt8] = []) -> [UInt8] {
        var result = content
        for level in (0..<depth).reversed() { result = field(fields[level % fields.count], result) }
        return result
    }
}
