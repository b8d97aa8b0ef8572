import WeftDiagnostics

/// Reads the one Python literal that an npy header is; nothing else of Python.
struct PythonLiteral {
    private let bytes: [UInt8]
    /// Where the bytes stand in the file.
    private let offset: Int
    private let name: String
    private var position = 0

    init(_ bytes: [UInt8], offset: Int, name: String) {
        self.bytes = bytes
        self.offset = offset
        self.name = name
    }

    /// The dictionary with exactly the entries of an npy header, in any order, and blanks behind it.
    mutating func dictionary() throws(Diagnostic) -> (descr: String, isFortran: Bool, shape: [Int]) {
        var descr: String?
        var isFortran: Bool?
        var shape: [Int]?
        try expect("{")
        while !take("}") {
            let start = position
            let key = try string()
            try expect(":")
            switch key {
            case "descr" where descr == nil: descr = try type()
            case "fortran_order" where isFortran == nil: isFortran = try truth()
            case "shape" where shape == nil: shape = try tuple()
            default: throw problem(at: start, "the header has an entry twice, or one that it must not have: \(key)")
            }
            if !take(",") {
                try expect("}")
                break
            }
        }
        skipBlanks()
        guard position == bytes.count else { throw problem(at: position, "nothing may follow the header's dictionary") }
        guard let descr, let isFortran, let shape else {
            throw problem(at: 0, "the header must have descr, fortran_order and shape")
        }
        return (descr, isFortran, shape)
    }

    private mutating func type() throws(Diagnostic) -> String {
        skipBlanks()
        if position < bytes.count, bytes[position] == UInt8(ascii: "[") || bytes[position] == UInt8(ascii: "(") {
            throw Diagnostic(
                "npy-type", "structured elements, with fields of their own, cannot be read",
                place: "\(name): byte \(offset + position)", help: "save each field as an array of its own")
        }
        return try string()
    }

    private mutating func string() throws(Diagnostic) -> String {
        skipBlanks()
        let start = position
        guard position < bytes.count, bytes[position] == UInt8(ascii: "'") || bytes[position] == UInt8(ascii: "\"")
        else { throw problem(at: start, "a text in quotes must stand here") }
        let quote = bytes[position]
        position += 1
        while position < bytes.count, bytes[position] != quote {
            guard (0x20..<0x7F).contains(bytes[position]), bytes[position] != UInt8(ascii: "\\") else {
                throw problem(at: position, "a text in the header must be plain")
            }
            position += 1
        }
        guard position < bytes.count else { throw problem(at: start, "the text has no closing quote") }
        position += 1
        return String(decoding: bytes[start + 1..<position - 1], as: UTF8.self)
    }

    private mutating func truth() throws(Diagnostic) -> Bool {
        skipBlanks()
        for (word, value) in [("True", true), ("False", false)] where bytes[position...].starts(with: word.utf8) {
            position += word.utf8.count
            return value
        }
        throw problem(at: position, "True or False must stand here")
    }

    private mutating func tuple() throws(Diagnostic) -> [Int] {
        try expect("(")
        var sizes: [Int] = []
        while !take(")") {
            sizes.append(try size())
            guard sizes.count <= 64 else { throw problem(at: position, "a shape must not have more than 64 axes") }
            if !take(",") {
                // One size without a comma is a number in brackets, not a tuple.
                guard sizes.count > 1 else { throw problem(at: position, "a shape must be a tuple") }
                try expect(")")
                break
            }
        }
        return sizes
    }

    private mutating func size() throws(Diagnostic) -> Int {
        skipBlanks()
        let start = position
        var result = 0
        while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
            let (tens, overflow) = result.multipliedReportingOverflow(by: 10)
            let (next, overflowed) = tens.addingReportingOverflow(Int(bytes[position] - UInt8(ascii: "0")))
            guard !overflow, !overflowed else { throw problem(at: start, "a size must be below 2^63") }
            result = next
            position += 1
        }
        guard position > start else { throw problem(at: start, "a size must be a whole number from 0 on") }
        // Python 2 wrote long numbers so.
        if position < bytes.count, bytes[position] == UInt8(ascii: "L") { position += 1 }
        return result
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(Diagnostic) {
        guard take(character) else { throw problem(at: position, "\(character) must stand here") }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skipBlanks() {
        while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    }

    private func problem(at position: Int, _ message: String) -> Diagnostic {
        Diagnostic("npy-header", message, place: "\(name): byte \(offset + position)")
    }
}
