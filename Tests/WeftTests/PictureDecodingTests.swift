import Testing
import WeftDiagnostics
import WeftFiles

@Suite("Pictures are read as they stand in the file")
struct PictureDecodingTests {
    /// Small PNG files, made by hand with zlib; what is in them was read back with PIL.
    static let pngs: [(name: String, base64: String, expected: Picture)] = [
        (
            "grey",
            "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAAAAAC4HznGAAAAEElEQVR42mNgaPjPwMjEDAAIDQGG5UheNQAAAABJRU5ErkJggg==",
            Picture(width: 3, height: 2, channels: 1, samples: [0, 128, 255, 1, 2, 3], maximum: 255)
        ),
        (
            "16 bits",
            "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABEAAAAACB2fwVAAAADUlEQVR42mNgZPr/HwADDAICxF+/pwAAAABJRU5ErkJggg==",
            Picture(width: 2, height: 1, channels: 1, samples: [258, 65535], maximum: 65535)
        ),
        (
            "grey and alpha",
            "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAQAAABeK7cBAAAADUlEQVR42mPgYhD5DwABVAEe1Nx5KwAAAABJRU5ErkJggg==",
            Picture(width: 2, height: 1, channels: 1, samples: [10, 20], maximum: 255)
        ),
        (
            "one bit", "iVBORw0KGgoAAAANSUhEUgAAAAgAAAABAQAAAADLe9LuAAAACklEQVR42mNYCgAApwCmSDG/bwAAAABJRU5ErkJggg==",
            Picture(width: 8, height: 1, channels: 1, samples: [255, 0, 255, 0, 0, 255, 0, 255], maximum: 255)
        ),
        (
            "colour",
            "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR42mP4z8DAyMQMAAYLAQa9cCVqAAAAAElFTkSuQmCC",
            Picture(width: 2, height: 1, channels: 3, samples: [255, 0, 0, 1, 2, 3], maximum: 255)
        ),
        (
            "16-bit colour and alpha",
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABEAYAAABPhRjKAAAAEUlEQVR42mNgYGRg+v+fgR0ABxoCCdfO+VwAAAAASUVORK5CYII=",
            Picture(width: 1, height: 1, channels: 3, samples: [1, 2, 65535], maximum: 65535)
        ),
        (
            "palette with transparency",
            "iVBORw0KGgoAAAANSUhEUgAAAAQAAAABAgMAAACEUudeAAAADFBMVEUJCAcA/wAAAP////8Ir9E+AAAAAnRSTlMAgJsrThgAAAAKSURB"
                + "VHjaY5AGAAAdABwjfI+sAAAAAElFTkSuQmCC",
            Picture(
                width: 4, height: 1, channels: 3, samples: [9, 8, 7, 0, 255, 0, 0, 0, 255, 255, 255, 255], maximum: 255)
        ),
        (
            "interlaced",
            "iVBORw0KGgoAAAANSUhEUgAAAAMAAAADCAAAAAEERNr1AAAAF0lEQVR42mNgZGBmYOdkYGLgYGBhZQMAASoALqaoRvwAAAAASUVORK5C"
                + "YII=",
            Picture(width: 3, height: 3, channels: 1, samples: [1, 2, 3, 4, 5, 6, 7, 8, 9], maximum: 255)
        ),
        (
            "gamma is not applied",
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABEAAAAABq7kcWAAAABGdBTUEAAYagMeiWXwAAAAtJREFUeNpjKDUAAAEdAKZGKo2YAAAAAElF"
                + "TkSuQmCC",
            Picture(width: 1, height: 1, channels: 1, samples: [30000], maximum: 65535)
        ),
    ]

    @Test("PNG", arguments: pngs.indices)
    func png(index: Int) throws {
        let bytes = base64(Self.pngs[index].base64)
        #expect(try Picture.decode(bytes.span) == Self.pngs[index].expected, "\(Self.pngs[index].name)")
    }

    @Test("a PNG cut anywhere, or with any byte changed, is refused or read, and never traps")
    func damaged() throws {
        for (name, text, expected) in Self.pngs {
            let bytes = base64(text)
            for end in 0..<(bytes.count - 12) {
                let code = refusal(Array(bytes[..<end]))
                #expect(code == (end < 8 ? "unknown-picture" : "broken-picture"), "\(name) cut at \(end)")
            }
            for index in bytes.indices {
                var changed = bytes
                changed[index] ^= 0x41
                if let picture = try? Picture.decode(changed.span) {
                    // Only what is not pixels may change without being seen: ancillary chunks and the end.
                    #expect(picture.samples.count == expected.samples.count, "\(name) changed at \(index)")
                }
            }
        }
    }

