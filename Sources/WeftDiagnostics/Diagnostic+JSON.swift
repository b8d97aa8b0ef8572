extension Diagnostic {
    /// The diagnostic as the command line's contract has it.
    public var json: JSONValue {
        let start = range.map { $0.file.position(of: $0.start) }
        let end = range.map { $0.file.position(of: $0.end) }
        return .object([
            .init("code", .string(code)),
            .init("severity", .string(severity.rawValue)),
            .init("message", .string(message)),
            .init("file", (range?.file.name ?? place).map { .string($0) } ?? .null),
            .init("line", start.map { .integer($0.line) } ?? .null),
            .init("column", start.map { .integer($0.column) } ?? .null),
            .init("endLine", end.map { .integer($0.line) } ?? .null),
            .init("endColumn", end.map { .integer($0.column) } ?? .null),
            .init("notes", .array(labels.map { .string($0) } + notes.map { .string($0.message) })),
            .init("help", help.map { .string($0) } ?? .null),
        ])
    }
}
