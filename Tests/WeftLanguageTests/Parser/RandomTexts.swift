import WeftDiagnostics
import WeftLanguage
import WeftTestSupport

/// Texts made from the examples by chance.
enum RandomTexts {
    /// A text with some tokens deleted, doubled or swapped.
    static func mutated(_ lexed: LexedFile, using generator: inout Numbers) -> String {
        var parts = parts(of: lexed)
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
            guard let index = parts.indices.randomElement(using: &generator) else { break }
            let other = parts.indices.randomElement(using: &generator) ?? index
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: parts.remove(at: index)
            case 1: parts.insert(parts[index], at: index)
            case 2: parts.swapAt(index, other)
            default: parts.insert(parts[other], at: index)
            }
        }
        return parts.joined()
    }

    /// A text of the same structure with other spaces, ends of lines and comments, and with some longer names.
    static func respaced(_ lexed: LexedFile, using generator: inout Numbers) -> String {
        var result = ""
        var brackets = 0
        var strings = 0
        var previous: Token?
        for token in lexed.tokens {
            let between = lexed.file.text((previous?.end ?? 0)..<token.start)
            let wouldEnd = brackets == 0 && (previous?.kind.endsStatement ?? true) && token.kind.beginsStatement
            if strings > 0 || between.contains("//") || wouldEnd {
                result += between
            } else {
                result += space(between, using: &generator)
            }
            switch token.kind {
            case .stringStart: strings += 1
            case .stringEnd: strings -= 1
            case .leftParenthesis, .leftBracket: brackets += 1
            case .rightParenthesis, .rightBracket: brackets -= 1
            default: break
            }
            let text = lexed.text(of: token)
            result += text
            if token.kind == .name, !words.contains(text), Int.random(in: 0..<12, using: &generator) == 0 {
                result += String(repeating: "x", count: Int.random(in: 1...40, using: &generator))
            }
            previous = token
        }
        return result
    }

    private static let words: Set<String> = [
        "model", "block", "cell", "param", "buffer", "state", "shared", "stop", "when", "prepare", "labels", "about",
        "next", "_",
    ]

    private static func space(_ between: String, using generator: inout Numbers) -> String {
        switch Int.random(in: 0..<50, using: &generator) {
        case 0: "\n"
        case 1: " // short\n"
        case 2: "\n\n    // own line \n"
        case 3: "\n\n\n"
        case 4...15: between + " "
        case 16...30 where between.contains("\n"): " "
        default: between
        }
    }

    /// The tokens with what stands before each.
    static func parts(of lexed: LexedFile) -> [String] {
        var end = 0
        return lexed.tokens.map { token in
            defer { end = token.end }
            return lexed.file.text(end..<token.end)
        }
    }
}
