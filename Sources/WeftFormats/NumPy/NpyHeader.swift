import WeftDiagnostics
import WeftFiles

/// The header of an npy file: a Python dictionary of three entries, and before it the version and its length.
///
/// Source: numpy/lib/format.py, versions 1.0 to 3.0 of the format.
struct NpyHeader {
    let type: NpyType
    let shape: [Int]
    /// Whether the first index runs fastest.
    let isFortran: Bool
    /// Where the elements begin.
    let dataStart: Int

    static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
    /// The most bytes of a header; NumPy itself stops at 10,000 unless told otherwise.
    static let largestHeader = 65_535

    /// Reads the header at the start of a file.
    ///
    /// - Throws: `npy-header` with the byte offset, and `npy-type`.
    init(_ file: FileContents) throws(Diagnostic) {
        guard file.has(NpyHeader.magic) else {
            throw NpyHeader.problem(file, 0, "an npy file must begin with \\x93NUMPY")
        }
        let major = try file.loadUnaligned(at: 6, as: UInt8.self)
        let minor = try file.loadUnaligned(at: 7, as: UInt8.self)
        guard (1...3).contains(major), minor == 0 else {
            throw NpyHeader.problem(file, 6, "version \(major).\(minor) of npy is not known; 1.0, 2.0 and 3.0 are")
        }
        let start = major == 1 ? 10 : 12
        let length =
            major == 1
            ? Int(try file.loadUnaligned(at: 8, as: UInt16.self)) : Int(try file.loadUnaligned(at: 8, as: UInt32.self))
        guard length <= NpyHeader.largestHeader else {
            throw NpyHeader.problem(
                file, 8, "the header must not have more than \(NpyHeader.largestHeader) bytes, and has \(length)")
        }
        dataStart = start + length
        var parser = PythonLiteral(try file.bytes(start..<dataStart), offset: start, name: file.name)
        let entries = try parser.dictionary()
        do {
            type = try NpyType(entries.descr)
        } catch {
            throw error.placed(in: file.name)
        }
        isFortran = entries.isFortran
        shape = entries.shape
    }

    static func problem(_ file: FileContents, _ offset: Int, _ message: String) -> Diagnostic {
        Diagnostic("npy-header", message, place: "\(file.name): byte \(offset)")
    }

    /// The bytes before the elements, as `numpy.save` writes them: the header ends at a multiple of 64, with room for
    /// the first size to grow to 21 digits.
    ///
    /// - Throws: `npy-type`, and `npy-header` for a shape that takes more than the format holds.
    static func bytes(_ type: String, _ shape: [Int]) throws(Diagnostic) -> [UInt8] {
        let sizes = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
        var text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(sizes)), }"
        if let first = shape.first { text += String(repeating: " ", count: 21 - String(first).count) }
        let unpadded = magic.count + 4 + text.utf8.count + 1
        text += String(repeating: " ", count: (64 - unpadded % 64) % 64) + "\n"
        guard let length = UInt16(exactly: text.utf8.count) else {
            throw Diagnostic("npy-header", "a shape of \(shape.count) axes does not fit an npy header")
        }
        return magic + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)] + Array(text.utf8)
    }
}
