import Testing
import WeftDiagnostics

import WeftLanguage

/// A text that holds one error, at the sign `‸`.
struct BrokenText: Sendable, CustomTestStringConvertible {
    let marked: String
    let code: String
    let message: String

    init(_ marked: String, _ code: String, _ message: String) {
        self.marked = marked
        self.code = code
        self.message = message
    }

    var testDescription: String { marked }
}

@Suite("Syntax errors")
struct SyntaxErrorTests {
    private func check(_ broken: BrokenText, before: String, after: String) {
        let marked = before + broken.marked + after
        let place =
            marked.utf8.count - (marked.split(separator: "‸", omittingEmptySubsequences: false).last?.utf8.count ?? 0)
            - "‸".utf8.count
        let text = marked.replacing("‸", with: "")
        let diagnostics = Parser.parse(SourceFile(name: "test.weft", text: text)).diagnostics
        #expect(diagnostics.map(\.code) == [broken.code])
        #expect(diagnostics.map(\.message) == [broken.message])
        #expect(diagnostics.map { $0.range?.start } == [place])
    }

    @Test(
        "one error in a statement is one diagnostic",
        arguments: [
            BrokenText(
                "y = x |> relu ‸+ b", "pipe-needs-parentheses",
                "'|>' binds less than '+', so a pipeline before it needs parentheses"),
            BrokenText("y = a < b ‸< c", "comparison-chain", "comparisons do not chain: '<' follows '<'"),
            BrokenText("y = 1..<2‸...3", "range-chain", "a range has two ends, and '...' follows '..<'"),
            BrokenText(
                "y = conv(x, stride‸: 2)", "colon-for-equals",
                "an argument's value follows '=', and ':' ends a label"),
            BrokenText(
                "y = x |> conv1 ‸= conv(3)", "equals-for-colon",
                "a label is followed by ':', and 'conv1' by '='"),
            BrokenText("y = f(a ‸b)", "unexpected-token", "expected ',' or ')' in the arguments of 'f', found 'b'"),
            BrokenText(
                "y = f(a, b‸\n    z = 3", "unclosed-bracket",
                "expected ',' or ')' in the arguments of 'f', found 'z' on the next line"),
            BrokenText(
                "y = (a‸\n    z = 3", "unclosed-bracket", "expected ')' in the parentheses, found 'z' on the next line"),
            BrokenText(
                "y = x[1‸\n    z = 3", "unclosed-bracket", "expected ']' in the index, found 'z' on the next line"),
            BrokenText(
                "‸in = 3", "reserved-word", "'in' is a reserved word and cannot be the name that a statement binds"),
            BrokenText("param ‸in: f32", "reserved-word", "'in' is a reserved word and cannot be the name of a param"),
            BrokenText(
                "y = f(‸in=3)", "reserved-word", "'in' is a reserved word and cannot be the name of an argument"),
            BrokenText("y = op.‸not(x)", "reserved-word", "'not' is a reserved word and cannot be a member's name"),
            BrokenText(
                "param w ‸f32[3]", "unexpected-token", "expected ':' and the type of the param 'w', found 'f32'"),
            BrokenText(
                "y = ‸99999999999999999999", "number-too-large", "a whole number is at most 9223372036854775807"),
            BrokenText("y = ‸1e999", "number-too-large", "a number is at most 1.7976931348623157e+308"),
            BrokenText(
                "y = -‸9223372036854775808 ** 2", "number-too-large", "a whole number is at most 9223372036854775807"),
            BrokenText(
                "x ‸|> relu", "bare-expression", "a statement binds a value to a name, and 'x' is followed by '|>'"),
            BrokenText("‸3 + 4", "bare-expression", "a statement binds a value to a name, and this is none"),
            BrokenText("x ‸+= 1", "unexpected-token", "expected '=' after 'x', found '+'"),
            BrokenText("x ‸== 3", "unexpected-token", "expected '=' after 'x', found '=='"),
            BrokenText("y = (a‸, b)", "unexpected-token", "expected ')' in the parentheses, found ','"),
            BrokenText("y = x |> ‸3", "unexpected-token", "expected a layer after '|>', found '3'"),
            BrokenText("y = f(x)‸[0]", "unexpected-token", "expected the end of the line, found '['"),
            BrokenText("y = a ‸if b else c", "unexpected-token", "expected the end of the line, found 'if'"),
            BrokenText("y = features.‸0.x", "unexpected-token", "expected a name or a string after '.', found '0'"),
            BrokenText("y = x‸[_]", "index-needs-label", "'[_]' is the next index and stands only in a label"),
            BrokenText("y = ‸[_]", "index-needs-label", "'[_]' is the next index and stands only in a label"),
            BrokenText("y = ‸[1, 2]: relu", "label-needs-index", "a label in brackets holds one index"),
            BrokenText("let ‸y = 3", "unexpected-token", "expected '=' after 'let', found 'y'"),
            BrokenText("y =‸", "unexpected-token", "expected a value after '=', found '}' on the next line"),
            BrokenText(
                "y = if a then b‸", "unexpected-token",
                "expected 'else' behind the first value, found '}' on the next line"),
            BrokenText(
                "if a ‸then b else c", "missing-body", "expected '{' to begin the body of the 'if', found 'then'"),
            BrokenText(
                "for i ‸0..<4 {\n        y = 3\n    }", "unexpected-token",
                "expected 'in' and what the loop runs over, found '0'"),
            BrokenText(
                "for ‸in in x {}", "reserved-word",
                "'in' is a reserved word and cannot be the name that the loop binds"),
            BrokenText("y: ‸= 3", "unexpected-token", "expected a type after ':', found '='"),
            BrokenText(
                "y: f32[N ‸= 3", "unexpected-token", "expected ',' or ']' in the dimensions of 'f32', found '='"),
            BrokenText("stop ‸if a", "unexpected-token", "expected 'when' after 'stop', found 'if'"),
            BrokenText("y = a == ‸not b", "unexpected-token", "expected a value after '==', found 'not'"),
            BrokenText("y = \"{‸}\"", "unexpected-token", "expected a value, found '}'"),
            BrokenText("y = x |> \"a\" ‸relu", "unexpected-token", "expected ':' behind the label \"a\", found 'relu'"),
            BrokenText("shared x ‸= relu", "unexpected-token", "expected ':' and a layer after 'shared x', found '='"),
            BrokenText("prepare x‸: 3", "unexpected-token", "expected '=' after 'prepare x', found ':'"),
            BrokenText("y: conv‸(3)", "unexpected-token", "expected '=' and a value, found '('"),
            BrokenText("y = a ‸&& b", "invalid-character", "the character '&' has no meaning here"),
            BrokenText("y = x‸;", "invalid-character", "the character ';' has no meaning here"),
            BrokenText(
                "y = f(‸\"abc{x\")", "unterminated-string", "the string, or a '{' in it, is not closed on its line"),
            BrokenText("‸import \"x\"", "late-import", "imports stand before all declarations"),
            BrokenText(
                "y = [\n        1,\n        2 ‸3,\n        4,\n    ]\n    z = 1", "unexpected-token",
                "expected ',' or ']' in the list, found '3'"),
        ])
    func statement(broken: BrokenText) {
        check(broken, before: "block A(x: f32[N]) {\n    a = 1\n    ", after: "\n}\n\nblock B() {}\n")
    }