    @Test("a PNG that claims more pixels than it can hold, or than are allowed, is refused before memory is taken")
    func absurd() {
        #expect(refusal(header(width: 0x7FFF_FFFF, height: 0x7FFF_FFFF)) == "picture-too-large")
        #expect(refusal(header(width: 9_000, height: 9_000)) == "broken-picture")
        #expect(refusal(base64(Self.pngs[0].base64), largest: 5) == "picture-too-large")
        #expect(refusal(base64(Self.pngs[0].base64), largest: 6) == nil)
    }

    @Test("PGM and PPM, with comments, as text and in bytes of either width")
    func netpbm() throws {
        let cases: [(String, Picture)] = [
            (
                "P2 # comment\n# another\n2 2\n15\n0 1\n2 15\n",
                Picture(width: 2, height: 2, channels: 1, samples: [0, 1, 2, 15], maximum: 15)
            ),
            (
                "P3\n1 2\n255\n1 2 3 4 5 6",
                Picture(width: 1, height: 2, channels: 3, samples: [1, 2, 3, 4, 5, 6], maximum: 255)
            ),
            ("P5 3 1 255\nABC", Picture(width: 3, height: 1, channels: 1, samples: [65, 66, 67], maximum: 255)),
            ("P5\n#x\n1 1 65535\nAB", Picture(width: 1, height: 1, channels: 1, samples: [0x4142], maximum: 65535)),
            (
                "P6\n1\n1\n255\nABCtrailing",
                Picture(width: 1, height: 1, channels: 3, samples: [65, 66, 67], maximum: 255)
            ),
        ]
        for (text, expected) in cases {
            let bytes = Array(text.utf8)
            #expect(try Picture.decode(bytes.span) == expected, "\(text)")
        }
    }

    @Test(
        "what is no picture, or a broken one, is said",
        arguments: [
            ("", "unknown-picture", "the file is empty"),
            ("hello", "unknown-picture", "this is no picture of a known format"),
            ("GIF89a....", "unknown-picture", "this is a GIF file"),
            ("RIFF1234WEBP", "unknown-picture", "this is a WebP file"),
            ("P4\n1 1\n0", "unknown-picture", "this is a bitmap, PAM or PFM file"),
            ("P5\n", "broken-picture", "it ends before the width"),
            ("P5 2 x", "broken-picture", "the height is not a number"),
            ("P5 2 2 255\nabc", "broken-picture", "needs 5 bytes here, and 4 are left"),
            ("P5 0 2 255\n", "broken-picture", "has nothing in it"),
            ("P5 2 2 70000\nabcd", "broken-picture", "the largest value must be from 1 to 65535"),
            ("P5 1 1 64\nA", "broken-picture", "a sample of 65 is above the largest value 64"),
            ("P2 1 1 9\n12", "broken-picture", "a sample of 12 is above the largest value 9"),
            ("P2 2 1 9\n1 x", "broken-picture", "sample 1 is not a number"),
            ("P6 99999 99999 255\n", "picture-too-large", "99999 by 99999 pixels"),
            ("P6 9999999999 9999999999 255\n", "picture-too-large", "more than"),
        ])
    func refused(text: String, code: String, part: String) {
        let bytes = Array(text.utf8)
        do {
            _ = try Picture.decode(bytes.span)
            Issue.record("\(text) was read")
        } catch {
            #expect(error.code == code)
            #expect(error.message.contains(part), "\(error.message)")
        }
    }

    private func refusal(_ bytes: [UInt8], largest: Int = Picture.largestPixelCount) -> String? {
        do {
            _ = try Picture.decode(bytes.span, largest: largest)
            return nil
        } catch {
            return error.code
        }
    }

    /// A PNG's header chunk for grey pixels of 8 bits, and nothing after it but the start of the data.
    private func header(width: UInt32, height: UInt32) -> [UInt8] {
        var chunk = Array("IHDR".utf8)
        for size in [width, height] {
            chunk += (0..<4).map { UInt8(truncatingIfNeeded: size >> (24 - 8 * UInt32($0))) }
        }
        chunk += [8, 0, 0, 0, 0]
        let data: [UInt8] = [0, 0, 0, 0] + Array("IDAT".utf8) + crc(Array("IDAT".utf8))
        return [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13] + chunk + crc(chunk) + data
    }

    private func crc(_ bytes: [UInt8]) -> [UInt8] {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? 0xEDB8_8320 ^ (crc >> 1) : crc >> 1 }
        }
        crc ^= 0xFFFF_FFFF
        return (0..<4).map { UInt8(truncatingIfNeeded: crc >> (24 - 8 * UInt32($0))) }
    }

    private func base64(_ text: String) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var bytes: [UInt8] = []
        var bits = 0
        var value = 0
        for character in text.utf8 where character != UInt8(ascii: "=") {
            value = (value << 6 | (alphabet.firstIndex(of: character) ?? 0)) & 0xFFFF
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: value >> bits))
            }
        }
        return bytes
    }
}
