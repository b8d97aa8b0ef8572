/// What differs between texts of one form.
struct PatternColumns {
    /// Values that stand in one place of the texts, one for each.
    struct Values: Hashable {
        enum Kind { case integer, real, truth, string }

        let kind: Kind
        let texts: [String]

        /// The values as whole numbers, if they are that.
        var integers: [Int]? {
            guard kind == .integer else { return nil }
            let numbers = texts.compactMap { Int($0.filter { $0 != "_" }) }
            return numbers.count == texts.count ? numbers : nil
        }

        /// One of the values as an argument.
        func literal(_ index: Int) -> String { kind == .string ? "\"\(texts[index])\"" : texts[index] }
    }

    /// A piece that differs: texts that stay, and values.
    private struct Column {
        enum Part {
            case fixed(String)
            case values(Values, role: String)
        }

        let piece: Int
        let kind: TextPattern.Kind
        let parts: [Part]
    }

    private let columns: [Column]

    /// - Parameter patterns: of one form
    init(_ patterns: [TextPattern]) {
        columns = (patterns.first?.pieces ?? []).enumerated().compactMap { index, piece in
            let texts = patterns.map { $0.pieces[index].text }
            guard texts.contains(where: { $0 != piece.text }) else { return nil }
            return Column(piece: index, kind: piece.kind, parts: PatternColumns.parts(piece, texts))
        }
    }

    /// The expressions in the places of pieces; nil where there is none for some values.
    ///
    /// - Parameter expression: the expression for values with a role
    func expressions(_ expression: (Values, String) -> String?) -> [Int: String]? {
        var result: [Int: String] = [:]
        for column in columns {
            var text = ""
            let isString = column.kind == .string || column.kind == .label
            for part in column.parts {
                switch part {
                case .fixed(let fixed): text += fixed
                case .values(let values, let role):
                    guard let written = expression(values, role) else { return nil }
                    text += isString ? "{\(written)}" : written
                }
            }
            result[column.piece] = column.kind == .label ? "\"\(text)\"" : text
        }
        return result
    }

    private static func parts(_ piece: TextPattern.Piece, _ texts: [String]) -> [Column.Part] {
        switch piece.kind {
        case .integer: return [.values(Values(kind: .integer, texts: texts), role: piece.role)]
        case .real: return [.values(Values(kind: .real, texts: texts), role: piece.role)]
        case .truth: return [.values(Values(kind: .truth, texts: texts), role: piece.role)]
        case .string, .label: return stringParts(texts)
        }
    }

    /// Strings cut at their numbers, where all are cut alike.
    private static func stringParts(_ texts: [String]) -> [Column.Part] {
        let cuts = texts.map { cut($0) }
        let first = cuts[0]
        guard cuts.allSatisfy({ $0.map(\.isNumber) == first.map(\.isNumber) }) else {
            return [.values(Values(kind: .string, texts: texts), role: "name")]
        }
        return first.enumerated().map { place, part in
            let values = cuts.map { $0[place].text }
            if values.allSatisfy({ $0 == part.text }) { return .fixed(part.text) }
            return part.isNumber
                ? .values(Values(kind: .integer, texts: values), role: "index")
                : .values(Values(kind: .string, texts: values), role: "name")
        }
    }

    /// A text cut at its numbers; in one piece when one of them is not written the one way, as in `a007`, or is a part
    /// of an escape.
    private static func cut(_ text: String) -> [(text: String, isNumber: Bool)] {
        var result: [(text: String, isNumber: Bool)] = []
        for character in text {
            let isDigit = character.isASCII && character.isNumber
            if let last = result.last, last.isNumber == isDigit {
                result[result.count - 1].text.append(character)
            } else {
                result.append((String(character), isDigit))
            }
        }
        let isPlain =
            !text.contains("\\") && text.utf8.count <= 256
            && result.allSatisfy { !$0.isNumber || Int($0.text).map(String.init) == $0.text }
        return isPlain ? result : [(text, false)]
    }
}
