extension LineLayout {
    /// The rows in order, with the comments between them.
    mutating func rows() -> [Row] {
        var rows: [Row] = []
        var start = 0
        while start < pieces.count {
            let overflow = place(from: start, limit: Formatter.lineLength)
            if overflow < pieces.count, overflow == start || !breaks[overflow],
                breakFurther(from: start, overflow: overflow)
            {
                continue
            }
            let end = place(from: start, limit: .max)
            if let bracket = bracketToHang(start..<end) {
                breakRow(before: bracket + 1)
                continue
            }
            appendRow(start..<end, to: &rows)
            start = end
        }
        return rows
    }

    /// Places the pieces of a row up to the next break, or to the first piece that ends behind a limit, which is not
    /// placed; gives the index of the piece behind.
    private mutating func place(from start: Int, limit: Int) -> Int {
        let rowStart = rowIndent(at: start)
        var column = rowStart
        var index = start
        repeat {
            if index > start, pieces[index].hasSpaceBefore { column += 1 }
            column += pieces[index].width
            if column > limit { break }
            rowIndent[index] = rowStart
            contentColumn[index] = column
            index += 1
        } while index < pieces.count && !breaks[index]
        return index
    }

    private func appendRow(_ range: Range<Int>, to rows: inout [Row]) {
        let first = pieces[range.lowerBound]
        let rowStart = rowIndent(at: range.lowerBound)
        var followsBlank = false
        if range.lowerBound > 0 {
            let bracket = open[range.lowerBound]
            let isClosing = bracket >= 0 && close[bracket] == range.lowerBound
            let isOpening = bracket >= 0 && bracket == range.lowerBound - 1
            for (index, comment) in first.comments.enumerated() {
                let commentIndent = isClosing ? contentIndent(of: bracket) : rowStart
                let blank = comment.followsBlank && !(isOpening && index == 0)
                rows.append(Row(indent: commentIndent, text: comment.text, followsBlank: blank))
            }
            let mayFollowBlank = !isClosing && (bracket >= 0 || first.kind == .pipe)
            followsBlank = first.followsBlank && mayFollowBlank && !(isOpening && first.comments.isEmpty)
        }
        var text = ""
        for index in range {
            if index > range.lowerBound, pieces[index].hasSpaceBefore { text += " " }
            text += pieces[index].text
        }
        if let comment = pieces[range.upperBound - 1].trailingComment { text += "  " + comment }
        rows.append(Row(indent: rowStart, text: text, followsBlank: followsBlank))
    }
}
