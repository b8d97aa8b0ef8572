/// A file in a zip archive, as the central directory has it, after its local header was found to say the same.
package struct ZipEntry: Sendable {
    /// How the bytes are held.
    package enum Method: UInt16, Sendable {
        /// As they are.
        case stored = 0
        /// By deflate.
        case deflated = 8
    }

    /// The name: a plain path with slashes, valid UTF-8.
    package let name: String
    /// How the bytes are held.
    package let method: Method
    /// The CRC-32 of the bytes.
    package let checksum: UInt32
    /// How many bytes there are, once inflated.
    package let count: Int
    /// Where in the archive they are held.
    package let range: Range<Int>

    /// Where its local header begins.
    let headerOffset: Int
}

/// How much of a zip archive is read before the reader gives up.
package struct ZipLimits: Sendable {
    /// The most files in an archive.
    package var entries: Int
    /// The most bytes of a name.
    package var nameBytes: Int
    /// The most bytes that one file may have once inflated.
    package var inflatedBytes: Int

    /// Makes limits; the defaults suit weight files.
    package init(entries: Int = 100_000, nameBytes: Int = 4096, inflatedBytes: Int = 16 << 30) {
        self.entries = entries
        self.nameBytes = nameBytes
        self.inflatedBytes = inflatedBytes
    }
}
