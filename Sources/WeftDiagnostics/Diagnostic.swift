/// One thing to say about a person's input: a typed value with a stable code, rendered in one place.
///
/// The message is one phrase, in lower case and without a full stop; it states the rule and names the thing.
public struct Diagnostic: Error, Sendable {
    /// How grave a diagnostic is.
    public enum Severity: String, Sendable {
        /// The input cannot be used.
        case error
        /// The input can be used; it may not mean what was meant.
        case warning
        /// Something to know; nothing is wrong.
        case note
    }

    /// A further remark, with a place of its own if it has one.
    public struct Note: Sendable {
        /// The remark, one phrase.
        public let message: String
        /// The place it speaks of.
        public let range: SourceRange?

        /// Makes a note.
        public init(_ message: String, at range: SourceRange? = nil) {
            self.message = message
            self.range = range
        }
    }

    /// The stable code in words, such as `concat-mismatch`.
    public let code: String
    /// How grave it is.
    public var severity: Severity
    /// What is wrong, one phrase.
    public var message: String
    /// The place in a text, if the input was one.
    public var range: SourceRange?
    /// The place in anything else: a file's name, a byte offset, a tensor's or a node's name.
    public var place: String?
    /// What is said beside the caret: the types found there, line by line.
    public var labels: [String]
    /// Further remarks, in the order in which they help.
    public var notes: [Note]
    /// What would mend it.
    public var help: String?

    /// Makes a diagnostic.
    public init(
        _ code: String, severity: Severity = .error, _ message: String, at range: SourceRange? = nil,
        place: String? = nil, labels: [String] = [], notes: [Note] = [], help: String? = nil
    ) {
        self.code = code
        self.severity = severity
        self.message = message
        self.range = range
        self.place = place
        self.labels = labels
        self.notes = notes
        self.help = help
    }

    /// The same diagnostic with a range, unless it has one already.
    public func located(at range: SourceRange?) -> Diagnostic {
        guard self.range == nil else { return self }
        var copy = self
        copy.range = range
        return copy
    }

    /// The same diagnostic with a place in a file, put before the place that it has already.
    public func placed(in outer: String) -> Diagnostic {
        var copy = self
        copy.place = place.map { "\(outer): \($0)" } ?? outer
        return copy
    }

    /// The same diagnostic with one more note.
    public func noting(_ message: String, at range: SourceRange? = nil) -> Diagnostic {
        var copy = self
        copy.notes.append(Note(message, at: range))
        return copy
    }
}
