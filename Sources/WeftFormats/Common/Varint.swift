/// Whole numbers as protobuf writes them, in as few bytes as they take.
enum Varint {
    static func width(_ value: Int) -> Int {
        var width = 1
        while width < 9, value >> (7 * width) != 0 { width += 1 }
        return width
    }

    static func bytes(_ value: Int) -> [UInt8] {
        let width = width(value)
        return (0..<width).map { index in
            UInt8(truncatingIfNeeded: value >> (7 * index)) & 0x7F | (index + 1 < width ? 0x80 : 0)
        }
    }
}
