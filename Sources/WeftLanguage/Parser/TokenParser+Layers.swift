import WeftDiagnostics

extension TokenParser {
    /// Reads one stage of a pipeline, behind its `|>`.
    mutating func stage() throws(SyntaxError) -> StageSyntax {
        let start = token.start
        let label: LabelSyntax
        switch kind {
        case .stringStart: label = .string(try string())
        case .leftBracket:
            let component = try pathIndex()
            label = .path(PathSyntax(head: nil, components: [component], range: range(from: start)))
        case .name:
            let path = try path()
            if kind == .equals { throw equalsForColon(path) }
            guard kind == .colon else {
                checkIndices(path)
                let layer = try layer(at: path)
                return StageSyntax(label: nil, layer: layer, range: layer.range)
            }
            label = .path(path)
        default: throw unexpected("a layer", help: helpForStage)
        }
        try expect(.colon, "':' behind the label \(label.range.text)", help: "a label stands before its layer")
        let layer = try layer("a layer behind the label '\(label.range.text)'")
        return StageSyntax(label: label, layer: layer, range: range(from: start))
    }

    private func equalsForColon(_ path: PathSyntax) -> SyntaxError {
        SyntaxError(
            "equals-for-colon", "a label is followed by ':', and '\(path.range.text)' by '='", at: range(of: token),
            help: "write '\(path.range.text): layer(…)'; '=' gives a value")
    }

    private var helpForStage: String? {
        switch kind {
        case .leftParenthesis, .integer, .real, .if:
            "what stands behind '|>' is a layer that takes the value as its first tensor: 'x |> relu'"
        case _ where kind.isReservedWord: "'\(text)' is a reserved word; as an operator it is written 'op.\"\(text)\"'"
        default: nil
        }
    }

    /// Reads a layer.
    ///
    /// - Parameter expected: what to say was expected
    mutating func layer(_ expected: String) throws(SyntaxError) -> LayerSyntax {
        guard kind == .name else { throw unexpected(expected) }
        let path = try path()
        checkIndices(path)
        return try layer(at: path)
    }

    /// Reads what follows a layer's path.
    mutating func layer(at path: PathSyntax) throws(SyntaxError) -> LayerSyntax {
        guard kind == .leftParenthesis else {
            return LayerSyntax(path: path, arguments: nil, members: [], range: path.range)
        }
        let arguments = try list(closedBy: .rightParenthesis, of: "the arguments of '\(path.range.text.prefix(40))'") {
            (parser) throws(SyntaxError) in try parser.argument()
        }
        let members = try members()
        return LayerSyntax(
            path: path, arguments: arguments, members: members, range: range(from: path.range.start))
    }

    private mutating func argument() throws(SyntaxError) -> ArgumentSyntax {
        let start = token.start
        var argumentName: NameSyntax?
        if kind == .name || kind.isReservedWord, kindAhead() == .equals {
            argumentName = try name("the name of an argument")
            advance()
        } else if let quoted = quotedName() {
            argumentName = quoted
        } else if kind == .name, kindAhead() == .colon, isValueWithoutName(kindAhead(2)) {
            let written = try name("the name of an argument")
            record(
                SyntaxError(
                    "colon-for-equals", "an argument's value follows '=', and ':' ends a label", at: range(of: token),
                    help: "write '\(written.text)=…'"))
            argumentName = written
            advance()
        }
        let value = try expression()
        return ArgumentSyntax(name: argumentName, value: value, range: range(from: start))
    }

    /// Reads `"name"=`, the name of an argument that is no plain name; nil when something else stands here.
    private mutating func quotedName() -> NameSyntax? {
        guard kind == .stringStart, kindAhead() == .stringText, kindAhead(2) == .stringEnd, kindAhead(3) == .equals,
            let string = try? string(), let text = string.literal
        else { return nil }
        advance()
        return NameSyntax(text: text, range: string.range)
    }

    /// Whether a token begins a value that cannot be a layer.
    private func isValueWithoutName(_ kind: Token.Kind) -> Bool {
        switch kind {
        case .integer, .real, .true, .false, .none, .stringStart, .leftBracket, .leftParenthesis, .minus, .not, .if:
            true
        default: false
        }
    }

    /// Reads a name with its members and indices.
    mutating func path() throws(SyntaxError) -> PathSyntax {
        let head = try name("a name")
        var components: [PathSyntax.Component] = []
        while true {
            if kind == .leftBracket {
                components.append(try pathIndex())
            } else if kind == .dot {
                advance()
                components.append(try member())
            } else {
                return PathSyntax(head: head, components: components, range: range(from: head.range.start))
            }
        }
    }

    /// Reads what follows a dot in a path.
    private mutating func member() throws(SyntaxError) -> PathSyntax.Component {
        if kind == .stringStart { return .string(try string()) }
        if kind.isReservedWord {
            throw SyntaxError(
                "reserved-word", "'\(text)' is a reserved word and cannot be a member's name", at: range(of: token),
                help: "write it as a string: '.\"\(text)\"'")
        }
        guard kind == .integer || kind == .real else { return .name(try name("a name or a string")) }
        throw unexpected("a name or a string", help: "an index stands in brackets: 'features[\(text.prefix(20))]'")
    }

    /// Reads `[index]` or `[_]`.
    mutating func pathIndex() throws(SyntaxError) -> PathSyntax.Component {
        try enter()
        defer { leave() }
        let open = token
        openBracket()
        var value: ExpressionSyntax?
        if isAtWord("_"), kindAhead() == .rightBracket {
            advance()
        } else {
            value = try expression()
        }
        guard kind == .rightBracket else { throw unclosed(open, .rightBracket, of: "the index", comma: false) }
        closeBracket()
        return .index(value, range(from: open.start))
    }

    /// Reports `[_]` in a path that is no label.
    mutating func checkIndices(_ path: PathSyntax) {
        for case .index(nil, let place) in path.components {
            record(
                SyntaxError("index-needs-label", "'[_]' is the next index and stands only in a label", at: place))
        }
    }
}
