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
        case part(of: FileContents)
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

    /// Memory of a size, aligned as a mapped file is, to be filled before anyone else sees the contents; nil without
    /// memory.
    static func allocate(name: String, count: Int) -> (contents: FileContents, memory: UnsafeMutableRawBufferPointer)? {
        var memory: UnsafeMutableRawPointer?
        guard unsafe posix_memalign(&memory, alignment, max(count, 1)) == 0 else { return nil }
        let contents = unsafe FileContents(name: name, identity: nil, base: memory, count: count, storage: .allocated)
        return unsafe (contents, UnsafeMutableRawBufferPointer(start: memory, count: count))
    }

    deinit {
        switch storage {
        case .mapped: unsafe _ = base.map { unsafe munmap($0, count) }
        case .allocated: unsafe free(base)
        case .copied: unsafe base?.deallocate()
        case .part, .empty: break
        }
    }

    /// A part of the bytes as contents of their own, without a copy; it keeps the whole alive.
    ///
    /// - Throws: `unexpected-end` when the range is not inside the file.
    package func part(_ range: Range<Int>, name: String) throws(Diagnostic) -> FileContents {
        try check(range)
        let start = unsafe base.map { unsafe $0 + range.lowerBound }
        return unsafe FileContents(
            name: name, identity: identity, base: start, count: range.count, storage: .part(of: self))
    }

    /// What the first byte of a file that is read is aligned to: the alignment of large tensors in the model file.
    static let alignment = 16_384

    /// Whether the bytes are a mapping of the file, so that untouched pages cost nothing.
    package var isMapped: Bool {
        switch storage {
        case .mapped: true
        case .part(let whole): whole.isMapped
        case .allocated, .copied, .empty: false
        }
    }

    /// All bytes in place. The pointer is valid as long as this object lives: whoever keeps one keeps the other.
    @unsafe package var unsafeBytes: UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(start: base, count: count)
    }

    /// Says that the pages of a range are not needed for now. The bytes stay readable: a mapped file's are read again
    /// from the file, others, and those of a part, are kept.
    package func release(_ range: Range<Int>) {
        let page = FileContents.alignment
        guard case .mapped = storage, range.upperBound <= count, range.lowerBound >= 0 else { return }
        let start = (range.lowerBound + page - 1) / page * page
        let end = range.upperBound == count ? count : range.upperBound / page * page
        guard start < end, let base = unsafe base else { return }
        unsafe _ = madvise(base + start, end - start, Int32(MADV_DONTNEED))
    }
}
