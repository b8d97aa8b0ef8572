import WeftDiagnostics
import WeftFiles

/// The first 37 bytes of a model file, which stand at fixed places, and the length of the head behind them.
struct Preamble {
    /// `"WEFT" 0D 0A 1A 0A`, little-endian.
    static let magic: UInt64 = 0x0A1A_0A0D_5446_4557
    /// The version that is written, and the newest that is read.
    static let version: UInt32 = 1
    /// Where the field of the head begins.
    static let size = 37

    let fileBytes: Int
    let headBytes: Int
    let headChecksum: UInt32

    /// Where the head begins: behind its tag and its length.
    var headStart: Int { Preamble.size + 1 + Varint.width(headBytes) }
    var head: Range<Int> { headStart..<headStart + headBytes }

    init(fileBytes: Int, headBytes: Int, headChecksum: UInt32) {
        self.fileBytes = fileBytes
        self.headBytes = headBytes
        self.headChecksum = headChecksum
    }

    /// The bytes, up to the head.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        func add(_ tag: UInt8, _ value: UInt64, _ size: Int) {
            bytes.append(tag)
            for index in 0..<size { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * UInt64(index)))) }
        }
        add(0x09, Preamble.magic, 8)
        add(0x15, UInt64(Preamble.version), 4)
        add(0x19, UInt64(fileBytes), 8)
        add(0x21, UInt64(headBytes), 8)
        add(0x2D, UInt64(headChecksum), 4)
        return bytes + [0x32] + Varint.bytes(headBytes)
    }

    /// Reads the preamble and checks it against the file and the head against its checksum.
    ///
    /// - Throws: `model-magic`, `model-version`, `model-preamble`, `model-truncated`, `model-trailing` and
    ///   `model-checksum`, with the offset.
    init(_ file: FileContents) throws(Diagnostic) {
        try Preamble.checkMagic(file)
        try Preamble.checkVersion(file)
        for (offset, tag) in [(14, 0x19), (23, 0x21), (32, 0x2D)] as [(Int, UInt8)] {
            guard file.count <= offset || file.has([tag], at: offset) else {
                throw Preamble.problem("preamble", "byte \(offset) must be \(tag), the tag of a field", file, offset)
            }
        }
        let fileBytes = try file.loadUnaligned(at: 15, as: UInt64.self)
        guard fileBytes <= UInt64(file.count) else {
            throw Preamble.problem(
                "truncated", "the file needs \(fileBytes) bytes and has \(file.count)", file, file.count,
                help: "it was cut short: fetch it again")
        }
        guard fileBytes == UInt64(file.count) else {
            throw Preamble.problem(
                "trailing", "the file ends at byte \(fileBytes) and has \(UInt64(file.count) - fileBytes) bytes more",
                file, Int(fileBytes), help: "something was appended to it: fetch it again")
        }
        self.fileBytes = file.count
        let headBytes = try file.loadUnaligned(at: 24, as: UInt64.self)
        headChecksum = try file.loadUnaligned(at: 33, as: UInt32.self)
        guard headBytes <= UInt64(file.count) else {
            throw Preamble.problem(
                "preamble", "a head of \(headBytes) bytes does not fit a file of \(file.count)", file, 24)
        }
        self.headBytes = Int(headBytes)
        guard file.has([0x32] + Varint.bytes(self.headBytes), at: Preamble.size) else {
            throw Preamble.problem(
                "preamble", "the head must follow here, with the \(headBytes) bytes that byte 24 says", file,
                Preamble.size, help: "a program that does not keep to the layout may have rewritten the file")
        }
        guard head.upperBound <= file.count else {
            throw Preamble.problem(
                "preamble", "a head of \(headBytes) bytes does not fit a file of \(file.count)", file, 24)
        }
        guard try file.checksum(head) == headChecksum else {
            throw Preamble.problem(
                "checksum", "the checksum of the head does not match: the file is damaged", file, headStart,
                help: "fetch it again")
        }
    }

    private static func checkMagic(_ file: FileContents) throws(Diagnostic) {
        guard file.has([0x09] + Array("WEFT".utf8)) else {
            throw problem("magic", "a model file must begin with 09 and WEFT", file, 0)
        }
        guard file.count >= 9 else {
            throw problem("truncated", "the file needs \(size) bytes at least and has \(file.count)", file, file.count)
        }
        guard try file.loadUnaligned(at: 1, as: UInt64.self) == magic else {
            throw problem(
                "magic", "the line ends behind WEFT must be 0D 0A 1A 0A", file, 5,
                help: "the file was copied as if it were text: fetch it again, as binary data")
        }
    }

    private static func checkVersion(_ file: FileContents) throws(Diagnostic) {
        guard file.count >= size + 2 else {
            throw problem(
                "truncated", "the file needs \(size + 2) bytes at least and has \(file.count)", file, file.count,
                help: "it was cut short: fetch it again")
        }
        guard file.has([0x15], at: 9) else {
            throw problem("preamble", "byte 9 must be 21, the tag of a field", file, 9)
        }
        let version = try file.loadUnaligned(at: 10, as: UInt32.self)
        guard version == Preamble.version else {
            throw problem(
                "version", "the file has version \(version), and this program reads version \(Preamble.version)", file,
                10, help: version > Preamble.version ? "a newer version of Weft wrote it: update this one" : nil)
        }
    }

    private static func problem(
        _ code: String, _ message: String, _ file: FileContents, _ offset: Int, help: String? = nil
    ) -> Diagnostic {
        Diagnostic("model-\(code)", message, place: "\(file.name): byte \(offset)", help: help)
    }
}
