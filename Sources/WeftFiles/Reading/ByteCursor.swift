package import WeftDiagnostics

/// A place in a file that moves forward as numbers are read from it, all little-endian, every step checked.
///
/// Each read throws `unexpected-end`, with the offset, where the range of the cursor has too few bytes left.
package struct ByteCursor: Sendable {
    /// The file read from.
    package let file: FileContents
    /// The offset, from the start of the file, of the next byte.
    package private(set) var position: Int
    /// The offset behind the last byte that may be read.
    package let end: Int

    /// A cursor at the start of a file, or at the start of a range of it.
    ///
    /// - Throws: `unexpected-end` when the range is not inside the file.
    package init(_ file: FileContents, in range: Range<Int>? = nil) throws(Diagnostic) {
        let range = range ?? 0..<file.count
        try file.check(range)
        self.file = file
        position = range.lowerBound
        end = range.upperBound
    }

    /// How many bytes are left.
    package var remaining: Int { end - position }

    /// Whether all was read.
    package var isAtEnd: Bool { position == end }

    /// Moves past bytes and gives the range that they have in the file.
    package mutating func skip(_ count: Int) throws(Diagnostic) -> Range<Int> {
        guard count >= 0, count <= remaining else {
            throw Diagnostic(
                "unexpected-end", "\(count) bytes are needed at byte \(position), and \(remaining) are left there",
                place: "\(file.name): byte \(position)", help: "the file may have been cut short; fetch it again")
        }
        let start = position
        position += count
        return start..<position
    }

    /// Goes to an offset of the file inside the cursor's range, forward or back.
    package mutating func move(to offset: Int) throws(Diagnostic) {
        guard offset >= 0, offset <= end else {
            throw Diagnostic(
                "unexpected-end", "byte \(offset) lies behind the end at byte \(end)",
                place: "\(file.name): byte \(end)")
        }
        position = offset
    }

    /// The next number of a type.
    package mutating func read<Number: FixedWidthInteger & BitwiseCopyable>(
        _ type: Number.Type = Number.self
    ) throws(Diagnostic) -> Number {
        let range = try skip(MemoryLayout<Number>.size)
        return try file.loadUnaligned(at: range.lowerBound, as: type)
    }

    /// The next number, which must be a count or an offset that fits this machine.
    ///
    /// - Throws: `number-range` for one of 2⁶³ or more, or a negative one.
    package mutating func readCount<Number: FixedWidthInteger & BitwiseCopyable>(
        _ type: Number.Type
    ) throws(Diagnostic) -> Int {
        let start = position
        let number = try read(type)
        guard number >= 0, let count = Int(exactly: number) else {
            throw Diagnostic(
                "number-range", "a count must not be negative nor 2^63 or more, and this one is \(number)",
                place: "\(file.name): byte \(start)")
        }
        return count
    }

    /// The next single-precision number.
    package mutating func readFloat() throws(Diagnostic) -> Float { Float(bitPattern: try read(UInt32.self)) }

    /// The next double-precision number.
    package mutating func readDouble() throws(Diagnostic) -> Double { Double(bitPattern: try read(UInt64.self)) }

    /// The next bytes, copied.
    package mutating func readBytes(_ count: Int) throws(Diagnostic) -> [UInt8] {
        try file.bytes(try skip(count))
    }

    /// The next bytes as text.
    ///
    /// - Throws: `invalid-utf8` when they are not UTF-8.
    package mutating func readString(_ count: Int) throws(Diagnostic) -> String {
        let range = try skip(count)
        return try file.withBytes(range) { bytes throws(Diagnostic) in
            try UTF8Text.string(bytes, offset: range.lowerBound)
        }
    }
}
