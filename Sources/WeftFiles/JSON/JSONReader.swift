package import WeftDiagnostics

/// How much JSON is read before the reader gives up.
package struct JSONLimits: Sendable {
    /// The most bytes of a document.
    package var bytes: Int
    /// The most arrays and objects inside each other.
    package var depth: Int
    /// The most values in a document, whatever their kind.
    package var values: Int

    /// Makes limits; the defaults suit the header of a weight file.
    package init(bytes: Int = 100_000_000, depth: Int = 128, values: Int = 4_000_000) {
        self.bytes = bytes
        self.depth = depth
        self.values = values
    }
}

/// A strict reader of JSON (RFC 8259), for documents from anywhere.
///
/// Refused beyond the grammar: a byte order mark, keys given twice, lone surrogates, invalid UTF-8, anything behind the
/// document, and numbers that this machine cannot hold. A number without fraction and exponent is exact or refused.
/// There is no recursion, so depth costs memory and never the stack.
package struct JSONReader: ~Copyable {
    let count: Int
    let limits: JSONLimits
    var position = 0
    private var values = 0

    private init(count: Int, limits: JSONLimits) {
        self.count = count
        self.limits = limits
    }

    /// Reads a document.
    ///
    /// - Throws: a diagnostic whose place is the byte offset: `json-syntax`, `json-duplicate-key`, `json-number`,
    ///   `json-limit` or `invalid-utf8`.
    package static func parse(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(Diagnostic) -> JSONValue {
        try parse(bytes.span, limits: limits)
    }

    /// Reads a document from bytes in place.
    ///
    /// - Throws: as ``parse(_:limits:)-([UInt8],_)`` does.
    package static func parse(
        _ bytes: Span<UInt8>, limits: JSONLimits = JSONLimits()
    ) throws(Diagnostic) -> JSONValue {
        guard bytes.count <= limits.bytes else {
            throw Diagnostic(
                "json-limit", "a JSON document has at most \(limits.bytes) bytes, and this one has \(bytes.count)",
                place: "byte \(limits.bytes)")
        }
        var reader = JSONReader(count: bytes.count, limits: limits)
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
            throw reader.syntax("a JSON document must not begin with a byte order mark")
        }
        let value = try reader.document(bytes)
        reader.skipSpace(bytes)
        guard reader.position == bytes.count else {
            throw reader.syntax("nothing may follow the document")
        }
        return value
    }

    private mutating func document(_ bytes: Span<UInt8>) throws(Diagnostic) -> JSONValue {
        var open: [JSONContainer] = []
        while true {
            var finished = try begin(bytes, &open)
            while let value = finished {
                guard !open.isEmpty else { return value }
                finished = try append(value, bytes, &open)
            }
        }
    }

    /// Reads a scalar or an empty container and gives it, or opens a container and gives nil.
    private mutating func begin(_ bytes: Span<UInt8>, _ open: inout [JSONContainer]) throws(Diagnostic) -> JSONValue? {
        skipSpace(bytes)
        values += 1
        guard values <= limits.values else { throw limit("at most \(limits.values) values") }
        guard position < count else { throw syntax("a value is missing") }
        switch bytes[position] {
        case UInt8(ascii: "["):
            try enter(open)
            if take("]", bytes) { return .array([]) }
            open.append(JSONContainer(key: nil))
            return nil
        case UInt8(ascii: "{"):
            try enter(open)
            if take("}", bytes) { return .object([]) }
            open.append(JSONContainer(key: try key(bytes)))
            return nil
        case UInt8(ascii: "\""): return .string(try string(bytes))
        case UInt8(ascii: "t"): return try word("true", .bool(true), bytes)
        case UInt8(ascii: "f"): return try word("false", .bool(false), bytes)
        case UInt8(ascii: "n"): return try word("null", .null, bytes)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number(bytes)
        default: throw syntax("a value must be an object, an array, a string, a number, true, false or null")
        }
    }

    private mutating func enter(_ open: [JSONContainer]) throws(Diagnostic) {
        guard open.count < limits.depth else { throw limit("at most \(limits.depth) levels") }
        position += 1
    }

    /// Puts a value into the innermost container; gives that when it ends here, nil when another value follows.
    private mutating func append(
        _ value: JSONValue, _ bytes: Span<UInt8>, _ open: inout [JSONContainer]
    ) throws(Diagnostic) -> JSONValue? {
        // Changed in place: a container taken out and put back would be copied for each of its elements.
        let last = open.count - 1
        open[last].append(value)
        guard open[last].isObject else {
            if take("]", bytes) { return open.removeLast().value }
            guard take(",", bytes) else { throw syntax("a comma or ] must follow an element") }
            return nil
        }
        if take("}", bytes) { return open.removeLast().value }
        guard take(",", bytes) else { throw syntax("a comma or } must follow a member") }
        skipSpace(bytes)
        let start = position
        guard open[last].begin(try key(bytes)) else {
            throw Diagnostic(
                "json-duplicate-key", "a key must not be given twice: \"\(open[last].key)\"", place: "byte \(start)")
        }
        return nil
    }

    /// A key and the colon behind it.
    private mutating func key(_ bytes: Span<UInt8>) throws(Diagnostic) -> String {
        skipSpace(bytes)
        guard position < count, bytes[position] == UInt8(ascii: "\"") else { throw syntax("a key must be a string") }
        let key = try string(bytes)
        guard take(":", bytes) else { throw syntax("a colon must follow a key") }
        return key
    }

    private mutating func word(
        _ word: StaticString, _ value: JSONValue, _ bytes: Span<UInt8>
    ) throws(Diagnostic) -> JSONValue {
        let length = word.utf8CodeUnitCount
        let matches = word.withUTF8Buffer { buffer in
            guard count - position >= length else { return false }
            for index in 0..<length where unsafe bytes[position + index] != buffer[index] { return false }
            return true
        }
        guard matches else { throw syntax("a word must be true, false or null") }
        position += length
        return value
    }

    /// Skips blanks, and a character if it comes next.
    private mutating func take(_ character: Unicode.Scalar, _ bytes: Span<UInt8>) -> Bool {
        skipSpace(bytes)
        guard position < count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    mutating func skipSpace(_ bytes: Span<UInt8>) {
        while position < count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    func syntax(_ message: String) -> Diagnostic {
        Diagnostic("json-syntax", message, place: "byte \(position)")
    }

    private func limit(_ what: String) -> Diagnostic {
        Diagnostic("json-limit", "a JSON document has \(what)", place: "byte \(position)")
    }
}

/// An array or an object that is being read.
struct JSONContainer {
    let isObject: Bool
    /// The key whose value comes next.
    private(set) var key: String
    private var elements: [JSONValue] = []
    private var members: [JSONValue.Member] = []
    /// All keys, once there are too many to look through one by one.
    private var keys: Set<String> = []

    /// An object, whose first key was read, or an array.
    init(key: String?) {
        isObject = key != nil
        self.key = key ?? ""
    }

    var value: JSONValue { isObject ? .object(members) : .array(elements) }

    mutating func append(_ value: JSONValue) {
        if isObject { members.append(JSONValue.Member(key, value)) } else { elements.append(value) }
    }

    /// Begins the next member; false when its key is there already. Keys that differ only in how Unicode composes
    /// their characters are one key, as they are for every dictionary that they will go into.
    mutating func begin(_ key: String) -> Bool {
        self.key = key
        if members.count < 16 { return !members.contains { $0.key == key } }
        if keys.isEmpty { keys = Set(members.map(\.key)) }
        return keys.insert(key).inserted
    }
}
