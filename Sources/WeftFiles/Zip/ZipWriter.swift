import CWeftSystem
package import WeftDiagnostics

/// Writes a zip archive of stored files, each aligned to 64 bytes so that it can be used where it lies.
///
/// The same files give the same bytes: there is no time in them (it is that of 1 January 1980, the earliest that zip
/// has). Sizes and offsets beyond 32 bits are written as zip64 has them.
package struct ZipWriter: ~Copyable {
    private struct Written {
        let name: [UInt8]
        let checksum: UInt32
        let count: Int
        let offset: Int
    }

    private let output: AtomicFileWriter
    private var written: [Written] = []
    private var names: Set<String> = []
    /// From where on a number is written in 64 bits.
    private let threshold: Int

    /// What the first byte of each file is aligned to.
    package static let alignment = 64

    /// Starts an archive.
    ///
    /// - Parameter zip64Threshold: the number that 32 bits no longer hold; tests make it small.
    /// - Throws: what ``AtomicFileWriter`` throws.
    package init(
        _ path: String, notReplacing inputs: [FileContents] = [], zip64Threshold: Int = 0xFFFF_FFFF
    ) throws(Diagnostic) {
        output = try AtomicFileWriter(path, notReplacing: inputs)
        threshold = zip64Threshold
    }

    /// Adds a file: a header and a body, one behind the other.
    ///
    /// - Throws: `zip-name` for a name that is there already or too long, and `cannot-write`.
    package mutating func add(
        _ name: String, header: [UInt8] = [], _ body: Span<UInt8>
    ) throws(Diagnostic) {
        let bytes = Array(name.utf8)
        guard !bytes.isEmpty, bytes.count <= 0xFFFF, names.insert(name).inserted else {
            throw Diagnostic("zip-name", "a file in an archive must have a name of its own", place: name)
        }
        let checksum = unsafe body.withUnsafeBytes {
            unsafe weft_crc32(weft_crc32(0, header, header.count), $0.baseAddress, $0.count)
        }
        let entry = Written(
            name: bytes, checksum: checksum, count: header.count + body.count, offset: output.position)
        written.append(entry)
        try output.write(localHeader(entry))
        try output.write(header)
        try output.write(body)
    }

    /// Adds a file whose body is a range of another file.
    ///
    /// - Throws: as ``add(_:header:_:)-(_,_,Span<UInt8>)`` does, and `unexpected-end`.
    package mutating func add(
        _ name: String, header: [UInt8] = [], _ file: FileContents, _ range: Range<Int>
    ) throws(Diagnostic) {
        try file.check(range)
        let bytes = unsafe UnsafeRawBufferPointer(rebasing: file.unsafeBytes[range])
        try add(name, header: header, unsafe Span(_unsafeBytes: bytes))
        withExtendedLifetime(file) {}
    }

    /// Writes the directory and gives the archive its name.
    ///
    /// - Throws: `cannot-write`.
    package consuming func commit(after check: WrittenCheck? = nil) throws(Diagnostic) {
        let start = output.position
        for entry in written { try output.write(centralHeader(entry)) }
        try output.write(end(directory: start..<output.position))
        try output.commit(after: check)
    }

    private func localHeader(_ entry: Written) -> [UInt8] {
        let isLarge = entry.count >= threshold
        var extra: [UInt8] =
            isLarge ? little(1, 2) + little(16, 2) + little(entry.count, 8) + little(entry.count, 8) : []
        // The field that Android's tools use for the same: the alignment, then zeros.
        let start = entry.offset + 30 + entry.name.count + extra.count + 6
        let padding = (ZipWriter.alignment - start % ZipWriter.alignment) % ZipWriter.alignment
        extra += little(0xD935, 2) + little(2 + padding, 2) + little(ZipWriter.alignment, 2)
        extra += [UInt8](repeating: 0, count: padding)
        let size = isLarge ? 0xFFFF_FFFF : entry.count
        return [0x50, 0x4B, 3, 4] + common(entry, isLarge: isLarge) + little(size, 4) + little(size, 4)
            + little(entry.name.count, 2) + little(extra.count, 2) + entry.name + extra
    }

    private func centralHeader(_ entry: Written) -> [UInt8] {
        let isLarge = entry.count >= threshold
        let isFar = entry.offset >= threshold
        var extra: [UInt8] = []
        if isLarge || isFar {
            extra += little(1, 2) + little((isLarge ? 16 : 0) + (isFar ? 8 : 0), 2)
            if isLarge { extra += little(entry.count, 8) + little(entry.count, 8) }
            if isFar { extra += little(entry.offset, 8) }
        }
        let size = isLarge ? 0xFFFF_FFFF : entry.count
        let made = little(isLarge || isFar ? 45 : 20, 2)
        return [0x50, 0x4B, 1, 2] + made + common(entry, isLarge: isLarge || isFar) + little(size, 4) + little(size, 4)
            + little(entry.name.count, 2) + little(extra.count, 2) + little(0, 2) + little(0, 2) + little(0, 2)
            + little(0, 4) + little(isFar ? 0xFFFF_FFFF : entry.offset, 4) + entry.name + extra
    }

    /// The version needed, the flags, the method, the time and the checksum.
    private func common(_ entry: Written, isLarge: Bool) -> [UInt8] {
        let isASCII = entry.name.allSatisfy { $0 < 0x80 }
        return little(isLarge ? 45 : 20, 2) + little(isASCII ? 0 : 0x800, 2) + little(0, 2) + little(0, 2)
            + little(0x21, 2) + little(Int(entry.checksum), 4)
    }

    private func end(directory: Range<Int>) -> [UInt8] {
        var result: [UInt8] = []
        let isMany = written.count >= min(threshold, 0xFFFF)
        let isLarge = directory.count >= threshold
        let isFar = directory.lowerBound >= threshold
        if isMany || isLarge || isFar {
            result += [0x50, 0x4B, 6, 6] + little(44, 8) + little(45, 2) + little(45, 2) + little(0, 4) + little(0, 4)
            result += little(written.count, 8) + little(written.count, 8)
            result += little(directory.count, 8) + little(directory.lowerBound, 8)
            result += [0x50, 0x4B, 6, 7] + little(0, 4) + little(directory.upperBound, 8) + little(1, 4)
        }
        let count = little(isMany ? 0xFFFF : written.count, 2)
        result += [0x50, 0x4B, 5, 6] + little(0, 2) + little(0, 2) + count + count
        result += little(isLarge ? 0xFFFF_FFFF : directory.count, 4)
        result += little(isFar ? 0xFFFF_FFFF : directory.lowerBound, 4) + little(0, 2)
        return result
    }

    private func little(_ value: Int, _ size: Int) -> [UInt8] {
        (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
