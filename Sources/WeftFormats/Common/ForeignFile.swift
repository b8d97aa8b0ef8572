package import WeftDiagnostics
package import WeftFiles

/// Something that is known and cannot be read: what it is, and what would help.
package struct ForeignFile: Sendable {
    /// What it is, with its article.
    package let name: String
    package let help: String?

    package init(_ name: String, help: String? = nil) {
        self.name = name
        self.help = help
    }

    /// The diagnostic `foreign-file`.
    package func diagnostic(_ place: String) -> Diagnostic {
        Diagnostic("foreign-file", "this is \(name)", place: place, help: help)
    }

    /// What a file is, if it is one of the things that people mistake for a model.
    package static func recognize(_ file: FileContents) -> ForeignFile? {
        for signature in signatures where file.has(signature.bytes, at: signature.offset) { return signature.file }
        return text(file) ?? protobuf(file)
    }

    private struct Signature {
        let bytes: [UInt8]
        let offset: Int
        let file: ForeignFile

        init(_ bytes: [UInt8], at offset: Int = 0, _ name: String, help: String? = nil) {
            self.bytes = bytes
            self.offset = offset
            file = ForeignFile(name, help: help)
        }

        init(_ text: String, at offset: Int = 0, _ name: String, help: String? = nil) {
            self.init(Array(text.utf8), at: offset, name, help: help)
        }
    }

    private static let unpack = "unpack it first"
    private static let asSafetensors = "save the weights with safetensors and read those"
    private static let asData = "it is data for a model, not a model"

    /// First match wins, so longer ones stand before those that they begin with.
    private static let signatures: [Signature] = [
        Signature(
            "version https://git-lfs.github.com/spec/", "a Git LFS pointer, not the file that it stands for",
            help: "run `git lfs pull` in the repository, or download the file itself"),
        Signature([0x1F, 0x8B], "gzip-compressed data", help: unpack),
        Signature([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz-compressed data", help: unpack),
        Signature([0x28, 0xB5, 0x2F, 0xFD], "Zstandard-compressed data", help: unpack),
        Signature("BZh", "bzip2-compressed data", help: unpack),
        Signature([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive", help: unpack),
        Signature("ustar", at: 257, "a tar archive", help: unpack),
        Signature(
            [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46], "a PyTorch file of the old kind, a pickle",
            help: asSafetensors),
        Signature([0x80, 0x02], "a Python pickle", help: asSafetensors),
        Signature([0x80, 0x03], "a Python pickle", help: asSafetensors),
        Signature([0x80, 0x04, 0x95], "a Python pickle", help: asSafetensors),
        Signature([0x80, 0x05, 0x95], "a Python pickle", help: asSafetensors),
        Signature(
            [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A], "an HDF5 file, as Keras writes them",
            help: asSafetensors),
        Signature("TFL3", at: 4, "a TensorFlow Lite model"),
        Signature("GGUF", "a GGUF file"),
        Signature("ggml", "a GGML file"),
        Signature("tjgg", "a GGML file"),
        Signature("CFBF", "a compound file"),
        Signature([0x89, 0x50, 0x4E, 0x47], "a PNG picture", help: asData),
        Signature([0xFF, 0xD8, 0xFF], "a JPEG picture", help: asData),
        Signature("GIF8", "a GIF picture", help: asData),
        Signature("WEBP", at: 8, "a WebP picture", help: asData),
        Signature("P2\n", "a PGM picture", help: asData),
        Signature("P3\n", "a PPM picture", help: asData),
        Signature("P5\n", "a PGM picture", help: asData),
        Signature("P6\n", "a PPM picture", help: asData),
        Signature("WAVE", at: 8, "a WAV sound", help: asData),
        Signature("OggS", "an Ogg sound", help: asData),
        Signature("fLaC", "a FLAC sound", help: asData),
        Signature("%PDF", "a PDF document"),
        Signature([0x7F, 0x45, 0x4C, 0x46], "a program"),
        Signature([0xCF, 0xFA, 0xED, 0xFE], "a program"),
        Signature("#!", "a script"),
        Signature("SQLite format 3", "an SQLite database"),
        Signature("7767517\n", "an ncnn description of a network"),
    ]

    /// What the first word of a text says.
    private static func text(_ file: FileContents) -> ForeignFile? {
        guard let start = try? file.bytes(0..<min(file.count, 512)) else { return nil }
        let marks = start.starts(with: [0xEF, 0xBB, 0xBF]) ? start.dropFirst(3) : start[...]
        let trimmed = marks.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        let word = String(
            decoding: trimmed.prefix(16).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
        if word.hasPrefix("<!doctype") || word.hasPrefix("<html") {
            return ForeignFile(
                "an HTML page, as a server sends one instead of the file",
                help: "open the address in a browser: it may ask for a login, or be the page about the file")
        }
        switch trimmed.first {
        case UInt8(ascii: "<"): return ForeignFile("an XML text")
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            return word.hasPrefix("[net") || word.hasPrefix("[convolutional")
                ? ForeignFile("a Darknet description of a network") : ForeignFile("a JSON text")
        default: return nil
        }
    }

    /// The guess for protobuf messages, which have no mark: the first fields say whose message it may be.
    private static func protobuf(_ file: FileContents) -> ForeignFile? {
        let fields = ProtobufFields.first(of: file)
        guard let first = fields.first else { return nil }
        if first.number == 1, first.wire == 0, (1...64).contains(first.value) {
            if fields.contains(where: { $0.number == 2 && $0.wire == 2 }) { return ForeignFile("a Core ML model") }
        }
        let isGraph = fields.count > 1 && fields.allSatisfy { $0.number == 1 && $0.wire == 2 }
        return isGraph ? ForeignFile("a TensorFlow graph") : nil
    }
}
