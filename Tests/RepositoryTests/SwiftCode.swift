/// Swift text line by line with comments and patterns taken out and strings emptied, so that words can be looked for.
struct SwiftCode {
    /// The lines, as many as the text has.
    let lines: [String]

    private enum Place: Equatable {
        case code
        case lineComment
        case blockComment(depth: Int)
        /// A regular expression between `#/` and `/#`.
        case pattern
        /// `quotes` is 1 or 3; `pounds` is how many `#` open it.
        case string(quotes: Int, pounds: Int)
    }

    init(_ text: String) {
        let characters = Array(text)
        var result = ""
        var place = Place.code
        var index = 0
        func has(_ word: String, at index: Int) -> Bool {
            let end = index + word.count
            return end <= characters.count && String(characters[index..<end]) == word
        }
        while index < characters.count {
            let character = characters[index]
            switch place {
            case .code:
                if has("//", at: index) {
                    place = .lineComment
                } else if has("/*", at: index) {
                    place = .blockComment(depth: 1)
                    index += 1
                } else if has("#/", at: index) {
                    place = .pattern
                    index += 1
                } else if character == "\"" {
                    let quotes = has("\"\"\"", at: index) ? 3 : 1
                    let pounds = result.reversed().prefix { $0 == "#" }.count
                    place = .string(quotes: quotes, pounds: pounds)
                    result += "\""
                    index += quotes - 1
                } else {
                    result.append(character)
                }
            case .lineComment:
                if character.isNewline {
                    place = .code
                    result.append("\n")
                }
            case .blockComment(let depth):
                if character.isNewline { result.append("\n") }
                if has("*/", at: index) {
                    place = depth == 1 ? .code : .blockComment(depth: depth - 1)
                    index += 1
                } else if has("/*", at: index) {
                    place = .blockComment(depth: depth + 1)
                    index += 1
                }
            case .pattern:
                if character.isNewline { result.append("\n") }
                if has("/#", at: index) {
                    place = .code
                    index += 1
                }
            case .string(let quotes, let pounds):
                let marks = String(repeating: "#", count: pounds)
                let end = String(repeating: "\"", count: quotes) + marks
                if character.isNewline { result.append("\n") }
                if has(end, at: index) {
                    place = .code
                    result += "\""
                    index += end.count - 1
                } else if has("\\" + marks + "(", at: index) {
                    index = SwiftCode.endOfInterpolation(characters, index + pounds + 1)
                } else if has("\\" + marks, at: index) {
                    index += pounds + 1
                }
            }
            index += 1
        }
        lines = result.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The index of the parenthesis that closes the one at an index.
    private static func endOfInterpolation(_ characters: [Character], _ start: Int) -> Int {
        var depth = 0
        for index in start..<characters.count {
            if characters[index] == "(" { depth += 1 }
            if characters[index] == ")" { depth -= 1 }
            if depth == 0 { return index }
        }
        return characters.count - 1
    }
}
