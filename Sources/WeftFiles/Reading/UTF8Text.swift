import CWeftSystem
package import WeftDiagnostics

/// Text from bytes that may be anything.
package enum UTF8Text {
    /// The text, if the bytes are valid UTF-8.
    ///
    /// - Parameter offset: the offset of the first byte in its file, for the error.
    /// - Throws: `invalid-utf8` at the first byte that is not.
    package static func string(_ bytes: Span<UInt8>, offset: Int = 0) throws(Diagnostic) -> String {
        let valid = validPrefix(bytes)
        guard valid == bytes.count else {
            throw Diagnostic("invalid-utf8", "text must be valid UTF-8", place: "byte \(offset + valid)")
        }
        return unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// How many bytes from the start are valid UTF-8.
    package static func validPrefix(_ bytes: Span<UInt8>) -> Int {
        unsafe bytes.withUnsafeBufferPointer { unsafe weft_utf8_valid_prefix($0.baseAddress, $0.count) }
    }
}
