/// Decides, token by token, whether a space stands before it.
struct Spacing {
    private let lexed: LexedFile
    private var previous: Token.Kind?
    /// Whether what was read last is a word that takes a value: `prepare (`, `require (`, `stop when (`.
    private var previousTakesValue = false
    private var previousIsStop = false
    /// For each open bracket, whether it holds the parameters of a declaration.
    private var brackets: [Bool] = []
    private var isInSignature = false
    /// Whether the token asked for last is a `-` with nothing at its left.
    private(set) var isPrefix = false

    init(_ lexed: LexedFile) { self.lexed = lexed }

    /// Whether a space stands before the next token; tokens are asked for in order.
    mutating func space(before token: Token, beginsDeclaration: Bool = false) -> Bool {
        let wasPrefix = isPrefix
        let kind = token.kind == .stringStart ? Token.Kind.stringEnd : token.kind
        if beginsDeclaration { isInSignature = true }
        isPrefix = kind == .minus && (previous.map { !$0.endsOperand } ?? true || previousTakesValue)
        if kind == .rightParenthesis || kind == .rightBracket { brackets.removeLast(min(1, brackets.count)) }
        let result = !wasPrefix && hasSpace(before: kind)
        remember(token, as: kind)
        return result
    }

    private func hasSpace(before kind: Token.Kind) -> Bool {
        guard let previous else { return false }
        switch (previous, kind) {
        case (.leftParenthesis, _), (.leftBracket, _), (.dot, _), (.leftBrace, .rightBrace): return false
        case (_, .rightParenthesis), (_, .rightBracket), (_, .dot), (_, .question), (_, .colon), (_, .comma):
            return false
        case (.comma, _), (.colon, _): return true
        case (.dots, _), (.halfOpenRange, _), (_, .dots), (_, .halfOpenRange), (_, .interpolationEnd): return false
        case (.equals, _), (_, .equals): return brackets.last ?? true
        case (_, .leftParenthesis), (_, .leftBracket):
            let isCalled = previous == .name || previous == .rightBracket || previous == .stringEnd
            return !isCalled || previousTakesValue
        default: return true
        }
    }

    private mutating func remember(_ token: Token, as kind: Token.Kind) {
        if kind == .leftParenthesis || kind == .leftBracket {
            brackets.append(isInSignature && brackets.isEmpty)
        } else if kind == .leftBrace {
            isInSignature = false
        }
        let isFirst = token.startsStatement || previous == .leftBrace
        previousTakesValue =
            (isFirst && brackets.isEmpty && (lexed.isWord(token, "prepare") || lexed.isWord(token, "require")))
            || (previousIsStop && lexed.isWord(token, "when"))
        previousIsStop = lexed.isWord(token, "stop")
        previous = kind
    }
}
