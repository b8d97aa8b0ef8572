import Testing
import WeftDiagnostics
import WeftFiles
import WeftTestSupport

@Suite struct JSONReaderTests {
    @Test func readsEveryKindOfValue() throws {
        let text =
            #" { "a" : [ 1 , -0, -7, 2.5e-1 , 1E3 , true , false , null , [ ] , { } ] , "b" : {"c":"\u00e9\n\/"} } "#
        let expected = JSONValue.object([
            .init(
                "a",
                .array([
                    .integer(1), .number(-0.0), .integer(-7), .number(0.25), .number(1000), .bool(true), .bool(false),
                    .null,
                    .array([]), .object([]),
                ])),
            .init("b", .object([.init("c", .string("é\n/"))])),
        ])
        #expect(try JSONReader.parse(text.bytes) == expected)
        #expect(try JSONReader.parse(expected.text().bytes) == expected)
        #expect(try JSONReader.parse(expected.text(pretty: false).bytes) == expected)
    }

    @Test func readsStrings() throws {
        #expect(
            try JSONReader.parse(#""\ud83d\ude00 é \"\\\b\f\r\t""#.bytes)
                == .string("\u{1F600} é \"\\\u{8}\u{C}\r\t"))
        #expect(try JSONReader.parse(#""\u0000""#.bytes) == .string("\0"))
        #expect(try JSONReader.parse("\"\u{7F}\"".bytes) == .string("\u{7F}"))
    }

    @Test func wholeNumbersAreExactOrRefused() throws {
        #expect(try JSONReader.parse("9223372036854775807".bytes) == .integer(.max))
        #expect(try JSONReader.parse("-9223372036854775808".bytes) == .integer(.min))
        for text in ["9223372036854775808", "-9223372036854775809", "1e400", "-1e400", "18446744073709551616"] {
            #expect(code { () throws(Diagnostic) in try JSONReader.parse(text.bytes) } == "json-number")
        }
        #expect(try JSONReader.parse("1e-400".bytes) == .number(0))
    }

    /// What is wrong, and the byte at which it is.
    @Test(arguments: [
        ("", 0), (" ", 1), ("[", 1), ("]", 0), ("{", 1), ("[1", 2), ("[1,", 3), ("[1,]", 3), ("[,1]", 1), ("[1 2]", 3),
        ("{\"a\"", 4), ("{\"a\":", 5), ("{\"a\":1", 6), ("{\"a\":1,", 7), ("{\"a\":1,}", 7), ("{a:1}", 1), ("{1:1}", 1),
        ("{\"a\" 1}", 5), ("[1}", 2), ("{\"a\":1]", 6), ("1 2", 2), ("{}{}", 2), ("{}\0", 2), ("tru", 0), ("truE", 0),
        ("nul", 0), ("NaN", 0), ("Infinity", 0), ("-Infinity", 1), ("-", 1), ("+1", 0), ("01", 2), ("-01", 3),
        ("1.", 2),
        (".5", 0), ("1e", 2), ("1e+", 3), ("1.e3", 2), ("0x10", 1), ("'a'", 0), ("\"", 1), ("\"a", 2), ("\"\n\"", 1),
        ("\"\\", 1), ("\"\\\"", 3), ("\"\\x\"", 1), ("\"\\u12\"", 1), ("\"\\u12g4\"", 1), ("\"\\ud800\"", 1),
        ("\"\\udc00\"", 1), ("\"\\ud800\\u0041\"", 1), ("\"\\ud800x\"", 1), ("\u{FEFF}{}", 0), ("// c\n1", 0),
        ("[1,\u{A0}2]", 3), ("\"\\ud800\\", 1),
    ]) func refusesWhatIsNotJSON(text: String, offset: Int) {
        let problem = diagnostic { () throws(Diagnostic) in try JSONReader.parse(text.bytes) }
        #expect(problem.code == "json-syntax")
        #expect(problem.place == "byte \(offset)")
    }

