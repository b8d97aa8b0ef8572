extension LineLayout {
    /// How willingly a row is broken before a piece, smaller is better; nil where it never is.
    ///
    /// What binds least is broken first: pipes, then commas in brackets, then operators, each outside before inside.
    func opportunity(before index: Int) -> Int? {
        let level = 4 * depth[index]
        let kind = pieces[index].kind
        if pieces[index - 1].kind == .comma {
            guard open[index] < 0 || close[open[index]] != index else { return nil }
            return level - 3 + (index < valueStart ? 1_000 : 0)
        }
        switch kind {
        case .pipe: return level
        case .or, .and, .then, .else, .plus, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
            return pieces[index - 1].kind == .rightBrace ? nil : level + 2
        case .minus: return pieces[index].isPrefix ? nil : level + 2
        case .star, .slash, .percent: return level + 3
        default: return nil
        }
    }

    /// Breaks a row that is too long at the best place; false if there is none.
    ///
    /// - Parameter overflow: the first piece that does not fit
    mutating func breakFurther(from start: Int, overflow: Int) -> Bool {
        if breakSignature(from: start) { return true }
        var best: (index: Int, rank: Int)?
        for index in start..<overflow where index > start && !breaks[index] {
            guard let rank = opportunity(before: index), rank <= best?.rank ?? rank else { continue }
            best = (index, rank)
        }
        if let rank = overflow > start ? opportunity(before: overflow) : nil, rank <= best?.rank ?? rank {
            best = (overflow, rank)
        }
        if let best {
            let bracket = open[best.index]
            let isComma = pieces[best.index - 1].kind == .comma
            let hangs = isComma && bracket >= start && !isHanging(bracket) && shouldHang(bracket)
            breakRow(before: hangs ? bracket + 1 : best.index)
            return true
        }
        return breakAtBracket(from: start, overflow: overflow) || breakBehind(overflow)
    }

    /// Breaks a signature before its promises, or before its results.
    private mutating func breakSignature(from start: Int) -> Bool {
        for index in [promises, arrow].compactMap({ $0 }) where index > start && !breaks[index] {
            guard !breaks[(start + 1)..<index].contains(true) else { continue }
            breakRow(before: index)
            return true
        }
        return false
    }

    /// Makes the last bracket that opens in the row hanging, if that brings what it holds further to the left.
    private mutating func breakAtBracket(from start: Int, overflow: Int) -> Bool {
        let candidates = (start..<overflow).filter {
            close[$0] > $0 + 1 && !isHanging($0) && contentColumn[$0] > rowIndent[$0] + Formatter.indentStep
        }
        guard let bracket = candidates.last else { return false }
        breakRow(before: bracket + 1)
        return true
    }

    /// Breaks at the first place behind a piece that is too long by itself.
    private mutating func breakBehind(_ overflow: Int) -> Bool {
        var index = overflow + 1
        while index < pieces.count, !breaks[index] {
            if opportunity(before: index) != nil {
                breakRow(before: index)
                return true
            }
            index += 1
        }
        return false
    }

    /// The first bracket that opens in a row and goes on behind it, aligned, though that leaves too little room.
    func bracketToHang(_ row: Range<Int>) -> Int? {
        row.first { close[$0] >= row.upperBound && !isHanging($0) && isCrowded($0) }
    }

    /// Whether what a bracket holds should not be aligned behind it.
    private func shouldHang(_ bracket: Int) -> Bool {
        if isCrowded(bracket) { return true }
        let room = Formatter.lineLength - contentColumn[bracket]
        guard room < Formatter.lineLength / 2 else { return false }
        var width = 0
        for piece in pieces[(bracket + 1)..<close[bracket]] {
            width += piece.width + (piece.hasSpaceBefore ? 1 : 0)
            if width > 2 * room { return true }
        }
        return false
    }

    /// Whether a part of what a bracket holds that cannot be broken does not fit behind it.
    private func isCrowded(_ bracket: Int) -> Bool {
        let column = contentColumn[bracket]
        guard column > rowIndent[bracket] + Formatter.indentStep else { return false }
        var width = 0
        for index in (bracket + 1)..<close[bracket] {
            let isNewPart = opportunity(before: index) != nil || close[index - 1] > 0
            width = (isNewPart ? 0 : width + (pieces[index].hasSpaceBefore ? 1 : 0)) + pieces[index].width
            if column + width > Formatter.lineLength { return true }
        }
        return false
    }
}
