import CWeftSystem
import Testing
import WeftFiles
import WeftTestSupport

@Suite struct ChecksumTests {
    /// The vectors of RFC 3720, appendix B.4, and the check value of the polynomial's catalogue entry.
    @Test func crc32cHasThePublishedValues() {
        #expect(CRC32C.checksum("123456789".bytes) == 0xE306_9283)
        #expect(CRC32C.checksum([]) == 0)
        #expect(CRC32C.checksum([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
        #expect(CRC32C.checksum([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
        #expect(CRC32C.checksum(Array(0..<32)) == 0x46DD_794E)
        #expect(CRC32C.checksum(Array((0..<32).reversed())) == 0x113F_DB5C)
    }

    @Test func crc32cOfPiecesIsThatOfTheWholeByInstructionAndByTables() {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<50_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
        // Lanes side by side are taken from 12,288 bytes on.
        for count in Array(0..<700) + [12_287, 12_288, 12_289, 12_300, 24_600, 49_999] {
            let start = count % 17
            let slice = Array(bytes[min(start, count)..<count])
            let fast = CRC32C.checksum(slice)
            #expect(unsafe weft_crc32c_tables(0, slice, slice.count) == fast)
            var pieces = CRC32C()
            pieces.update(slice.span.extracting(first: slice.count / 3))
            pieces.update(slice.span.extracting(droppingFirst: slice.count / 3))
            #expect(pieces.value == fast)
        }
    }

    #if arch(x86_64) || arch(arm64)
    @Test func crc32cUsesTheInstruction() {
        #expect(weft_crc32c_is_hardware())
    }
    #endif

    /// The examples of FIPS 180-4 and of NIST's test vectors.
    @Test func sha256HasThePublishedValues() {
        #expect(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
        #expect(
            sha256(String(repeating: "a", count: 1_000_000))
                == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test func sha256OfPiecesIsThatOfTheWhole() {
        let bytes = (0..<200).map { UInt8($0) }
        for count in 0...bytes.count {
            var whole = SHA256()
            whole.update(bytes.span.extracting(first: count))
            var pieces = SHA256()
            pieces.update(bytes.span.extracting(first: count / 3))
            pieces.update(bytes.span.extracting(count / 3..<count))
            #expect(whole.digest == pieces.digest)
        }
    }

    private func sha256(_ text: String) -> String {
        var hash = SHA256()
        hash.update(text.bytes.span)
        return hash.digest.description
    }
}
