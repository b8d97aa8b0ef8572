import Testing
import WeftDiagnostics

import WeftLanguage

@Suite("Formatter")
struct FormatterTests {
    private func format(_ text: String) throws -> String {
        try Formatter.format(SourceFile(name: "test.weft", text: text))
    }

    /// Formats statements as the body of a block.
    private func statements(_ text: String) throws -> String {
        let formatted = try format("block A() {\n\(text)\n}\n")
        let lines = formatted.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.dropFirst().dropLast(2).joined(separator: "\n")
    }

    @Test(
        "one space between tokens, none in brackets",
        arguments: [
            ("y=f( a,b = 1 ,c= - 2 )+-x", "y = f(a, b=1, c=-2) + -x"),
            ("y=x|>a :f|>[ _ ]:g", "y = x |> a: f |> [_]: g"),
            ("y = a [ 0 ] . b . \"c\" ( 1 )", "y = a[0].b.\"c\"(1)"), ("y = 0 ..< n ; ", ""),
            ("for i in reversed( 0 ..< n ){y=1}", "for i in reversed(0..<n) {\n        y = 1\n    }"),
            ("prepare(a,b)=f", "prepare (a, b) = f"), ("y = prepare (a)", "y = prepare(a)"),
            ("stop when(a)", "stop when (a)"), ("stop when -a<1", "stop when -a < 1"), ("y = when (a)", "y = when(a)"),
            ("y = -  -a ** -b", "y = --a ** -b"), ("return a,b", "return a, b"),
            ("next  h=next  g", "next h = next g"),
            ("y:f32 [N,2*C , ...,_]?=(x).h", "y: f32[N, 2 * C, ..., _]? = (x).h"),
            ("y = \"a{ i+1 }{f( x,n = 1 )}\"", "y = \"a{i + 1}{f(x, n=1)}\""),
            ("y = if a then(b)else[c]", "y = if a then (b) else [c]"), ("y = not(a)", "y = not (a)"),
            ("param w\"n\":[int]|string=[]", "param w \"n\": [int] | string = []"),
            ("if a{}else if b{}else{}", "if a {} else if b {} else {}"),
            ("if a { b = 1 }\nelse { c = 2 }", "if a {\n        b = 1\n    } else {\n        c = 2\n    }"),
        ])
    func spaces(written: String, expected: String) throws {
        guard !expected.isEmpty else {
            #expect(throws: DiagnosticList.self) { try statements(written) }
            return
        }
        #expect(try statements(written) == "    " + expected)
    }

    @Test(
        "declarations, imports and empty lines",
        arguments: [
            ("", ""), ("\n \t\n", ""), ("// only\n\n\n// two", "// only\n\n// two\n"),
            ("\u{FEFF}block A(){}", "block A() {}\n"),
            (
                "import\"a\"as b import\"c\"\nblock A(){}\nblock B(){}",
                "import \"a\" as b\nimport \"c\"\n\nblock A() {}\n\nblock B() {}\n"
            ),
            ("block A() {\n\n\n  x=1\n\n\n  y=2\n\n}\n\n\n", "block A() {\n    x = 1\n\n    y = 2\n}\n"),
            (
                "block A(x:int=1,y:block=f(a=1))->(z,w:f32[])where a==b,c{return x}",
                "block A(x: int = 1, y: block = f(a=1)) -> (z, w: f32[]) where a == b, c {\n    return x\n}\n"
            ),
            ("block A() {}\n/// doc\nblock B() {}", "block A() {}\n\n/// doc\nblock B() {}\n"),
            ("block A() {} // end\n// loose\n\nblock B() {}", "block A() {}  // end\n\n// loose\n\nblock B() {}\n"),
            ("block A() {\n    // first\n\n    // second\n}", "block A() {\n    // first\n\n    // second\n}\n"),
            ("block A(x: f32)\n    -> (y) where a {\n}", "block A(x: f32)\n    -> (y)\n    where a\n{}\n"),
        ])
    func files(written: String, expected: String) throws {
        #expect(try format(written) == expected)
    }

