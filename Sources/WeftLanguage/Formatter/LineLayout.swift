/// Lays out one statement, signature or other line over as many rows as it needs.
///
/// Brackets that go on over several rows have one of two forms. In the *hanging* form, which is taken when a row ends
/// behind the opening bracket, what they hold stands deeper by one step and the closing bracket begins a row. Otherwise
/// what they hold is aligned behind the opening bracket.
struct LineLayout {
    /// A row of the text.
    struct Row {
        let indent: Int
        let text: String
        let followsBlank: Bool
    }

    let pieces: [FormatPiece]
    let indent: Int
    let isSignature: Bool
    /// Whether a row begins with each piece.
    var breaks: [Bool]
    /// For each opening bracket the index of its closing one.
    var close: [Int]
    /// For each piece the index of the innermost bracket around it; -1 outside. A bracket's own end counts as inside.
    var open: [Int]
    /// How many brackets are around each piece.
    var depth: [Int]
    /// For each opening bracket that has been placed, the indent of its row and the column behind it.
    var rowIndent: [Int]
    var contentColumn: [Int]
    /// Where the results and the promises of a signature begin.
    var arrow: Int?
    var promises: Int?
    /// Where the value of a binding or the sequence of a loop begins; commas before are those of names.
    var valueStart = 0

    init(_ pieces: [FormatPiece], indent: Int, isSignature: Bool) {
        self.pieces = pieces
        self.indent = indent
        self.isSignature = isSignature
        let count = pieces.count
        breaks = Array(repeating: false, count: count)
        close = Array(repeating: -1, count: count)
        open = Array(repeating: -1, count: count)
        depth = Array(repeating: 0, count: count)
        rowIndent = Array(repeating: 0, count: count)
        contentColumn = Array(repeating: 0, count: count)
        matchBrackets()
        takeBreaks()
    }

    private mutating func matchBrackets() {
        var stack: [Int] = []
        for (index, piece) in pieces.enumerated() {
            open[index] = stack.last ?? -1
            depth[index] = stack.count
            switch piece.kind {
            case .leftParenthesis, .leftBracket: stack.append(index)
            case .rightParenthesis, .rightBracket:
                if let start = stack.popLast() { close[start] = index }
            case .arrow where isSignature && stack.isEmpty: arrow = index
            case .where where isSignature && stack.isEmpty: promises = index
            case .equals where stack.isEmpty && valueStart == 0, .in where stack.isEmpty && valueStart == 0:
                valueStart = index
            default: break
            }
        }
    }

    /// Takes over the breaks that comments need and those of the author that stay.
    private mutating func takeBreaks() {
        for index in pieces.indices.dropFirst() {
            let isForced = !pieces[index].comments.isEmpty || pieces[index - 1].trailingComment != nil
            if isForced || (pieces[index].startsLine && mayBreak(before: index)) { breakRow(before: index) }
        }
    }

    /// Whether a row may begin with a piece: where the author's break stays.
    private func mayBreak(before index: Int) -> Bool {
        opportunity(before: index) != nil || index == arrow || index == promises
            || (close[index - 1] > index && pieces[index - 1].kind != .leftBrace)
    }

    /// Begins a row with a piece, and with the others that then begin one too.
    mutating func breakRow(before index: Int) {
        breaks[index] = true
        if isHanging(index - 1) { breaks[close[index - 1]] = true }
        guard isSignature, index == arrow || index == promises else { return }
        if let promises { breaks[promises] = true }
        if let brace = pieces.lastIndex(where: { $0.kind == .leftBrace }) { breaks[brace] = true }
    }

    /// Whether a piece is an opening bracket behind which the row ends.
    func isHanging(_ index: Int) -> Bool { close[index] > index && breaks[index + 1] }

    /// The indent of the row that begins with a piece.
    func rowIndent(at index: Int) -> Int {
        guard index > 0 else { return indent }
        let bracket = open[index]
        guard bracket >= 0 else {
            if isSignature, pieces[index].kind == .leftBrace { return indent }
            let isPromise = promises.map { index > $0 } ?? false
            return indent + Formatter.indentStep + (isPromise ? "where ".utf8.count : 0)
        }
        if index == close[bracket] { return isHanging(bracket) ? rowIndent[bracket] : contentColumn[bracket] }
        let isElement = index == bracket + 1 || pieces[index - 1].kind == .comma
        return contentIndent(of: bracket) + (isElement ? 0 : Formatter.indentStep)
    }

    /// The indent of what a bracket that has been placed holds.
    func contentIndent(of bracket: Int) -> Int {
        guard isHanging(bracket) else { return contentColumn[bracket] }
        return min(rowIndent[bracket] + Formatter.indentStep, max(Formatter.deepestIndent, rowIndent[bracket]))
    }
}