    @Test func refusesInvalidUTF8() {
        for (bytes, offset) in [
            ([0x22, 0xFF, 0x22], 1), ([0x22, 0x61, 0xC3, 0x22], 2), ([0x22, 0xC0, 0x80, 0x22], 1),
            ([0x22, 0xED, 0xA0, 0x80, 0x22], 1), ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 1),
            ([0x22, 0x5C, 0x6E, 0x80, 0x22], 3),
        ] as [([UInt8], Int)] {
            let problem = diagnostic { () throws(Diagnostic) in try JSONReader.parse(bytes) }
            #expect(problem.code == "invalid-utf8")
            #expect(problem.place == "byte \(offset)")
        }
    }

    @Test func refusesAKeyGivenTwice() throws {
        let problem = diagnostic { () throws(Diagnostic) in try JSONReader.parse(#"{"a":1,"b":2,"a":3}"#.bytes) }
        #expect(problem.code == "json-duplicate-key")
        #expect(problem.place == "byte 13")
        #expect(
            code { () throws(Diagnostic) in try JSONReader.parse(#"{"\u0061":1,"a":2}"#.bytes) }
                == "json-duplicate-key")
        let many = (0..<50).map { "\"k\($0)\":\($0)" }
        #expect(try JSONReader.parse("{\(many.joined(separator: ","))}".bytes)["k49"] == .integer(49))
        for repeated in [0, 15, 16, 17, 49] {
            let text = "{\((many + [many[repeated]]).joined(separator: ","))}"
            #expect(code { () throws(Diagnostic) in try JSONReader.parse(text.bytes) } == "json-duplicate-key")
        }
        #expect(try JSONReader.parse(#"[{"a":1},{"a":{"a":1}}]"#.bytes)["a"] == nil)
    }

    @Test func limitsHoldAtTheirEdge() throws {
        func nested(_ depth: Int) -> [UInt8] {
            (String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).bytes
        }
        _ = try JSONReader.parse(nested(128))
        #expect(code { () throws(Diagnostic) in try JSONReader.parse(nested(129)) } == "json-limit")
        let open = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
        #expect(code { () throws(Diagnostic) in try JSONReader.parse(open) } == "json-limit")
        _ = try JSONReader.parse("[1,2,3]".bytes, limits: JSONLimits(values: 4))
        #expect(
            code { () throws(Diagnostic) in try JSONReader.parse("[1,2,3]".bytes, limits: JSONLimits(values: 3)) }
                == "json-limit")
        _ = try JSONReader.parse("[1,2]".bytes, limits: JSONLimits(bytes: 5))
        #expect(
            code { () throws(Diagnostic) in try JSONReader.parse("[1,2]".bytes, limits: JSONLimits(bytes: 4)) }
                == "json-limit")
    }

    /// Twice the document takes about twice the time: a hundred times as much would betray a copy for each element.
    @Test func takesLinearTime() throws {
        let short = "[" + String(repeating: "[1,{\"a\":2}],", count: 2_000) + "0]"
        let long = "[" + String(repeating: "[1,{\"a\":2}],", count: 40_000) + "0]"
        let first = try threadTime { _ = try JSONReader.parse(short.bytes) }
        let second = try threadTime { _ = try JSONReader.parse(long.bytes) }
        #expect(second < first * 100 + .milliseconds(100))
    }

    @Test func everyCutAndEveryChangedByteIsReadOrRefused() {
        let text =
            #"{"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"é\u00e9":-1.5e3}"#
        let bytes = text.bytes
        for count in 0..<bytes.count {
            #expect((try? JSONReader.parse(Array(bytes[..<count]))) == nil)
        }
        for index in bytes.indices {
            for value in UInt8.min...UInt8.max {
                var changed = bytes
                changed[index] = value
                _ = try? JSONReader.parse(changed)
            }
        }
    }
}
