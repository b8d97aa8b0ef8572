/// Renders diagnostics for people: the code, the place with a caret, the types found there, remarks, and help.
public struct TerminalRenderer: Sendable {
    /// Whether to colour with ANSI sequences.
    public let colours: Bool

    /// Makes a renderer.
    public init(colours: Bool = false) {
        self.colours = colours
    }

    /// The diagnostic as text, ending with a newline.
    public func render(_ diagnostic: Diagnostic) -> String {
        let severity = paint(diagnostic.severity.rawValue + "[\(diagnostic.code)]", colour(of: diagnostic.severity))
        var lines = ["\(severity): \(paint(diagnostic.message.escapedForDisplay, bold))"]
        if let range = diagnostic.range {
            lines += snippet(range, labels: diagnostic.labels, colour: colour(of: diagnostic.severity))
        } else {
            if let place = diagnostic.place { lines.append(paint("  ┌─ ", frame) + place.escapedForDisplay) }
            lines += diagnostic.labels.map { "  " + paint("│", frame) + " " + $0.escapedForDisplay }
        }
        for note in diagnostic.notes {
            let place = note.range.map(placeText) ?? ""
            lines.append("  " + paint("=", frame) + " \(note.message.escapedForDisplay)" + place)
        }
        if let help = diagnostic.help {
            lines.append("  " + paint("= help:", frame) + " \(help.escapedForDisplay)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The place, the line it stands on, the caret below, and what is said beside it.
    private func snippet(_ range: SourceRange, labels: [String], colour: String) -> [String] {
        let (line, column) = range.file.position(of: range.start)
        let end = range.file.position(of: range.end)
        let number = String(line)
        let margin = String(repeating: " ", count: number.count)
        let text = range.file.line(line)
        let shown = text.replacingTabs.escapedForDisplay
        let before = String(text.prefix(column - 1)).replacingTabs.escapedForDisplay
        let lastColumn = end.line == line ? end.column : text.count + 1
        let marked = String(text.dropFirst(column - 1).prefix(max(lastColumn - column, 0))).replacingTabs
            .escapedForDisplay
        let carets = String(repeating: "^", count: max(1, marked.displayWidth))
        let indent = String(repeating: " ", count: before.displayWidth)
        var lines = [
            paint("\(margin) ┌─ ", frame) + "\(range.file.name.escapedForDisplay):\(line):\(column)",
            paint("\(number) │ ", frame) + shown,
        ]
        let first = labels.first.map { " " + $0.escapedForDisplay } ?? ""
        lines.append(paint("\(margin) │ ", frame) + indent + paint(carets, colour) + paint(first, colour))
        for label in labels.dropFirst() {
            let gap = String(repeating: " ", count: carets.count + 1)
            lines.append(paint("\(margin) │ ", frame) + indent + gap + paint(label.escapedForDisplay, colour))
        }
        return lines
    }

    private func placeText(_ range: SourceRange) -> String {
        let (line, column) = range.file.position(of: range.start)
        return " (\(range.file.name.escapedForDisplay):\(line):\(column))"
    }

    private var bold: String { "1" }
    private var frame: String { "34" }

    private func colour(of severity: Diagnostic.Severity) -> String {
        switch severity {
        case .error: "1;31"
        case .warning: "1;33"
        case .note: "1;36"
        }
    }

    private func paint(_ text: String, _ code: String) -> String {
        colours && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}

extension String {
    /// The text with each tab as four spaces, so that carets stand where they should.
    fileprivate var replacingTabs: String {
        contains("\t") ? split(separator: "\t", omittingEmptySubsequences: false).joined(separator: "    ") : self
    }
}
