import CWeftSystem
package import WeftDiagnostics

/// The files in a zip archive, of which nothing is read until it is asked for.
///
/// Strict, so that two readers cannot see two archives in one file: the directory ends the file, every local header
/// says what the directory says, names are plain and unique, and no two files share a byte. Files are stored or
/// deflated; encrypted ones and other methods are refused.
package struct ZipArchive: Sendable {
    /// The archive's bytes.
    package let file: FileContents
    /// The files, in the order of the directory.
    package let entries: [ZipEntry]
    private let indices: [String: Int]
    private let limits: ZipLimits

    /// Whether a file begins as a zip archive does.
    package static func isZip(_ file: FileContents) -> Bool {
        file.has([0x50, 0x4B, 3, 4]) || file.has([0x50, 0x4B, 5, 6])
    }

    /// Reads the directory of an archive and checks it against the local headers.
    ///
    /// - Throws: `zip-directory`, `zip-header`, `zip-name`, `zip-method`, `zip-size`, `zip-overlap`, `zip-limit`.
    package init(_ file: FileContents, limits: ZipLimits = ZipLimits()) throws(Diagnostic) {
        self.file = file
        self.limits = limits
        let directory = try ZipDirectory(file)
        guard directory.entryCount <= limits.entries else {
            throw zipProblem(
                "zip-limit", "an archive must not have more than \(limits.entries) files", file,
                at: directory.range.lowerBound)
        }
        var entries: [ZipEntry] = []
        var indices: [String: Int] = [:]
        entries.reserveCapacity(directory.entryCount)
        var cursor = try ByteCursor(file, in: directory.range)
        for index in 0..<directory.entryCount {
            let start = cursor.position
            let header = try ZipHeader(central: &cursor)
            let entry = try ZipArchive.entry(header, file, at: start, before: directory.range.lowerBound, limits)
            guard indices.updateValue(index, forKey: entry.name) == nil else {
                throw zipProblem("zip-name", "two files must not have one name: \(entry.name)", file, at: start)
            }
            entries.append(entry)
        }
        guard cursor.isAtEnd else {
            throw zipProblem(
                "zip-directory", "the directory must end with its last header", file, at: cursor.position)
        }
        self.entries = entries
        self.indices = indices
        try ZipArchive.checkOrder(entries, file)
    }

    /// The file of a name, or nil.
    package subscript(name: String) -> ZipEntry? { indices[name].map { entries[$0] } }

    private static func entry(
        _ header: ZipHeader, _ file: FileContents, at start: Int, before directory: Int, _ limits: ZipLimits
    ) throws(Diagnostic) -> ZipEntry {
        let name = try self.name(header.name, file, limits)
        guard header.flags & 0x2041 == 0 else {
            throw zipProblem("zip-method", "encrypted files are not read: \(name)", file, at: start)
        }
        guard let method = ZipEntry.Method(rawValue: header.method) else {
            throw zipProblem(
                "zip-method", "files must be stored or deflated, and \(name) has method \(header.method)", file,
                at: start)
        }
        guard header.offset <= directory else {
            throw zipProblem("zip-header", "the local header of \(name) must lie before the directory", file, at: start)
        }
        var cursor = try ByteCursor(file, in: header.offset..<directory)
        let local = try ZipHeader(local: &cursor)
        let sizesAgree =
            local.checksum == header.checksum && local.count == header.count
            && local.compressedCount == header.compressedCount
        let sizesFollow =
            local.hasDescriptor && local.checksum == 0 && (local.count == 0 || local.count == header.count)
            && (local.compressedCount == 0 || local.compressedCount == header.compressedCount)
        guard local.method == header.method, local.flags == header.flags, sizesAgree || sizesFollow,
            try file.equals(local.name, file, header.name)
        else {
            throw zipProblem(
                "zip-header", "the local header of \(name) must say what the directory says", file, at: header.offset)
        }
        let fits =
            method == .stored
            ? header.count == header.compressedCount
            // Deflate makes at most 1032 bytes of one.
            : header.count / 1032 <= header.compressedCount
        guard fits, header.compressedCount <= cursor.remaining else {
            throw zipProblem(
                "zip-size", "\(name) cannot have \(header.count) bytes from \(header.compressedCount)", file, at: start)
        }
        let range = try cursor.skip(header.compressedCount)
        return ZipEntry(
            name: name, method: method, checksum: header.checksum, count: header.count, range: range,
            headerOffset: header.offset)
    }

    private static func name(
        _ range: Range<Int>, _ file: FileContents, _ limits: ZipLimits
    ) throws(Diagnostic) -> String {
        guard range.count <= limits.nameBytes else {
            throw zipProblem(
                "zip-limit", "a name must not have more than \(limits.nameBytes) bytes", file, at: range.lowerBound)
        }
        let name = try file.withBytes(range) { bytes throws(Diagnostic) in
            try UTF8Text.string(bytes, offset: range.lowerBound)
        }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = !parts.dropLast().contains("") && !name.isEmpty && !parts.contains { $0 == "." || $0 == ".." }
        guard isPlain, !name.utf8.contains(where: { $0 < 0x20 || $0 == 0x5C || $0 == 0x7F }) else {
            throw zipProblem("zip-name", "a name must be a plain path: \(name)", file, at: range.lowerBound)
        }
        return name
    }

    /// Files may stand in any order but not on top of each other, and the first begins the archive.
    private static func checkOrder(_ entries: [ZipEntry], _ file: FileContents) throws(Diagnostic) {
        let sorted = entries.sorted { $0.headerOffset < $1.headerOffset }
        guard let first = sorted.first else { return }
        guard first.headerOffset == 0 else {
            throw zipProblem("zip-overlap", "nothing may stand before the first file of an archive", file, at: 0)
        }
        for (entry, next) in zip(sorted, sorted.dropFirst()) where next.headerOffset < entry.range.upperBound {
            throw zipProblem(
                "zip-overlap", "two files must not share bytes: \(entry.name) and \(next.name)", file,
                at: next.headerOffset)
        }
    }
}

