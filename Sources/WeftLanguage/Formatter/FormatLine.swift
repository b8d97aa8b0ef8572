/// What stands on one line if lines have no end: a statement without its body, a signature, an import, a `}`.
struct FormatLine {
    enum Role {
        case declaration, statement, closing, endOfFile
    }

    let role: Role
    /// How many bodies it stands in.
    let level: Int
    let pieces: [FormatPiece]
}

extension FormatLine {
    /// Cuts pieces into lines.
    static func lines(of pieces: [FormatPiece]) -> [FormatLine] {
        var lines: [FormatLine] = []
        var current: [FormatPiece] = []
        var level = 0
        var lineLevel = 0
        var brackets = 0
        for piece in pieces {
            if let last = current.last, begins(piece, after: last, brackets: brackets) {
                lines.append(FormatLine(current, level: lineLevel))
                current = []
            }
            switch piece.kind {
            case .rightBrace: level = max(level - 1, 0)
            case .leftParenthesis, .leftBracket: brackets += 1
            case .rightParenthesis, .rightBracket: brackets -= 1
            default: break
            }
            if current.isEmpty { lineLevel = level }
            if piece.kind == .leftBrace { level += 1 }
            current.append(piece)
        }
        lines.append(FormatLine(current, level: lineLevel))
        return lines
    }

    private init(_ pieces: [FormatPiece], level: Int) {
        self.pieces = pieces
        self.level = level
        role =
            switch pieces.first?.kind {
            case .rightBrace: .closing
            case .endOfFile, nil: .endOfFile
            default: pieces.first?.beginsDeclaration == true ? .declaration : .statement
            }
    }

    /// Whether a piece begins a line behind another one.
    private static func begins(_ piece: FormatPiece, after last: FormatPiece, brackets: Int) -> Bool {
        let isBare = piece.comments.isEmpty && last.trailingComment == nil
        if piece.kind == .rightBrace { return last.kind != .leftBrace || !isBare }
        if last.kind == .rightBrace { return piece.kind != .else || !isBare }
        return last.kind == .leftBrace || piece.beginsDeclaration || piece.kind == .endOfFile
            || piece.kind == .import || (piece.startsStatement && brackets == 0)
    }
}
