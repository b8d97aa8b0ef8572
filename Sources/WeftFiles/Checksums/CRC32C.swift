import CWeftSystem

/// The checksum of the model file: CRC-32C (Castagnoli, check value `E3069283`), by instruction where the machine has
/// one, by sixteen tables elsewhere.
package struct CRC32C: Sendable {
    /// The checksum of all bytes so far.
    package private(set) var value: UInt32 = 0

    /// Starts with no bytes.
    package init() {}

    /// The checksum of some bytes.
    package static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var checksum = CRC32C()
        checksum.update(bytes.span)
        return checksum.value
    }

    /// Takes in more bytes.
    package mutating func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBytes { unsafe update($0) }
    }

    /// Takes in more bytes.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        value = unsafe weft_crc32c(value, bytes.baseAddress, bytes.count)
    }
}
