import CWeftSystem

/// SHA-256 (FIPS 180-4): names a tensor's bytes in `inspect --tensors`.
package struct SHA256: Sendable {
    /// The 32 bytes of a finished hash.
    package struct Digest: Sendable, Hashable, CustomStringConvertible {
        /// The bytes, first first.
        package let bytes: [UInt8]

        /// The bytes as 64 lower-case hexadecimal digits.
        package var description: String {
            bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }

    private var state = weft_sha256()

    /// Starts with no bytes.
    package init() {
        unsafe weft_sha256_start(&state)
    }

    /// Takes in more bytes.
    package mutating func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBytes { unsafe update($0) }
    }

    /// Takes in more bytes.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        unsafe weft_sha256_update(&state, start, bytes.count)
    }

    /// The hash of all bytes so far.
    package var digest: Digest {
        var copy = state
        var bytes = [UInt8](repeating: 0, count: 32)
        unsafe weft_sha256_finish(&copy, &bytes)
        return Digest(bytes: bytes)
    }
}