    @Test(
        "the author's breaks stay before pipes and operators and in brackets; others go",
        arguments: [
            ("    y = x\n  |> a |> b\n  |> c", "    y = x\n        |> a |> b\n        |> c"),
            ("    y =\n   x |>\n  a", "    y = x |> a"), ("    y = a +\n  b\n  - c", "    y = a + b\n        - c"),
            ("    y = [\n1, 2,\n3]", "    y = [\n        1, 2,\n        3\n    ]"),
            ("    y = f(a,\nb, g(c,\nd))", "    y = f(a,\n          b, g(c,\n               d))"),
            ("    y = f(a\n, b)", "    y = f(a, b)"),
            ("    y = f(a\n|> b\n|> c,\nd)", "    y = f(a\n              |> b\n              |> c,\n          d)"),
            ("    y = [\n1,\n\n\n2]", "    y = [\n        1,\n\n        2\n    ]"),
        ])
    func breaks(written: String, expected: String) throws {
        #expect(try statements(written) == expected)
    }

    @Test(
        "comments stay where they stand",
        arguments: [
            (
                "    y = x // a\n  |> b //c\n// d\n |> e",
                "    y = x  // a\n        |> b  //c\n        // d\n        |> e"
            ),
            (
                "    y = f( // a\nb, // c\n// d\nc // e\n// g\n)",
                "    y = f(  // a\n        b,  // c\n        // d\n        c  // e\n        // g\n    )"
            ),
            (
                "    if a { // b\nc = 1 // d\n// e\n} // f\n// g",
                "    if a {  // b\n        c = 1  // d\n        // e\n    }  // f\n    // g"
            ),
            ("    y = [a, // b\nc]", "    y = [a,  // b\n         c]"),
            ("    y = f(\n// nothing\n)", "    y = f(\n        // nothing\n    )"),
        ])
    func comments(written: String, expected: String) throws {
        #expect(try statements(written) == expected)
    }

    @Test("a statement that is too long is broken at pipes first, then at commas, then at operators")
    func longStatements() throws {
        let long = String(repeating: "a", count: 70)
        #expect(
            try statements("y = \(long) |> f(1, 2) |> g(\(long), 3)")
                == "    y = \(long) |> f(1, 2)\n        |> g(\(long), 3)")
        #expect(
            try statements("(y, z) = f(\(long), \(long), b)") == "    (y, z) = f(\(long),\n               \(long), b)")
        #expect(try statements("y = (\(long)) + (\(long))") == "    y = (\(long))\n        + (\(long))")
        #expect(
            try statements("y = \(long)(\(long))") == "    y = \(long)(\n        \(long)\n    )")
        #expect(try statements("y = \(long)\(long)") == "    y = \(long)\(long)")
        #expect(try statements("y = \(long) // \(long)") == "    y = \(long)  // \(long)")
    }

    @Test("a signature that is too long is broken before its promises, then its results, then in its parameters")
    func longSignatures() throws {
        let (a, b) = (String(repeating: "a", count: 50), String(repeating: "b", count: 50))
        #expect(
            try format("block A(\(a): f32) -> (\(b)) where streams(T) { x = 1 }")
                == "block A(\(a): f32) -> (\(b))\n    where streams(T)\n{\n    x = 1\n}\n")
        #expect(
            try format("block A(\(a): f32) -> (\(b), \(b)) where T { x = 1 }")
                == "block A(\(a): f32)\n    -> (\(b), \(b))\n    where T\n{\n    x = 1\n}\n")
        #expect(
            try format("block A(\(a): f32, \(b): f32, c: int) { x = 1 }")
                == "block A(\(a): f32,\n        \(b): f32, c: int) {\n    x = 1\n}\n")
    }

    @Test("the design's examples are laid out already, but for lines that are too long there")
    func designExamples() throws {
        for name in ["cnn.weft", "unet.weft"] {
            guard let text = SyntaxExamples.fromDesign.first(where: { $0.name == name })?.text else { continue }
            let final = text.hasSuffix("\n") ? text : text + "\n"
            #expect(try format(text) == final)
        }
    }

    @Test("a text with errors is not formatted")
    func errors() throws {
        let error = #expect(throws: DiagnosticList.self) { try format("block A() {\n    x = )\n}") }
        #expect(error?.diagnostics.map(\.code) == ["unexpected-token"])
        #expect(error?.hasErrors == true)
    }
}