extension ZipArchive {
    /// The bytes of a file: of a stored one where they lie, of a deflated one inflated, and then with their checksum
    /// compared.
    ///
    /// - Parameter verifying: whether the checksum of a stored file is compared too, which reads all of it.
    /// - Throws: `zip-checksum`, `zip-data` when it cannot be inflated to its size, and `zip-limit`.
    package func contents(of entry: ZipEntry, verifying: Bool = false) throws(Diagnostic) -> FileContents {
        let name = "\(file.name): \(entry.name)"
        let result: FileContents
        switch entry.method {
        case .stored: result = try file.part(entry.range, name: name)
        case .deflated: result = try inflate(entry, entry.count, name: name)
        }
        guard entry.method == .deflated || verifying else { return result }
        guard try result.zipChecksum(0..<result.count) == entry.checksum else {
            throw Diagnostic("zip-checksum", "the checksum does not match: the file is damaged", place: name)
        }
        return result
    }

    /// The first bytes of a file, fewer if it has no more; nothing behind them is inflated, and no checksum compared.
    ///
    /// - Throws: `zip-data` when it cannot be inflated, and `zip-limit`.
    package func beginning(of entry: ZipEntry, _ count: Int) throws(Diagnostic) -> FileContents {
        let name = "\(file.name): \(entry.name)"
        let count = min(max(count, 0), entry.count)
        switch entry.method {
        case .stored:
            return try file.part(entry.range.lowerBound..<entry.range.lowerBound + count, name: name)
        case .deflated: return try inflate(entry, count, name: name)
        }
    }

    private func inflate(_ entry: ZipEntry, _ count: Int, name: String) throws(Diagnostic) -> FileContents {
        guard count <= limits.inflatedBytes else {
            throw Diagnostic(
                "zip-limit", "a file must not have more than \(limits.inflatedBytes) bytes once inflated", place: name)
        }
        guard let (contents, memory) = unsafe FileContents.allocate(name: name, count: count) else {
            throw Diagnostic("zip-limit", "there is no memory for \(count) bytes", place: name)
        }
        try file.check(entry.range)
        let input = unsafe UnsafeRawBufferPointer(rebasing: file.unsafeBytes[entry.range])
        let result = unsafe weft_inflate(
            input.baseAddress, input.count, memory.baseAddress, memory.count, count == entry.count)
        withExtendedLifetime(file) {}
        switch result {
        case WEFT_INFLATE_OK: return contents
        case WEFT_INFLATE_NO_MEMORY: throw Diagnostic("zip-limit", "there is no memory to inflate", place: name)
        case WEFT_INFLATE_WRONG_SIZE:
            throw Diagnostic(
                "zip-data", "the file does not inflate to the \(entry.count) bytes that it has", place: name)
        default: throw Diagnostic("zip-data", "the file cannot be inflated: it is damaged", place: name)
        }
    }
}
