/// A model as people name it: `PATH`, `zoo:NAME` or `-`, with `#MODEL` for one of several in a file.
package struct ModelReference: Sendable, Equatable {
    /// Where the text or the file is.
    package enum Place: Sendable, Equatable {
        case path(String)
        case zoo(String)
        case standardInput
    }

    package let place: Place
    /// The model of the file that is meant; nil is its first.
    package let model: String?

    /// Takes a name apart. The last `#` counts if what follows is a name, so that a path may hold others.
    package init(_ text: String) {
        var base = text[...]
        var model: String?
        if let mark = text.lastIndex(of: "#") {
            let name = text[text.index(after: mark)...]
            if !name.isEmpty, !name.contains("/"), name.first?.isLetter == true || name.first == "_",
                name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }), mark != text.startIndex
            {
                (base, model) = (text[..<mark], String(name))
            }
        }
        self.model = model
        if base == "-" {
            place = .standardInput
        } else if base.hasPrefix("zoo:") {
            place = .zoo(String(base.dropFirst(4)))
        } else {
            place = .path(String(base))
        }
    }

    /// The name without the model's.
    package var base: String {
        switch place {
        case .path(let path): path
        case .zoo(let name): "zoo:\(name)"
        case .standardInput: "-"
        }
    }
}
