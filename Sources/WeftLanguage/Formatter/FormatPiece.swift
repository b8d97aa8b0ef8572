import WeftDiagnostics

/// A token as it is written, or a whole string, with the comments around it.
struct FormatPiece {
    /// A comment on a line of its own.
    struct Comment {
        let text: String
        /// Whether an empty line stands before it.
        let followsBlank: Bool
    }

    /// The token's kind; a string has the kind of its end.
    let kind: Token.Kind
    let text: String
    /// The cells that the text takes.
    let width: Int
    /// Whether a space stands before it when it does not begin a line.
    let hasSpaceBefore: Bool
    /// Whether it is a `-` with nothing at its left.
    let isPrefix: Bool
    /// Whether a declaration begins with it.
    let beginsDeclaration: Bool
    /// Whether the author began a line with it.
    let startsLine: Bool
    /// Whether a newline before it would end a statement outside of brackets.
    let startsStatement: Bool
    /// Whether an empty line stands before it, behind the comments.
    let followsBlank: Bool
    /// The comments on lines of their own before it.
    let comments: [Comment]
    /// The comment behind it on its line.
    var trailingComment: String?
}

extension FormatPiece {
    /// The pieces of a file; the last one is its end.
    static func pieces(of lexed: LexedFile, declarations: Set<Int>) -> [FormatPiece] {
        var pieces: [FormatPiece] = []
        pieces.reserveCapacity(lexed.tokens.count)
        var spacing = Spacing(lexed)
        var comments = lexed.comments[...]
        var end = 0
        var index = 0
        while index < lexed.tokens.count {
            let token = lexed.tokens[index]
            var own: [Comment] = []
            while let comment = comments.first, comment.range.start < token.start || token.kind == .endOfFile {
                comments.removeFirst()
                let text = comment.range.text.trimmedAtEnd
                if comment.standsAlone || pieces.isEmpty {
                    own.append(Comment(text: text, followsBlank: lexed.hasBlankLine(end..<comment.range.start)))
                } else {
                    pieces[pieces.count - 1].trailingComment = text
                }
                end = comment.range.end
            }
            let begins = declarations.contains(token.start)
            let hasSpace = spacing.space(before: token, beginsDeclaration: begins)
            let (text, next) = lexed.piece(at: index)
            pieces.append(
                FormatPiece(
                    kind: token.kind == .stringStart ? .stringEnd : token.kind, text: text, width: text.cells,
                    hasSpaceBefore: hasSpace, isPrefix: spacing.isPrefix, beginsDeclaration: begins,
                    startsLine: token.startsLine, startsStatement: token.startsStatement,
                    followsBlank: lexed.hasBlankLine(end..<token.start), comments: own))
            index = next
            end = lexed.tokens[next - 1].end
        }
        return pieces
    }
}

extension LexedFile {
    /// The text of the token at an index, or of the whole string that starts there, and the index behind it.
    fileprivate func piece(at index: Int) -> (text: String, next: Int) {
        guard tokens[index].kind == .stringStart else { return (text(of: tokens[index]), index + 1) }
        var result = ""
        var next = index
        // One for each string that is open: the spacing in its braces.
        var spacings: [Spacing] = []
        repeat {
            let token = tokens[next]
            let isExpression = !spacings.isEmpty && token.kind != .stringText && token.kind != .stringEnd
            if isExpression, spacings[spacings.count - 1].space(before: token) { result += " " }
            result += text(of: token)
            switch token.kind {
            case .stringStart: spacings.append(Spacing(self))
            case .stringEnd: spacings.removeLast()
            case .interpolationStart, .interpolationEnd: spacings[spacings.count - 1] = Spacing(self)
            default: break
            }
            next += 1
        } while !spacings.isEmpty && next < tokens.count
        return (result, next)
    }

    /// Whether two lines end in a range of bytes between tokens.
    fileprivate func hasBlankLine(_ range: Range<Int>) -> Bool {
        var ends = 0
        for offset in range where file.bytes[offset].isLineEnd {
            let isSecondHalf = file.bytes[offset] == 0x0A && offset > range.lowerBound && file.bytes[offset - 1] == 0x0D
            if !isSecondHalf { ends += 1 }
        }
        return ends > 1
    }
}

extension String {
    /// The text without the spaces and tabs at its end.
    fileprivate var trimmedAtEnd: String {
        var bytes = Array(utf8)
        while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The cells that the text takes.
    fileprivate var cells: Int { utf8.allSatisfy { $0 < 0x80 } ? utf8.count : displayWidth }
}
