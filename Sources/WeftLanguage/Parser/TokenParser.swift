import WeftDiagnostics

/// A place among the tokens of a file, and the functions that read syntax from there on: recursive descent, with one
/// function for each rule of the grammar, in the extensions.
struct TokenParser {
    let lexed: LexedFile
    let limits: SyntaxLimits
    /// The token that is read next.
    private(set) var index = 0
    /// Whether a newline that ends a statement stands before that token and has not been passed.
    private(set) var isAtNewline = false
    /// How many parentheses and brackets are open; newlines end nothing in them.
    var brackets = 0
    /// How deep brackets, bodies and prefix operators are nested here.
    private var depth = 0
    /// The height of the tallest expression in the innermost open rule that counts it.
    var height = 0
    private var diagnostics: [Diagnostic] = []
    private(set) var hasStopped = false

    init(_ lexed: LexedFile, limits: SyntaxLimits) {
        self.lexed = lexed
        self.limits = limits
    }

    /// The token that is read next, even if a newline stands before it.
    var token: Token { lexed.tokens[index] }

    /// What is read next.
    var kind: Token.Kind { isAtNewline ? .newline : token.kind }

    /// The token read last; the first one of the file if none was.
    var previous: Token { lexed.tokens[max(index - 1, 0)] }

    /// What is read after the next token, if that is no newline.
    func kindAhead(_ count: Int = 1) -> Token.Kind {
        guard index + count < lexed.tokens.count else { return .endOfFile }
        return isNewline(before: index + count) ? .newline : lexed.tokens[index + count].kind
    }

    private func isNewline(before index: Int) -> Bool {
        let token = lexed.tokens[index]
        guard token.startsLine else { return false }
        return (token.startsStatement && brackets == 0) || lexed.beginsDeclaration(index)
    }

    /// Whether the next token is the word, as a name.
    func isAtWord(_ word: StaticString) -> Bool { !isAtNewline && lexed.isWord(token, word) }

    /// The text of the next token.
    var text: String { lexed.text(of: token) }

    /// Moves behind the next token.
    mutating func advance() {
        guard index + 1 < lexed.tokens.count else { return }
        index += 1
        isAtNewline = isNewline(before: index)
    }

    /// Moves behind a newline.
    mutating func skipNewline() { isAtNewline = false }

    /// Moves to the end: nothing further is read.
    mutating func stop() {
        hasStopped = true
        index = lexed.tokens.count - 1
        isAtNewline = false
    }

    /// Moves behind an opening bracket.
    mutating func openBracket() {
        brackets += 1
        advance()
    }

    /// Moves behind a closing bracket.
    mutating func closeBracket() {
        brackets = max(brackets - 1, 0)
        advance()
    }

    /// Counts one more level of nesting; `leave` must follow.
    mutating func enter() throws(SyntaxError) {
        guard depth < limits.nesting else {
            throw SyntaxError(
                "nesting-too-deep", "brackets, bodies and operators nest more than \(limits.nesting) deep here",
                at: range(of: token), help: "bind an inner part to a name first")
        }
        depth += 1
    }

    /// Ends a level of nesting.
    mutating func leave() { depth -= 1 }

    /// Checks that the tree being built can be walked and freed by recursion.
    func checkHeight(at range: SourceRange) throws(SyntaxError) {
        guard height > limits.height else { return }
        throw SyntaxError(
            "expression-too-long", "an expression is at most \(limits.height) operators high", at: range,
            help: "bind a part of it to a name first")
    }

    /// Keeps an error, unless the lexer has said it or there are enough.
    mutating func record(_ error: SyntaxError) {
        guard !hasStopped, error !== SyntaxError.saidAlready else { return }
        diagnostics.append(error.diagnostic)
        if diagnostics.count >= limits.errors { stop() }
    }

    /// The error recorded last.
    var lastDiagnostic: Diagnostic? { diagnostics.last }

    /// The lexer's errors and the parser's in source order, no more than the limit.
    var allDiagnostics: [Diagnostic] {
        // What is said about the meaning of characters that are an error themselves is no help.
        let own = diagnostics.filter { diagnostic in
            let start = diagnostic.range?.start ?? 0
            return !lexed.diagnostics.contains { $0.range.map { $0.start <= start && start < $0.end } ?? false }
        }
        let all = lexed.diagnostics + own
        let order = all.indices.sorted {
            let (left, right) = (all[$0].range?.start ?? 0, all[$1].range?.start ?? 0)
            return (left, $0) < (right, $1)
        }
        var result = order.prefix(limits.errors).map { all[$0] }
        if all.count >= limits.errors, let last = result.popLast() {
            result.append(last.noting("there may be more errors; reading stopped after \(limits.errors)"))
        }
        return result
    }
}
