import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftTensors

/// `text(split="words", vocabulary, unknown, start, end, lower=false)`: texts become tokens and, where asked, lengths.
///
/// `"words"` takes runs of letters, digits and marks, apostrophes within them included, and every other character that
/// is not white space as a word of its own; `"chars"` takes Unicode scalars; `"bytes"` takes the bytes of the UTF-8,
/// which need no vocabulary. A token is its index in the vocabulary; `unknown`, `start` and `end` are an index or an
/// entry of it.
struct TextPreparation {
    enum Split: String {
        case words, chars, bytes
    }

    let split: Split
    private let indices: [String: Int]?
    private let unknown: Int?
    private let start: Int?
    private let end: Int?
    private let lower: Bool

    init(_ preparation: Metadata.Preparation) throws(Diagnostic) {
        let arguments = try PreparationArguments(
            preparation, allowing: ["split", "vocabulary", "unknown", "start", "end", "lower"])
        split = Split(rawValue: try arguments.choice("split", of: ["words", "chars", "bytes"])) ?? .words
        let vocabulary = try arguments.strings("vocabulary")
        let indices = vocabulary.map { Dictionary(zip($0, 0...), uniquingKeysWith: { first, _ in first }) }
        guard indices != nil || split == .bytes else {
            throw arguments.wrong("vocabulary", "given: without one the words and characters have no numbers")
        }
        func token(_ name: String) throws(Diagnostic) -> Int? {
            switch arguments.value(name) {
            case nil: return nil
            case .integer(let index) where index >= 0 && index < vocabulary?.count ?? Int(Int32.max): return index
            case .string(let entry):
                if let index = indices?[entry] { return index }
                throw arguments.wrong(name, "an entry of the vocabulary, which '\(entry)' is not")
            default: throw arguments.wrong(name, "an index into the vocabulary or an entry of it")
            }
        }
        self.indices = indices
        unknown = try token("unknown")
        start = try token("start")
        end = try token("end")
        lower = try arguments.bool("lower", default: false)
    }

    /// The tokens of one file.
    func tokens(_ file: FileContents) throws(Diagnostic) -> [Int64] {
        var tokens: [Int64] = start.map { [Int64($0)] } ?? []
        do throws(Diagnostic) {
            let text = try file.withAllBytes { bytes throws(Diagnostic) in try UTF8Text.string(bytes, offset: 0) }
            let source = SourceFile(name: file.name, text: lower ? text.lowercased() : text)
            for piece in pieces(of: source) {
                tokens.append(Int64(try token(piece, in: source)))
            }
        } catch {
            throw error.range == nil && error.place == nil ? error.placed(in: file.name) : error
        }
        if let end { tokens.append(Int64(end)) }
        guard !tokens.isEmpty else {
            throw Diagnostic("empty-text", "the text has nothing in it to run on", place: file.name)
        }
        return tokens
    }

    private func token(_ range: Range<Int>, in source: SourceFile) throws(Diagnostic) -> Int {
        let piece = source.text(range)
        if let indices {
            if let index = indices[piece] { return index }
        } else if let byte = source.bytes[range].first {
            return Int(byte)
        }
        if let unknown { return unknown }
        throw Diagnostic(
            "unknown-token", "\(split == .words ? "word" : "character") '\(piece)' is not in the vocabulary",
            at: SourceRange(file: source, start: range.lowerBound, end: range.upperBound),
            help: "give the model's text preparation an 'unknown', or change the text")
    }

    /// The byte ranges of the tokens, in order.
    private func pieces(of source: SourceFile) -> [Range<Int>] {
        if split == .bytes { return source.bytes.indices.map { $0..<($0 + 1) } }
        var pieces: [Range<Int>] = []
        var wordStart: Int?
        var offset = 0
        for scalar in String(decoding: source.bytes, as: UTF8.self).unicodeScalars {
            let next = offset + UTF8.width(scalar)
            defer { offset = next }
            if split == .chars {
                pieces.append(offset..<next)
                continue
            }
            if scalar.isInWord || (wordStart != nil && (scalar == "'" || scalar == "\u{2019}")) {
                wordStart = wordStart ?? offset
                continue
            }
            if let begin = wordStart { pieces.append(begin..<offset) }
            wordStart = nil
            if !scalar.properties.isWhitespace { pieces.append(offset..<next) }
        }
        if let begin = wordStart { pieces.append(begin..<offset) }
        return pieces
    }
}

extension Unicode.Scalar {
    /// Whether the character is part of a word: a letter, a digit or a mark.
    fileprivate var isInWord: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark, .connectorPunctuation:
            true
        default: false
        }
    }
}
