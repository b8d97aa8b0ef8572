import CWeftSystem
package import WeftDiagnostics

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// The bytes of a file, mapped or read, or bytes made in memory; they never change and never move.
///
/// A mapped file that another process cuts short while it is in use ends this process with SIGBUS; nothing can be done
/// about that after the fact. Programs that replace files by renaming, as ``AtomicFileWriter`` does, never cut one;
/// for a file that might be cut, and on network file systems, read it instead of mapping it.
@safe package final class FileContents: @unchecked Sendable {
    /// How the bytes came into memory, and so how they leave it.
    enum Storage {
        case mapped
        case allocated
        case copied
        case empty
    }

    /// The name for diagnostics: the path as it was given, or `standard input`.
    package let name: String
    /// Which file it is, where it is one.
    package let identity: FileIdentity?
    /// How many bytes there are.
    package let count: Int
    private let base: UnsafeMutableRawPointer?
    private let storage: Storage

    /// Takes over memory that `storage` says how to release.
    init(name: String, identity: FileIdentity?, base: UnsafeMutableRawPointer?, count: Int, storage: Storage) {
        self.name = name
        self.identity = identity
        unsafe self.base = base
        self.count = count
        self.storage = storage
    }

    /// A copy of bytes in memory, aligned as a mapped file is.
    package convenience init(name: String, bytes: [UInt8]) {
        guard !bytes.isEmpty else {
            unsafe self.init(name: name, identity: nil, base: nil, count: 0, storage: .empty)
            return
        }
        let base = UnsafeMutableRawPointer.allocate(byteCount: bytes.count, alignment: FileContents.alignment)
        unsafe bytes.withUnsafeBytes { source in
            unsafe UnsafeMutableRawBufferPointer(start: base, count: bytes.count).copyMemory(from: source)
        }
        unsafe self.init(name: name, identity: nil, base: base, count: bytes.count, storage: .copied)
    }

    deinit {
        switch storage {
        case .mapped: unsafe _ = base.map { unsafe munmap($0, count) }
        case .allocated: unsafe free(base)
        case .copied: unsafe base?.deallocate()
        case .empty: break
        }
    }

    /// What the first byte of a file that is read is aligned to: the alignment of large tensors in the model file.
    static let alignment = 16_384

    /// Whether the bytes are a mapping of the file, so that untouched pages cost nothing.
    package var isMapped: Bool { storage == .mapped }

    /// All bytes in place. The pointer is valid as long as this object lives: whoever keeps one keeps the other.
    @unsafe package var unsafeBytes: UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(start: base, count: count)
    }

    /// Says that the pages of a range are not needed for now. The bytes stay readable: a mapped file's are read again
    /// from the file, others are kept.
    package func release(_ range: Range<Int>) {
        let page = FileContents.alignment
        guard storage == .mapped, range.upperBound <= count, range.lowerBound >= 0 else { return }
        let start = (range.lowerBound + page - 1) / page * page
        let end = range.upperBound == count ? count : range.upperBound / page * page
        guard start < end, let base = unsafe base else { return }
        unsafe _ = madvise(base + start, end - start, Int32(MADV_DONTNEED))
    }
}

extension FileContents {
    /// Calls a function with a range of the bytes, without a copy.
    ///
    /// - Throws: `unexpected-end` when the range is not inside the file, and what the function throws.
    package func withBytes<Result>(
        _ range: Range<Int>, _ body: (Span<UInt8>) throws(Diagnostic) -> Result
    ) throws(Diagnostic) -> Result {
        try check(range)
        let bytes = unsafe UnsafeRawBufferPointer(rebasing: unsafeBytes[range])
        let span = unsafe Span<UInt8>(_unsafeBytes: bytes)
        defer { withExtendedLifetime(self) {} }
        return try body(span)
    }

    /// Calls a function with all bytes, without a copy.
    package func withAllBytes<Result>(
        _ body: (Span<UInt8>) throws(Diagnostic) -> Result
    ) throws(Diagnostic) -> Result {
        try withBytes(0..<count, body)
    }

