import WeftDiagnostics
import WeftFiles
import WeftGraph

/// The texts of a model file, and where in them something comes from.
struct SourceTexts {
    private let files: [SourceFile]
    /// The number of each file object that was met; nil for one whose text is not in the model file.
    private var numbers: [ObjectIdentifier: Int?] = [:]

    init(_ sources: [Metadata.Source]) {
        files = sources.map { SourceFile(name: $0.name, text: $0.text) }
    }

    /// Where something comes from, as a message; nil when there is nothing to say.
    ///
    /// A place in a text that the file does not hold, such as the prelude's, is not written.
    mutating func encode(_ origin: Graph.Origin, in owner: ProtobufMessage) -> ProtobufMessage? {
        var message = owner
        switch origin {
        case .none: return nil
        case .imported(let node): message.set("node", node)
        case .source(let range):
            guard let number = number(of: range.file) else { return nil }
            message.set("source", number)
            message.set("start", range.start)
            message.set("end", range.end)
        }
        return message
    }

    private mutating func number(of file: SourceFile) -> Int? {
        if let known = numbers[ObjectIdentifier(file)] { return known }
        let number = files.firstIndex { $0.name == file.name && $0.bytes == file.bytes }
        numbers[ObjectIdentifier(file)] = .some(number)
        return number
    }

    /// Reads where something comes from.
    ///
    /// - Throws: `model-origin` for a place that is not in its text.
    func decode(_ message: ProtobufMessage?) throws(Diagnostic) -> Graph.Origin {
        guard let message else { return .none }
        if let node = message.string("node") { return .imported(node) }
        guard message.has("source") || message.has("start") || message.has("end") else { return .none }
        guard let number = Int(exactly: message.unsigned("source") ?? 0), files.indices.contains(number),
            let start = Int(exactly: message.unsigned("start") ?? 0),
            let end = Int(exactly: message.unsigned("end") ?? 0), start <= end, end <= files[number].bytes.count
        else { throw Diagnostic("model-origin", "a place in a source must lie inside its text") }
        return .source(SourceRange(file: files[number], start: start, end: end))
    }
}
