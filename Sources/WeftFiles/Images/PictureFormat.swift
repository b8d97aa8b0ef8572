/// What the first bytes of a picture file say.
package enum PictureFormat: Equatable, Sendable {
    case png
    /// PGM or PPM.
    case netpbm
    /// A picture of a format that is not read, with its name and article.
    case foreign(String)

    /// The format of a file, or nil when it looks like no picture.
    package init?(_ bytes: Span<UInt8>) {
        func has(_ expected: [UInt8], at offset: Int = 0) -> Bool {
            guard bytes.count >= offset + expected.count else { return false }
            return expected.indices.allSatisfy { bytes[offset + $0] == expected[$0] }
        }
        if has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if ["P2", "P3", "P5", "P6"].contains(where: { has(Array($0.utf8)) }), bytes.isBlank(at: 2) {
            self = .netpbm
        } else if ["P1", "P4", "P7", "Pf", "PF"].contains(where: { has(Array($0.utf8)) }), bytes.isBlank(at: 2) {
            self = .foreign("a bitmap, PAM or PFM file")
        } else if has([0xFF, 0xD8, 0xFF]) {
            self = .foreign("a JPEG file")
        } else if has(Array("GIF8".utf8)) {
            self = .foreign("a GIF file")
        } else if has(Array("RIFF".utf8)), has(Array("WEBP".utf8), at: 8) {
            self = .foreign("a WebP file")
        } else if has([0x49, 0x49, 0x2A, 0]) || has([0x4D, 0x4D, 0, 0x2A]) {
            self = .foreign("a TIFF file")
        } else if has(Array("BM".utf8)), has([0, 0, 0, 0], at: 6) {
            self = .foreign("a BMP file")
        } else {
            return nil
        }
    }
}

extension Span where Element == UInt8 {
    /// Whether a byte is there and is white space, as Netpbm understands it.
    func isBlank(at index: Int) -> Bool {
        guard index >= 0, index < count else { return false }
        return self[index] == 0x20 || (0x09...0x0D).contains(self[index])
    }
}
