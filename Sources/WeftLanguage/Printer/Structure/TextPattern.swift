import WeftDiagnostics

/// A text cut into what stays and what may differ between texts of one form: numbers, strings, truths, and the names
/// in labels.
struct TextPattern {
    enum Kind: Hashable {
        case integer, real, truth
        /// What stands between quotes.
        case string
        /// A name in a label, which a string may stand for.
        case label
    }

    struct Piece {
        let kind: Kind
        let text: String
        /// What it is for: the name of its argument, or what stands around it.
        let role: String
    }

    /// The pieces, and the texts between them: one more than there are pieces.
    private(set) var pieces: [Piece] = []
    private(set) var fixed: [String] = [""]
    /// The same for texts of one form.
    private(set) var form = ""

    private let lexed: LexedFile
    private var roles = TokenRoles()

    init(_ text: String) {
        lexed = Lexer.lex(SourceFile(name: "pattern", text: text))
        var index = 0
        var end = 0
        let tokens = lexed.tokens
        while index < tokens.count {
            let token = tokens[index]
            fixed[fixed.count - 1] += lexed.file.text(end..<token.start)
            if let label = labelEnd(index) {
                addLabel(tokens[index..<label])
                end = tokens[label - 1].end
                index = label
                continue
            }
            add(token)
            end = token.end
            index += 1
        }
        form += fixed.joined(separator: "\u{1}")
    }

    /// The text with expressions in the places of pieces.
    func text(_ expressions: [Int: String]) -> String {
        var result = fixed[0]
        for (index, piece) in pieces.enumerated() { result += (expressions[index] ?? piece.text) + fixed[index + 1] }
        return result
    }

    private mutating func addFixed(_ text: String) { fixed[fixed.count - 1] += text }

    private mutating func addPiece(_ kind: Kind, _ text: String, role: String) {
        pieces.append(Piece(kind: kind, text: text, role: role))
        fixed.append("")
        form += "\(kind)\u{2}"
    }

    private mutating func add(_ token: Token) {
        let text = lexed.text(of: token)
        switch token.kind {
        case .integer: addPiece(.integer, text, role: roles.role)
        case .real: addPiece(.real, text, role: roles.role)
        case .true, .false: addPiece(.truth, text, role: roles.role)
        case .stringText: addPiece(.string, text, role: roles.role)
        default: addFixed(text)
        }
        roles.pass(token.kind, text)
    }

    /// The end of the label that begins at a token: a path behind `|>` or `=`, and a colon behind it.
    private func labelEnd(_ start: Int) -> Int? {
        let tokens = lexed.tokens
        guard start > 0, tokens[start - 1].kind == .pipe || tokens[start - 1].kind == .equals else { return nil }
        for index in start..<tokens.count {
            switch tokens[index].kind {
            case _ where tokens[index].startsStatement: return nil
            case .name, .dot, .leftBracket, .rightBracket, .stringStart, .stringText, .stringEnd: continue
            case .integer where tokens[index - 1].kind == .leftBracket: continue
            case .colon: return index > start ? index : nil
            default: return nil
            }
        }
        return nil
    }

    /// A label; what it begins with can be no string when more follows.
    private mutating func addLabel(_ label: ArraySlice<Token>) {
        for (place, token) in label.enumerated() {
            let text = lexed.text(of: token)
            switch token.kind {
            case .integer: addPiece(.integer, text, role: "index")
            case .stringText: addPiece(.string, text, role: "name")
            case .name where text != "_" && (place > 0 || label.count == 1): addPiece(.label, text, role: "name")
            default: addFixed(text)
            }
            roles.pass(token.kind, text)
        }
    }
}

/// What the tokens of a statement are for, kept while they pass by.
private struct TokenRoles {
    private enum Opening {
        /// A call's parentheses: what is called, and how many arguments went before.
        case call(String, Int)
        /// A type's sizes.
        case sizes
        case other
    }

    private var openings: [Opening] = []
    private var lastName = ""
    private var before: Token.Kind = .newline
    private var argument: String?

    /// What a number or a truth that comes now is for.
    var role: String {
        if before == .halfOpenRange { return "count" }
        for opening in openings.reversed() {
            switch opening {
            case .sizes: return "width"
            case .call(let name, let place):
                if let argument { return argument }
                return TokenRoles.positional[name].flatMap { place < $0.count ? $0[place] : nil } ?? "value"
            case .other: continue
            }
        }
        return "value"
    }

    private static let positional: [String: [String]] = [
        "conv": ["width", "kernel"], "conv_transpose": ["width", "kernel"], "dense": ["width"],
        "embedding": ["count", "width"], "max_pool": ["kernel"], "avg_pool": ["kernel"], "group_norm": ["groups"],
        "reshape": ["width"], "flatten": ["axis"], "dropout": ["rate"],
    ]

    mutating func pass(_ kind: Token.Kind, _ text: String) {
        switch kind {
        case .name: lastName = text
        case .equals: argument = lastName
        case .comma:
            if case .call(let name, let place)? = openings.last {
                openings[openings.count - 1] = .call(name, place + 1)
                argument = nil
            }
        case .leftParenthesis:
            openings.append(before == .name ? .call(lastName, 0) : .other)
            argument = nil
        case .leftBracket:
            let isType = before == .name && (TokenRoles.types.contains(lastName))
            openings.append(isType ? .sizes : .other)
        case .rightParenthesis, .rightBracket: _ = openings.popLast()
        default: break
        }
        before = kind
    }

    private static let types: Set<String> = [
        "f32", "f64", "f16", "bf16", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "bool",
    ]
}
