/// A text that diagnostics can point into: its name, as people know it, and its UTF-8 bytes.
///
/// A class because identity is the meaning: two files with equal text are still two places.
public final class SourceFile: Sendable {
    /// The name shown to people: a path as it was given, or a name such as `prelude/conv.weft`.
    public let name: String
    /// The UTF-8 bytes of the text; ranges count in these.
    public let bytes: [UInt8]
    /// The offsets at which lines begin; the first is 0.
    private let lineStarts: [Int]

    /// Makes a source from a text. Lines end with LF, CR LF or CR.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        var starts = [0]
        for (offset, byte) in bytes.enumerated() {
            let carriageReturnAlone = byte == 0x0D && (offset + 1 >= bytes.count || bytes[offset + 1] != 0x0A)
            if byte == 0x0A || carriageReturnAlone {
                starts.append(offset + 1)
            }
        }
        lineStarts = starts
    }

    /// Makes a source from a string.
    public convenience init(name: String, text: String) {
        self.init(name: name, bytes: Array(text.utf8))
    }

    /// The line and the column, both from 1, of a byte offset. The column counts characters, not bytes.
    public func position(of offset: Int) -> (line: Int, column: Int) {
        let offset = min(max(offset, 0), bytes.count)
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        let prefix = String(decoding: bytes[lineStarts[low]..<offset], as: UTF8.self)
        return (low + 1, prefix.count + 1)
    }

    /// The text of a line, counted from 1, without its end.
    public func line(_ number: Int) -> String {
        guard number >= 1, number <= lineStarts.count else { return "" }
        let start = lineStarts[number - 1]
        var end = number < lineStarts.count ? lineStarts[number] : bytes.count
        while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D {
            end -= 1
        }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// The text of a range of bytes.
    public func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }
}
