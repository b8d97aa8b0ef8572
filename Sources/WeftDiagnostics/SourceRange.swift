/// A range of bytes in a source file: what a diagnostic points at, and where a node of a graph comes from.
public struct SourceRange: Sendable, Hashable {
    /// The file that the range lies in.
    public let file: SourceFile
    /// The offset of the first byte.
    public let start: Int
    /// The offset behind the last byte.
    public let end: Int

    /// Makes a range from byte offsets.
    public init(file: SourceFile, start: Int, end: Int) {
        self.file = file
        self.start = start
        self.end = max(start, end)
    }

    /// The line, from 1, on which the range starts.
    public var line: Int { file.position(of: start).line }

    /// The text in the range.
    public var text: String { file.text(start..<end) }

    /// The smallest range that holds both; the other one is ignored when it lies in another file.
    public func joined(with other: SourceRange) -> SourceRange {
        guard other.file === file else { return self }
        return SourceRange(file: file, start: min(start, other.start), end: max(end, other.end))
    }

    /// Whether both are the same bytes of the same file.
    public static func == (left: SourceRange, right: SourceRange) -> Bool {
        left.file === right.file && left.start == right.start && left.end == right.end
    }

    /// Feeds the file's identity and the offsets to a hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(ObjectIdentifier(file))
        hasher.combine(start)
        hasher.combine(end)
    }
}
