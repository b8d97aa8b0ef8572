import CWeftSystem
package import WeftDiagnostics

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

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

    /// The CRC-32 of a range, as zip files have it.
    ///
    /// - Throws: `unexpected-end` when the range is not inside the file.
    package func zipChecksum(_ range: Range<Int>) throws(Diagnostic) -> UInt32 {
        try check(range)
        defer { withExtendedLifetime(self) {} }
        let bytes = unsafe UnsafeRawBufferPointer(rebasing: unsafeBytes[range])
        return unsafe weft_crc32(0, bytes.baseAddress, bytes.count)
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