    /// A copy of a range of the bytes.
    ///
    /// - Throws: `unexpected-end` when the range is not inside the file.
    package func bytes(_ range: Range<Int>) throws(Diagnostic) -> [UInt8] {
        try check(range)
        defer { withExtendedLifetime(self) {} }
        return unsafe Array(unsafeBytes[range])
    }

    /// A little-endian number at any offset, aligned or not.
    ///
    /// - Throws: `unexpected-end` when it does not lie inside the file.
    package func loadUnaligned<Number: FixedWidthInteger & BitwiseCopyable>(
        at offset: Int, as type: Number.Type = Number.self
    ) throws(Diagnostic) -> Number {
        let size = MemoryLayout<Number>.size
        guard offset >= 0, offset <= count, count - offset >= size else {
            throw endsEarly(at: offset, needing: size)
        }
        defer { withExtendedLifetime(self) {} }
        return unsafe Number(littleEndian: unsafeBytes.loadUnaligned(fromByteOffset: offset, as: type))
    }

    /// Whether the bytes at an offset are these; false where the file ends before them.
    package func has(_ expected: [UInt8], at offset: Int = 0) -> Bool {
        guard offset >= 0, offset <= count, count - offset >= expected.count else { return false }
        defer { withExtendedLifetime(self) {} }
        return unsafe unsafeBytes[offset..<offset + expected.count].elementsEqual(expected)
    }

    /// The CRC-32C of a range.
    ///
    /// - Throws: `unexpected-end` when the range is not inside the file.
    package func checksum(_ range: Range<Int>) throws(Diagnostic) -> UInt32 {
        try check(range)
        defer { withExtendedLifetime(self) {} }
        var checksum = CRC32C()
        unsafe checksum.update(UnsafeRawBufferPointer(rebasing: unsafeBytes[range]))
        return checksum.value
    }

    /// The SHA-256 of a range.
    ///
    /// - Throws: `unexpected-end` when the range is not inside the file.
    package func sha256(_ range: Range<Int>) throws(Diagnostic) -> SHA256.Digest {
        try check(range)
        defer { withExtendedLifetime(self) {} }
        var hash = SHA256()
        unsafe hash.update(UnsafeRawBufferPointer(rebasing: unsafeBytes[range]))
        return hash.digest
    }

    /// Whether two ranges, of one file or of two, hold equal bytes.
    ///
    /// - Throws: `unexpected-end` when a range is not inside its file.
    package func equals(
        _ range: Range<Int>, _ other: FileContents, _ otherRange: Range<Int>
    ) throws(Diagnostic) -> Bool {
        try check(range)
        try other.check(otherRange)
        guard range.count == otherRange.count else { return false }
        defer { withExtendedLifetime((self, other)) {} }
        let left = unsafe UnsafeRawBufferPointer(rebasing: unsafeBytes[range])
        let right = unsafe UnsafeRawBufferPointer(rebasing: other.unsafeBytes[otherRange])
        guard let first = left.baseAddress, let second = right.baseAddress else { return true }
        return unsafe memcmp(first, second, range.count) == 0
    }

    /// Throws unless a range lies inside the file.
    package func check(_ range: Range<Int>) throws(Diagnostic) {
        guard range.lowerBound >= 0, range.upperBound <= count else {
            let (size, overflow) = range.upperBound.subtractingReportingOverflow(range.lowerBound)
            throw endsEarly(at: range.lowerBound, needing: overflow ? .max : size)
        }
    }

    func endsEarly(at offset: Int, needing size: Int) -> Diagnostic {
        let left = offset < 0 || offset > count ? 0 : count - offset
        return Diagnostic(
            "unexpected-end", "\(size) bytes are needed at byte \(offset), and the file has \(left) left there",
            place: "\(name): byte \(offset)", help: "the file may have been cut short; fetch it again")
    }
}
