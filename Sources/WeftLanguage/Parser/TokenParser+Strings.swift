import WeftDiagnostics

extension TokenParser {
    /// Reads a string with the expressions in its braces.
    mutating func string() throws(SyntaxError) -> StringSyntax {
        try enter()
        defer { leave() }
        let start = token.start
        advance()
        var segments: [StringSyntax.Segment] = []
        while kind != .stringEnd {
            switch kind {
            case .stringText:
                segments.append(.text(StringEscape.decode(lexed.file.bytes, token.start..<token.end)))
                advance()
            case .interpolationStart:
                advance()
                segments.append(.interpolation(try expression()))
                try expect(.interpolationEnd, "'}' behind the value in the string")
            default:
                throw unexpected("the end of the string")
            }
        }
        advance()
        return StringSyntax(segments: segments, range: range(from: start))
    }
}
