import WeftDiagnostics

/// The end of a zip archive: where its central directory is, and how many files it lists.
struct ZipDirectory {
    let range: Range<Int>
    let entryCount: Int

    private static let endSignature: [UInt8] = [0x50, 0x4B, 5, 6]
    private static let endSize = 22

    /// Finds the end record, which must end the file, and the 64-bit one where there is one.
    init(_ file: FileContents) throws(Diagnostic) {
        let end = try ZipDirectory.findEnd(file)
        var cursor = try ByteCursor(file, in: end + 4..<file.count)
        let disks = (try cursor.read(UInt16.self), try cursor.read(UInt16.self))
        let counts = (Int(try cursor.read(UInt16.self)), Int(try cursor.read(UInt16.self)))
        let size = Int(try cursor.read(UInt32.self))
        let offset = Int(try cursor.read(UInt32.self))
        guard disks == (0, 0), counts.0 == counts.1 else {
            throw zipProblem("zip-directory", "an archive in several parts is not read", file, at: end)
        }
        var fields = (count: counts.1, size: size, offset: offset)
        var directoryEnd = end
        if end >= 20, file.has([0x50, 0x4B, 6, 7], at: end - 20) {
            directoryEnd = try ZipDirectory.read64(file, locator: end - 20, &fields)
        }
        guard fields.offset <= directoryEnd, fields.size == directoryEnd - fields.offset else {
            throw zipProblem(
                "zip-directory", "the central directory must lie between the files and the end record", file, at: end)
        }
        range = fields.offset..<directoryEnd
        entryCount = fields.count
        // The smallest header of a file has 46 bytes.
        guard entryCount <= range.count / 46 else {
            throw zipProblem(
                "zip-directory", "\(entryCount) files do not fit a directory of \(range.count) bytes", file, at: end)
        }
    }

    /// The end record is looked for from the back; its comment must reach exactly to the end of the file.
    private static func findEnd(_ file: FileContents) throws(Diagnostic) -> Int {
        var offset = file.count - endSize
        let lowest = max(0, offset - 0xFFFF)
        while offset >= lowest {
            if file.has(endSignature, at: offset) {
                let comment = Int(try file.loadUnaligned(at: offset + 20, as: UInt16.self))
                if offset + endSize + comment == file.count { return offset }
            }
            offset -= 1
        }
        throw zipProblem(
            "zip-directory", "a zip archive must end with its directory", file, at: file.count,
            help: "the file may have been cut short, or something was appended to it")
    }

    /// Takes the fields that 32 bits do not hold from the record that the locator names; gives where that begins.
    private static func read64(
        _ file: FileContents, locator: Int, _ fields: inout (count: Int, size: Int, offset: Int)
    ) throws(Diagnostic) -> Int {
        var cursor = try ByteCursor(file, in: locator + 4..<locator + 20)
        let disk = try cursor.read(UInt32.self)
        let record = try cursor.readCount(UInt64.self)
        let disks = try cursor.read(UInt32.self)
        // The record stands right before its locator; anything else would hide bytes between them.
        guard disk == 0, disks <= 1, record == locator - 56, file.has([0x50, 0x4B, 6, 6], at: record) else {
            throw zipProblem("zip-directory", "the 64-bit end record must stand before its locator", file, at: locator)
        }
        var body = try ByteCursor(file, in: record + 4..<locator)
        let size = try body.readCount(UInt64.self)
        _ = try body.read(UInt32.self)
        let numbers = (try body.read(UInt32.self), try body.read(UInt32.self))
        let here = try body.readCount(UInt64.self)
        let total = try body.readCount(UInt64.self)
        let directorySize = try body.readCount(UInt64.self)
        let directoryOffset = try body.readCount(UInt64.self)
        let agrees =
            (fields.count == 0xFFFF || fields.count == total)
            && (fields.size == 0xFFFF_FFFF || fields.size == directorySize)
            && (fields.offset == 0xFFFF_FFFF || fields.offset == directoryOffset)
        guard size == 44, numbers == (0, 0), here == total, agrees else {
            throw zipProblem("zip-directory", "the two end records must say the same", file, at: record)
        }
        fields = (total, directorySize, directoryOffset)
        return record
    }
}

func zipProblem(
    _ code: String, _ message: String, _ file: FileContents, at offset: Int, help: String? = nil
) -> Diagnostic {
    Diagnostic(code, message, place: "\(file.name): byte \(offset)", help: help)
}
