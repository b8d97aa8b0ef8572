import WeftDiagnostics

/// A table for terminals: columns aligned by what characters show as, cut with `…` where the terminal is too narrow.
package struct TextTable: Sendable {
    package enum Alignment: Sendable {
        case left, right
    }

    package struct Column: Sendable {
        package let title: String
        package let alignment: Alignment
        /// Whether the column may be cut where the terminal is too narrow.
        package let shrinks: Bool

        package init(_ title: String, _ alignment: Alignment = .left, shrinks: Bool = false) {
            self.title = title
            self.alignment = alignment
            self.shrinks = shrinks
        }
    }

    /// What a column is never cut below.
    private static let narrowest = 8
    private static let gap = "  "

    private let columns: [Column]
    private var rows: [[String]] = []

    package init(_ columns: [Column]) {
        self.columns = columns
    }

    /// Adds a row; cells that are missing are empty. Nothing in a cell reaches a terminal unescaped.
    package mutating func add(_ cells: [String]) {
        precondition(cells.count <= columns.count)
        rows.append(
            cells.map(\.escapedForDisplay) + [String](repeating: "", count: columns.count - cells.count))
    }

    /// The table with its titles and a line below them; without a width nothing is cut.
    package func text(width: Int? = nil) -> String {
        let titles = columns.map(\.title)
        var widths = columns.indices.map { column in
            rows.reduce(titles[column].displayWidth) { max($0, $1[column].displayWidth) }
        }
        if let width { shrink(&widths, to: width) }
        let rule = widths.map { String(repeating: "─", count: $0) }
        return ([titles, rule] + rows).map { line($0, widths) }.joined(separator: "\n") + "\n"
    }

    /// Takes from the widest column that may be cut, until all fits or nothing is left to take.
    private func shrink(_ widths: inout [Int], to width: Int) {
        var excess = widths.reduce(0, +) + TextTable.gap.count * (widths.count - 1) - width
        while excess > 0 {
            let candidates = widths.indices.filter { columns[$0].shrinks && widths[$0] > TextTable.narrowest }
            guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return }
            widths[widest] -= 1
            excess -= 1
        }
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var line = ""
        for (column, cell) in cells.enumerated() {
            let shown = cell.cut(to: widths[column])
            let padding = String(repeating: " ", count: max(0, widths[column] - shown.displayWidth))
            if column > 0 { line += TextTable.gap }
            line += columns[column].alignment == .right ? padding + shown : shown + padding
        }
        while line.last == " " { line.removeLast() }
        return line
    }
}

extension String {
    /// The text, cut with `…` so that it shows no wider than so many cells.
    fileprivate func cut(to width: Int) -> String {
        guard displayWidth > width else { return self }
        var result = ""
        var used = 0
        for character in self {
            let next = String(character).displayWidth
            if used + next > width - 1 { break }
            result.append(character)
            used += next
        }
        return result + "…"
    }
}
