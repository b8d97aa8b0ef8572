import WeftDiagnostics

/// What a file's header in the central directory, or its local one, says of it.
struct ZipHeader {
    private(set) var flags: UInt16 = 0
    private(set) var method: UInt16 = 0
    private(set) var checksum: UInt32 = 0
    private(set) var compressedCount = 0
    private(set) var count = 0
    private(set) var name: Range<Int> = 0..<0
    /// Where the local header is; 0 in a local header.
    private(set) var offset = 0

    /// Whether the sizes and the checksum stand behind the data, and may be missing from the local header.
    var hasDescriptor: Bool { flags & 8 != 0 }

    /// Reads a header of the central directory.
    init(central cursor: inout ByteCursor) throws(Diagnostic) {
        let start = cursor.position
        let file = cursor.file
        guard file.has([0x50, 0x4B, 1, 2], at: start) else {
            throw zipProblem("zip-header", "a header of the central directory must begin here", file, at: start)
        }
        _ = try cursor.skip(8)
        try readCommon(&cursor)
        let nameCount = Int(try cursor.read(UInt16.self))
        let extraCount = Int(try cursor.read(UInt16.self))
        let commentCount = Int(try cursor.read(UInt16.self))
        let disk = try cursor.read(UInt16.self)
        _ = try cursor.skip(6)
        offset = Int(try cursor.read(UInt32.self))
        guard disk == 0 else {
            throw zipProblem("zip-header", "an archive in several parts is not read", file, at: start)
        }
        name = try cursor.skip(nameCount)
        try readExtra(in: try cursor.skip(extraCount), file, central: true)
        _ = try cursor.skip(commentCount)
    }

    /// Reads a local header; the cursor is then at the data.
    init(local cursor: inout ByteCursor) throws(Diagnostic) {
        let start = cursor.position
        let file = cursor.file
        guard file.has([0x50, 0x4B, 3, 4], at: start) else {
            throw zipProblem("zip-header", "the local header of a file must begin here", file, at: start)
        }
        _ = try cursor.skip(6)
        try readCommon(&cursor)
        let nameCount = Int(try cursor.read(UInt16.self))
        let extraCount = Int(try cursor.read(UInt16.self))
        name = try cursor.skip(nameCount)
        try readExtra(in: try cursor.skip(extraCount), file, central: false)
    }

    private mutating func readCommon(_ cursor: inout ByteCursor) throws(Diagnostic) {
        flags = try cursor.read()
        method = try cursor.read()
        _ = try cursor.skip(4)
        checksum = try cursor.read()
        compressedCount = Int(try cursor.read(UInt32.self))
        count = Int(try cursor.read(UInt32.self))
    }

    /// Takes the sizes, and the offset, that 32 bits do not hold from the extra field of number 1.
    private mutating func readExtra(
        in range: Range<Int>, _ file: FileContents, central: Bool
    ) throws(Diagnostic) {
        var cursor = try ByteCursor(file, in: range)
        var isDone = false
        // Some writers align data with fewer zeros than a field's header has.
        while cursor.remaining >= 4 {
            let start = cursor.position
            let number = try cursor.read(UInt16.self)
            let field = try cursor.skip(Int(try cursor.read(UInt16.self)))
            guard number == 1 else { continue }
            guard !isDone else { throw zipProblem("zip-header", "a field must not be given twice", file, at: start) }
            isDone = true
            var numbers = try ByteCursor(file, in: field)
            if count == 0xFFFF_FFFF { count = try numbers.readCount(UInt64.self) }
            if compressedCount == 0xFFFF_FFFF { compressedCount = try numbers.readCount(UInt64.self) }
            if central, offset == 0xFFFF_FFFF { offset = try numbers.readCount(UInt64.self) }
        }
    }
}
