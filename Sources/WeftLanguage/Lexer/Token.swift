/// A piece of a text that the grammar knows, and where it stands.
///
/// Tokens are kept small: a file of the largest size may hold one in each byte.
package struct Token: Sendable {
    package enum Kind: UInt8, Sendable {
        case name, integer, real
        /// `"`, then texts and interpolations, then `"`.
        case stringStart, stringText, stringEnd
        /// `{` and `}` in a string.
        case interpolationStart, interpolationEnd
        case `if`, then, `else`, `for`, `in`, `return`, `true`, `false`, none, and, or, not, `where`, `import`, `as`
        case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
        case comma, colon, equals, dot, bar, pipe, arrow, question
        case plus, minus, star, slash, percent, doubleStar
        case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
        case halfOpenRange, dots
        /// What the lexer has reported already.
        case invalid
        /// A newline that ends a statement; only the parser makes it, it stands in no list of tokens.
        case newline
        case endOfFile
    }

    package let kind: Kind
    /// Whether a line ends between the token before and this one.
    package let startsLine: Bool
    /// Whether that end of the line would also end a statement, outside parentheses and brackets.
    package let startsStatement: Bool
    private let storedStart: UInt32
    private let storedEnd: UInt32

    /// The offset of the first byte.
    package var start: Int { Int(storedStart) }
    /// The offset behind the last byte.
    package var end: Int { Int(storedEnd) }

    init(_ kind: Kind, start: Int, end: Int, startsLine: Bool, startsStatement: Bool) {
        self.kind = kind
        self.startsLine = startsLine
        self.startsStatement = startsStatement
        storedStart = UInt32(clamping: start)
        storedEnd = UInt32(clamping: end)
    }
}

extension Token.Kind {
    /// The words that are never names.
    static let reservedWords: [String: Token.Kind] = [
        "if": .if, "then": .then, "else": .else, "for": .for, "in": .in, "return": .return, "true": .true,
        "false": .false, "none": .none, "and": .and, "or": .or, "not": .not, "where": .where, "import": .import,
        "as": .as,
    ]

    /// Whether it is one of the words that are never names.
    var isReservedWord: Bool { rawValue >= Token.Kind.if.rawValue && rawValue <= Token.Kind.as.rawValue }

    /// Whether a statement may end with it.
    package var endsStatement: Bool {
        switch self {
        case .name, .integer, .real, .stringEnd, .true, .false, .none, .rightParenthesis, .rightBracket, .rightBrace,
            .question, .invalid:
            true
        default: false
        }
    }

    /// Whether a statement, a declaration or an import may begin with it.
    package var beginsStatement: Bool {
        switch self {
        case .name, .leftParenthesis, .if, .for, .return, .import, .invalid: true
        default: false
        }
    }

    /// Whether what stands before it may be an operand, so that a `-` behind it subtracts.
    var endsOperand: Bool {
        switch self {
        case .name, .integer, .real, .stringEnd, .true, .false, .none, .rightParenthesis, .rightBracket: true
        default: false
        }
    }

    /// How it is written, where that is always the same.
    package var spelling: String? {
        switch self {
        case .leftParenthesis: "("
        case .rightParenthesis: ")"
        case .leftBracket: "["
        case .rightBracket: "]"
        case .leftBrace: "{"
        case .rightBrace: "}"
        case .comma: ","
        case .colon: ":"
        case .equals: "="
        case .dot: "."
        case .bar: "|"
        case .pipe: "|>"
        case .arrow: "->"
        case .question: "?"
        case _ where isReservedWord: String(describing: self)
        default: nil
        }
    }
}
