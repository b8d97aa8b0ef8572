package import WeftDiagnostics
package import WeftFiles

/// A format that can be read, found by a file's content and never by its name.
package enum FileFormat: String, Sendable, CaseIterable {
    /// A model file, `.weftpb`.
    case model
    case safetensors
    case npz
    case npy
    case onnx
    /// The text of a spec, `.weft`.
    case spec

    /// The name for people.
    package var description: String {
        switch self {
        case .model: "a Weft model file"
        case .safetensors: "a safetensors file"
        case .npz: "an npz file"
        case .npy: "an npy file"
        case .onnx: "an ONNX file"
        case .spec: "a Weft text"
        }
    }

    /// The format of a file.
    ///
    /// - Throws: `empty-file`; `foreign-file` for something that is known and not read, which says what it is;
    ///   `unknown-format` for anything else.
    package static func detect(_ file: FileContents) throws(Diagnostic) -> FileFormat {
        guard file.count > 0 else {
            throw Diagnostic("empty-file", "the file is empty", place: file.name)
        }
        if file.has([0x09] + Array("WEFT".utf8)) { return .model }
        if file.has([0x93] + Array("NUMPY".utf8)) { return .npy }
        if isSafetensors(file) { return .safetensors }
        if ProtobufFields.areONNX(file) { return .onnx }
        if let foreign = ForeignFile.recognize(file) { throw foreign.diagnostic(file.name) }
        if ZipContent.isZip(file) { return try zipFormat(file) }
        if try isText(file) { return .spec }
        let start = try file.bytes(0..<min(file.count, 8))
        let digits = start.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
        throw Diagnostic(
            "unknown-format", "the content is of no format that can be read; it begins with \(digits)",
            place: file.name,
            help: "readable are \(allCases.map(\.description).joined(separator: ", "))")
    }

    /// Whether the length of a header that can be comes first, and then the header's brace.
    private static func isSafetensors(_ file: FileContents) -> Bool {
        guard file.has([UInt8(ascii: "{")], at: 8), let length = try? file.loadUnaligned(at: 0, as: UInt64.self)
        else { return false }
        // A text with a brace there would announce more than 10^18 bytes.
        return length < 1 << 40
    }

    private static func zipFormat(_ file: FileContents) throws(Diagnostic) -> FileFormat {
        if let foreign = try ZipContent.foreign(file) { throw foreign.diagnostic(file.name) }
        return .npz
    }

    /// Whether the file begins as text does: UTF-8 without control characters other than white space.
    private static func isText(_ file: FileContents) throws(Diagnostic) -> Bool {
        let size = min(file.count, 4096)
        return try file.withBytes(0..<size) { bytes in
            for index in 0..<bytes.count {
                let byte = bytes[index]
                let isSpace = byte == 0x09 || byte == 0x0A || byte == 0x0D
                if byte < 0x20 && !isSpace || byte == 0x7F { return false }
            }
            // The last character may be cut by the end of what was looked at.
            return UTF8Text.validPrefix(bytes) + (size < file.count ? 3 : 0) >= bytes.count
        }
    }
}
