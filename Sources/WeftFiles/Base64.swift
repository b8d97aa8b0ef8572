/// Bytes as letters, six bits in each (RFC 4648, with padding).
package enum Base64 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// What each letter stands for; 255 for all else.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (index, letter) in letters.enumerated() { values[Int(letter)] = UInt8(index) }
        return values
    }()

    private static let padding = UInt8(ascii: "=")

    package static func encode(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let count = min(3, bytes.count - start)
            var bits = 0
            for offset in 0..<3 { bits = bits << 8 | (offset < count ? Int(bytes[start + offset]) : 0) }
            for place in 0..<4 {
                result.append(place <= count ? letters[bits >> (18 - 6 * place) & 63] : padding)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The bytes; nil when the text is not what `encode` gives for some bytes.
    package static func decode(_ text: String) -> [UInt8]? {
        let input = Array(text.utf8)
        guard input.count % 4 == 0 else { return nil }
        var result: [UInt8] = []
        result.reserveCapacity(input.count / 4 * 3)
        for start in stride(from: 0, to: input.count, by: 4) {
            let isLast = start + 4 == input.count
            let filled = input[start..<(start + 4)].prefix { $0 != padding }.count
            guard filled == 4 || isLast && filled >= 2 && input[start + 3] == padding else { return nil }
            var bits = 0
            for offset in 0..<4 {
                let value = offset < filled ? values[Int(input[start + offset])] : 0
                guard value < 64 else { return nil }
                bits = bits << 6 | Int(value)
            }
            let unused = filled == 2 ? bits & 0xFFFF : filled == 3 ? bits & 0xFF : 0
            guard unused == 0 else { return nil }
            for byte in 0..<(filled - 1) { result.append(UInt8(bits >> (16 - 8 * byte) & 0xFF)) }
        }
        return result
    }
}
