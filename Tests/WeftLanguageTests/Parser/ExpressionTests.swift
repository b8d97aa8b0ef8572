import Testing
import WeftDiagnostics

import WeftLanguage

@Suite("Expressions")
struct ExpressionTests {
    @Test(
        "operators bind as the grammar says",
        arguments: [
            ("a + b * c ** d", "(+ a (* b (** c d)))"), ("a - b - c", "(- (- a b) c)"), ("a / b % c", "(% (/ a b) c)"),
            ("-a ** -b ** c", "(- (** a (- (** b c))))"), ("--a", "(- (- a))"), ("a ** b * c", "(* (** a b) c)"),
            ("not a == b and c or d", "(or (and (not (== a b)) c) d)"), ("not not a", "(not (not a))"),
            ("a + 1 ..< b * 2", "(..< (+ a 1) (* b 2))"), ("1...T", "(... 1 T)"), ("a == 0..<b", "(== a (..< 0 b))"),
            ("if a then b else if c then d else e |> f", "(if a b (if c d (e |> f)))"),
            ("f * g |> a: b(1) |> c", "((* f g) |> a: b(1) |> c)"), ("a or b |> c", "((or a b) |> c)"),
            ("(a |> b).h.k", "(group (a |> b).h.k)"), ("f(x).y", "f(x).y"), ("op.conv(x)", "op.conv(x)"),
            ("a.b[0].\"c d\"[-1]", "a.b[0].\"\"c d\"\"[(- 1)]"), ("f(a, n=1, x |> g,)", "f(a n=1 (x |> g))"),
            ("f()", "f()"), ("[]", "[]"), ("[1, [2, 3],]", "[1, [2, 3]]"), ("[i]: f", "([i]: f)"),
            ("[_]: f(x).y", "([_]: f(x).y)"), ("\"a{i + 1}\": f(x)", "(\"\"a\"{(+ i 1)}\": f(x))"),
            ("a.b[_]: c.d(x)", "(a.b[_]: c.d(x))"), ("_: f", "(_: f)"), ("next h + next", "(+ (next h) next)"),
            ("x |> [i]: f |> \"g\": h |> _: k", "(x |> [i]: f |> \"\"g\"\": h |> _: k)"),
            ("f(g: h(x))", "f((g: h(x)))"), ("state + param * stop", "(+ state (* param stop))"),
            ("true", "true"), ("none", "none"), ("1_000", "1000"), ("1e-5", "real 1e-05"), ("0.5", "real 0.5"),
            ("-9_223_372_036_854_775_808", "-9223372036854775808"), ("\"{\"{a}\"}{{\"", "\"{\"{a}\"}\"{\"\""),
            ("\n1 +\n// note\n2\n", "(+ 1 2)"), ("a\n(b)", "a(b)"),
        ])
    func shape(text: String, expected: String) throws {
        let (expression, diagnostics) = Parser.parseExpression(SourceFile(name: "value", text: text))
        #expect(diagnostics.map(\.message) == [])
        #expect(try SyntaxDump.dump(#require(expression)) == expected)
    }

    @Test(
        "a single expression is all of its text",
        arguments: [("1 2", 2), ("", 0), ("a = 1", 2), ("1)", 1), ("\"a", 0), ("model X(", 6)])
    func alone(text: String, place: Int) {
        let (expression, diagnostics) = Parser.parseExpression(SourceFile(name: "value", text: text))
        #expect(expression == nil)
        #expect(diagnostics.count == 1)
        #expect(diagnostics.first?.range?.start == place)
    }

    @Test("an expression knows where it stands")
    func ranges() throws {
        let text = "(a + b) |> c: f(1, x=2).y"
        let expression = try #require(Parser.parseExpression(SourceFile(name: "value", text: text)).0)
        #expect(expression.range.text == text)
        guard case .pipeline(let value, let stages) = expression.form else {
            Issue.record("no pipeline")
            return
        }
        #expect(value.range.text == "(a + b)")
        #expect(stages.map(\.range.text) == ["c: f(1, x=2).y"])
        #expect(stages.first?.layer.range.text == "f(1, x=2).y")
        #expect(stages.first?.layer.arguments?.map(\.range.text) == ["1", "x=2"])
    }
}
