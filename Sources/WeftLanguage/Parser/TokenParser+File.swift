import WeftDiagnostics

extension TokenParser {
    /// Reads the whole file.
    mutating func fileContents() -> (imports: [ImportSyntax], declarations: [DeclarationSyntax]) {
        var imports: [ImportSyntax] = []
        var declarations: [DeclarationSyntax] = []
        while true {
            skipNewline()
            guard kind != .endOfFile else { return (imports, declarations) }
            let start = index
            do throws(SyntaxError) {
                if kind == .import {
                    imports.append(try importLine(isLate: !declarations.isEmpty))
                } else if let declaration = try declaration() {
                    declarations.append(declaration)
                }
            } catch {
                record(error)
                recoverOutside(from: start)
            }
        }
    }

    private mutating func importLine(isLate: Bool) throws(SyntaxError) -> ImportSyntax {
        let start = token.start
        if isLate {
            record(
                SyntaxError(
                    "late-import", "imports stand before all declarations", at: range(of: token),
                    help: "move it to the beginning of the file"))
        }
        advance()
        guard kind == .stringStart else {
            throw unexpected("a file's name as a string", help: "write 'import \"blocks/name.weft\"'")
        }
        let path = try string()
        if path.literal == nil {
            record(SyntaxError("import-interpolates", "the name of an imported file is plain text", at: path.range))
        }
        var alias: NameSyntax?
        if kind == .as {
            advance()
            alias = try name("the name for the imported file")
        }
        return ImportSyntax(path: path, alias: alias, range: range(from: start))
    }

    /// Reads a declaration; nil when an error in its signature was recorded and its body passed.
    private mutating func declaration() throws(SyntaxError) -> DeclarationSyntax? {
        guard kind == .name, let kind = DeclarationSyntax.Kind(rawValue: text) else { throw notADeclaration() }
        let start = token.start
        let first = index
        let signature: DeclarationHeader
        do throws(SyntaxError) {
            signature = try self.signature(kind)
        } catch {
            record(error)
            guard skipToBody(from: first) else {
                recoverOutside(from: first)
                return nil
            }
            _ = try body(of: "the \(kind.rawValue)")
            return nil
        }
        let (statements, bodyRange) = try body(of: "the \(kind.rawValue) '\(signature.name.text)'")
        return DeclarationSyntax(
            kind: kind, name: signature.name, parameters: signature.parameters, results: signature.results,
            promises: signature.promises, body: statements, documentation: lexed.documentation(before: start),
            range: range(from: start), bodyRange: bodyRange)
    }

    private func notADeclaration() -> SyntaxError {
        if kind == .rightBrace {
            return SyntaxError("stray-closing-brace", "this '}' closes nothing", at: range(of: token))
        }
        let isWord = kind == .name && kindAhead() == .name
        let meant = isWord ? Suggestion.nearest(to: text, among: ["model", "block", "cell"]) : nil
        return unexpectedStart(
            "'model', 'block' or 'cell'", code: "statement-outside",
            help: meant.map { "did you mean '\($0)'?" }
                ?? "statements stand in the body of a declaration: 'model Name(image: f32[N, 3, H, W]) { … }'")
    }
}

extension LexedFile {
    /// The lines of the documentation comment that ends on the line before an offset, joined by newlines.
    func documentation(before offset: Int) -> String {
        var low = 0
        var high = comments.count
        while low < high {
            let middle = (low + high) / 2
            if comments[middle].range.start < offset { low = middle + 1 } else { high = middle }
        }
        var lines: [String] = []
        var line = file.position(of: offset).line
        for comment in comments[..<low].reversed() {
            guard comment.isDocumentation, comment.range.line == line - 1, comment.standsAlone else { break }
            line -= 1
            lines.append(comment.line)
        }
        return lines.reversed().joined(separator: "\n")
    }
}

extension CommentSyntax {
    /// Whether nothing but spaces stands before it on its line.
    var standsAlone: Bool {
        let bytes = range.file.bytes
        var offset = range.start
        while offset > 0, bytes[offset - 1] == 0x20 || bytes[offset - 1] == 0x09 { offset -= 1 }
        return offset == 0 || bytes[offset - 1].isLineEnd || (offset == 3 && bytes[0] == 0xEF)
    }

    /// The text without the space behind the slashes and the spaces at its end.
    fileprivate var line: String {
        var result = Substring(text)
        if result.hasPrefix(" ") { result = result.dropFirst() }
        while let last = result.last, last == " " || last == "\t" { result = result.dropLast() }
        return String(result)
    }
}
