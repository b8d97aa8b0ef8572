/// Collects the lines of the formatted text, with the empty lines between them.
struct FormatWriter {
    private(set) var text = ""
    /// Whether the next line is the first one of a body or of the file, which no empty line precedes.
    private var isAtStart = true

    /// Writes a line with the comments before it and all breaks in it.
    mutating func write(_ line: FormatLine) {
        guard let first = line.pieces.first else { return }
        let indent = min(line.level * Formatter.indentStep, Formatter.deepestIndent)
        var needsBlank = line.role == .declaration
        let commentIndent = indent + (line.role == .closing ? Formatter.indentStep : 0)
        for comment in first.comments {
            write(comment.text, indent: commentIndent, blankBefore: comment.followsBlank || needsBlank)
            needsBlank = false
        }
        guard line.role != .endOfFile else { return }
        let blank = needsBlank || (first.followsBlank && line.role != .closing)
        var layout = LineLayout(line.pieces, indent: indent, isSignature: line.role == .declaration)
        var isFirst = true
        for row in layout.rows() {
            write(row.text, indent: row.indent, blankBefore: isFirst ? blank : row.followsBlank)
            isFirst = false
        }
        isAtStart = line.pieces.last?.kind == .leftBrace
    }

    private mutating func write(_ line: String, indent: Int, blankBefore: Bool) {
        if blankBefore, !isAtStart { text += "\n" }
        text += String(repeating: " ", count: indent) + line + "\n"
        isAtStart = false
    }
}
