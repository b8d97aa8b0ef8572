import WeftGraph
import WeftTensors

/// The names in use in one scope of a text, so that no two things share one.
struct PrintedNames {
    private var used: Set<String> = []
    /// The next number to try behind a name.
    private var counts: [String: Int] = [:]

    /// Words that mean something where a value could stand, or begin a statement.
    static let taken: Set<String> = {
        var words: Set<String> = ["op", "next", "when", "inf", "nan", "model", "block", "cell", "_"]
        words.formUnion(Token.Kind.reservedWords.keys)
        words.formUnion(["param", "buffer", "state", "shared", "stop", "prepare", "labels", "about", "require"])
        words.formUnion(ElementType.allCases.map(\.rawValue))
        words.formUnion(["float", "int", "any", "bool", "string", "type"])
        words.formUnion(InitializerFunction.names)
        return words
    }()

    /// Whether a name can stand in a text as it is.
    static func isPlain(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return false
        }
        return name.utf8.count <= 64 && name.utf8.allSatisfy(\.isNameByte) && !taken.contains(name)
    }

    /// A name made of another by leaving out what names are not made of; empty when nothing is left.
    static func plain(_ name: String) -> String {
        var result = ""
        for byte in name.utf8.prefix(256) {
            if byte.isNameByte, byte != UInt8(ascii: "_") {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else if !result.isEmpty, !result.hasSuffix("_") {
                result += "_"
            }
        }
        while result.hasSuffix("_") { result.removeLast() }
        if let first = result.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) {
            result = "n" + result
        }
        return String(result.prefix(40))
    }

    /// Takes a name if it is plain and free.
    mutating func take(_ name: String) -> Bool {
        PrintedNames.isPlain(name) && used.insert(name).inserted
    }

    /// A free name like a wanted one.
    mutating func unique(_ wanted: String, otherwise fallback: String) -> String {
        let plain = PrintedNames.plain(wanted)
        let base = PrintedNames.isPlain(wanted) ? wanted : plain.isEmpty ? fallback : plain
        if take(base) { return base }
        return numbered(base)
    }

    /// The next free one of `x1`, `x2` …
    mutating func numbered(_ base: String) -> String {
        let separator = base.utf8.last.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } == true ? "_" : ""
        while true {
            let count = counts[base, default: 0] + 1
            counts[base] = count
            let name = "\(base)\(separator)\(count)"
            if take(name) { return name }
        }
    }

    /// Gives a name free whose value is not needed any more.
    mutating func release(_ name: String) { used.remove(name) }
}
