package import WeftFiles

/// What a file is, told by its content and never by its name.
package enum FileFormat: Sendable, Equatable {
    /// A network described in text.
    case spec
    /// A model file of this project.
    case weftpb
    case safetensors
    /// A zip archive: arrays of NumPy, or one of several foreign things.
    case zip
    /// One array of NumPy.
    case npy
    case empty
    /// Something known that is not read, with its article: "a gzip archive". `help` says what would mend it.
    case foreign(String, help: String?)
    /// Bytes that nothing is known of.
    case unknown

    package init(_ file: FileContents) {
        let bytes = (try? file.bytes(0..<min(file.count, 4096))) ?? []
        self = FileFormat.recognise(bytes, count: file.count)
    }

    private static func recognise(_ bytes: [UInt8], count: Int) -> FileFormat {
        if bytes.isEmpty { return .empty }
        if bytes.has("WEFT\r\n\u{1A}\n", at: 1), bytes[0] == 0x09 { return .weftpb }
        if bytes.starts(with: [0x93] + Array("NUMPY".utf8)) { return .npy }
        if bytes.has("PK\u{3}\u{4}") || bytes.has("PK\u{5}\u{6}") { return .zip }
        for (magic, offset, what, help) in magics where bytes.has(magic, at: offset) {
            return .foreign(what, help: help)
        }
        if isSafetensors(bytes, count: count) { return .safetensors }
        if case .some(let picture) = PictureFormat(bytes.span) {
            if case .foreign(let name) = picture { return .foreign(name, help: nil) }
            return .foreign("a picture", help: "a picture is given to an input: --input NAME=FILE")
        }
        if let protobuf = foreignProtobuf(bytes) { return protobuf }
        return text(bytes, isWhole: count == bytes.count)
    }

    /// What begins with known bytes at a known offset.
    private static let magics: [(magic: [UInt8], offset: Int, what: String, help: String?)] = [
        (
            Array("version https://git-lfs.github.com/spec/".utf8), 0, "a Git LFS pointer, not the file itself",
            "fetch the file with: git lfs pull"
        ),
        ([0x1F, 0x8B], 0, "a gzip archive", "unpack it first with: gzip -d FILE"),
        ([0x28, 0xB5, 0x2F, 0xFD], 0, "a Zstandard archive", "unpack it first with: zstd -d FILE"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], 0, "an xz archive", "unpack it first with: xz -d FILE"),
        (Array("BZh".utf8), 0, "a bzip2 archive", "unpack it first with: bzip2 -d FILE"),
        (Array("ustar".utf8), 257, "a tar archive", "unpack it first with: tar -xf FILE"),
        ([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A], 0, "an HDF5 file (Keras)", nil),
        (Array("TFL3".utf8), 4, "a TensorFlow Lite model", nil),
        (Array("GGUF".utf8), 0, "a GGUF file (llama.cpp)", nil),
        (Array("%PDF-".utf8), 0, "a PDF document", nil),
        ([0x7F, 0x45, 0x4C, 0x46], 0, "a program (ELF)", nil),
        ([0x80, 0x02], 0, "a Python pickle (PyTorch before 1.6)", pickleHelp),
        ([0x80, 0x03], 0, "a Python pickle", pickleHelp),
        ([0x80, 0x04], 0, "a Python pickle", pickleHelp),
        ([0x80, 0x05], 0, "a Python pickle", pickleHelp),
    ]

    /// A pickle runs code when it is opened, so it is not.
    package static let pickleHelp =
        "save the weights with safetensors.torch.save_file(model.state_dict(), \"FILE.safetensors\")"

    /// A length of 8 bytes, and a JSON object of that length.
    private static func isSafetensors(_ bytes: [UInt8], count: Int) -> Bool {
        guard bytes.count >= 10, bytes[8] == 0x7B else { return false }
        let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[$1]) << (8 * UInt64($1)) }
        // Cut short it is still one, and its reader says so.
        return length <= 1 << 30 && bytes[6] == 0 && bytes[7] == 0
    }

    /// A message that begins as ONNX's ModelProto does: the version, then the producer's name.
    private static func foreignProtobuf(_ bytes: [UInt8]) -> FileFormat? {
        guard bytes.count > 4, bytes[0] == 0x08, (1...20).contains(bytes[1]), bytes[2] == 0x12 || bytes[2] == 0x3A
        else { return nil }
        return .foreign("an ONNX model", help: nil)
    }

    private static func text(_ bytes: [UInt8], isWhole: Bool) -> FileFormat {
        // The last bytes of a piece may be the first of a character.
        let valid = UTF8Text.validPrefix(bytes.span)
        guard !bytes.contains(0), valid == bytes.count || (!isWhole && bytes.count - valid < 4) else { return .unknown }
        let start = String(decoding: bytes.prefix(512), as: UTF8.self).drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        if start.isEmpty, isWhole { return .spec }
        let lowercased = start.prefix(16).lowercased()
        if ["<!doctype", "<html", "<?xml", "<head"].contains(where: lowercased.hasPrefix) {
            return .foreign("a web page or XML", help: "a download may have failed; fetch the file itself")
        }
        if start.first == "{" || start.first == "[" { return .foreign("a JSON document", help: nil) }
        return .spec
    }
}

extension FileFormat {
    /// The format's name, for people and for JSON.
    package var name: String {
        switch self {
        case .spec: "weft"
        case .weftpb: "weftpb"
        case .safetensors: "safetensors"
        case .zip: "npz"
        case .npy: "npy"
        case .empty: "empty"
        case .foreign(let what, _): what
        case .unknown: "unknown"
        }
    }
}

extension [UInt8] {
    fileprivate func has(_ expected: [UInt8], at offset: Int = 0) -> Bool {
        count >= offset + expected.count && self[offset..<offset + expected.count].elementsEqual(expected)
    }

    fileprivate func has(_ expected: String, at offset: Int = 0) -> Bool { has(Array(expected.utf8), at: offset) }
}