    @Test(
        "one error around declarations is one diagnostic",
        arguments: [
            BrokenText(
                "model ‸(x: f32) {\n    y = 1\n}", "unexpected-token", "expected the name of the model, found '('"),
            BrokenText(
                "model A(x ‸= f32[3]) {}", "unexpected-token",
                "expected ':' and the type of the parameter 'x', found '='"),
            BrokenText("model A(x: f32[N,‸]) {}", "unexpected-token", "expected a value after ',', found ']'"),
            BrokenText(
                "model A(x: f32) ‸(y) {}", "missing-arrow", "expected '->' before the results of 'A', found '('"),
            BrokenText(
                "model A(x: f32) -> ‸y {}", "unexpected-token",
                "expected '(' and the results of 'A' after '->', found 'y'"),
            BrokenText(
                "model A(x: f32) -> (f32‸[3]) {}", "unexpected-token",
                "expected ':', ',' or ')' behind the result 'f32', found '['"),
            BrokenText(
                "model A(x: f32) -> (‸) {}", "unexpected-token", "expected the name of a result after '(', found ')'"),
            BrokenText(
                "model A(x: f32)‸\n    y = 3\n}", "missing-body",
                "expected '{' to begin the body of 'A', found the end of the line"),
            BrokenText(
                "‸modell A(x: f32) {}", "statement-outside", "expected 'model', 'block' or 'cell', found 'modell'"),
            BrokenText("‸x = 3", "statement-outside", "expected 'model', 'block' or 'cell', found 'x'"),
            BrokenText("model A ‸{}", "unexpected-token", "expected '(' and the parameters of 'A', found '{'"),
            BrokenText(
                "import ‸blocks", "unexpected-token",
                "expected a file's name as a string after 'import', found 'blocks'"),
            BrokenText("import ‸\"a{b}\"", "import-interpolates", "the name of an imported file is plain text"),
            BrokenText(
                "model A(x: f32 ‸{\n    y = 3\n}", "unclosed-bracket",
                "expected ',' or ')' in the parameters of 'A', found '{'"),
            BrokenText("model A(x: [int‸) {}", "unexpected-token", "expected ']' in the type of a list, found ')'"),
            BrokenText(
                "model A(x: f32,‸, y: f32) {}", "unexpected-token",
                "expected the name of a parameter after ',', found ','"),
            BrokenText(
                "model ‸if() {}", "reserved-word", "'if' is a reserved word and cannot be the name of the model"),
            BrokenText(
                "block A() {\n    x = 3‸", "unclosed-body",
                "expected '}' at the end of the body of the block 'A', found a declaration"),
            BrokenText("block A() {}\n‸}", "stray-closing-brace", "this '}' closes nothing"),
            BrokenText(
                "model A(x‸) {}", "unexpected-token", "expected ':' and the type of the parameter 'x', found ')'"),
            BrokenText("block A() { x = 1 ‸y = 2 }", "unexpected-token", "expected the end of the line, found 'y'"),
        ])
    func declaration(broken: BrokenText) {
        check(broken, before: "", after: "\n\nblock B() {}\n")
    }

    @Test("a help says what would mend it")
    func help() {
        let text = "block A() {\n    y = 0.5 + .5\n    z = f(a: 1)\n    return a = b\n}"
        let diagnostics = Parser.parse(SourceFile(name: "test.weft", text: text)).diagnostics
        #expect(
            diagnostics.map(\.help) == [
                "a number begins with a digit: '0.5'", "write 'a=…'",
                "a statement gives a value to one name; values are compared with '=='",
            ])
    }

    @Test("an unclosed bracket shows where it opens")
    func note() throws {
        let text = "block A() {\n    y = f(a\n}"
        let diagnostic = try #require(Parser.parse(SourceFile(name: "test.weft", text: text)).diagnostics.first)
        #expect(diagnostic.notes.first?.range?.text == "(")
    }
}
