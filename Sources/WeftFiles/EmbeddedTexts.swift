import CWeftTexts

/// The prelude's and the zoo's texts, which are part of the program.
package enum EmbeddedTexts {
    /// The names of all texts, such as `prelude/conv.weft`, in the order of their bytes.
    package static var names: [String] {
        (0..<weft_text_count()).compactMap { index in
            unsafe weft_text_at(index).name.map { unsafe String(cString: $0) }
        }
    }

    /// The UTF-8 bytes of a text, or nil when there is none of this name. It looks where it must be, so the number of
    /// texts does not matter.
    package static func text(named name: String) -> [UInt8]? {
        var low = 0
        var high = weft_text_count()
        while low < high {
            let middle = (low + high) / 2
            let text = unsafe weft_text_at(middle)
            guard let found = unsafe text.name.map({ unsafe String(cString: $0) }) else { return nil }
            if found.utf8.elementsEqual(name.utf8) {
                return unsafe Array(UnsafeBufferPointer(start: text.bytes, count: text.count))
            }
            if found.utf8.lexicographicallyPrecedes(name.utf8) { low = middle + 1 } else { high = middle }
        }
        return nil
    }
}
