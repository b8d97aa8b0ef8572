import CWeftTexts

/// The prelude's and the zoo's texts, which are part of the binary.
package enum EmbeddedTexts {
    /// The paths of all texts, such as `zoo/lenet5.weft`, in order.
    package static let names: [String] = (0..<weft_text_count()).map { name(at: $0) }

    /// The bytes of a text; nil when there is none of that name.
    package static func text(named name: String) -> [UInt8]? {
        guard let index = names.firstIndex(of: name), let text = unsafe weft_text_at(index) else { return nil }
        return unsafe Array(UnsafeBufferPointer(start: text.pointee.bytes, count: text.pointee.count))
    }

    private static func name(at index: Int) -> String {
        guard let text = unsafe weft_text_at(index) else { return "" }
        return unsafe String(cString: text.pointee.name)
    }
}
