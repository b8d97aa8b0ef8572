import Testing
import WeftDiagnostics
import WeftGraph
import WeftLanguage
import WeftTestSupport

@Suite("Broken specs")
struct MutationTests {
    /// Elaborates all models of a text within small budgets; what is said must be within the texts.
    private func elaborate(_ text: String, files: [String: String] = [:]) {
        var options = ElaborationOptions()
        options.budgets.statements = 3_000
        options.budgets.nodes = 3_000
        options.budgets.listElements = 2_000
        let names = Elaborating.run(text, files: files, options: options).modelNames
        for name in names.prefix(3) {
            options.modelName = name
            let result = Elaborating.run(text, files: files, options: options)
            let errors = result.diagnostics.filter { $0.severity == .error }
            #expect(errors.isEmpty == (result.model != nil))
            for diagnostic in result.diagnostics {
                #expect((diagnostic.range?.end ?? 0) <= (diagnostic.range?.file.bytes.count ?? 0))
                #expect(diagnostic.range?.file.name.hasPrefix("prelude/") != true, "\(diagnostic)\n\(text)")
            }
            if let graph = result.model?.graph { #expect(GraphVerifier.verify(graph).isEmpty, "\(text)") }
        }
    }

    /// Specs that hold all of their text. Those that import are mostly the import, and cost as much to elaborate as the
    /// whole network each time.
    static let whole = Elaborating.zooNames.filter { (try? Elaborating.zoo($0).hasPrefix("import")) == false }
    static let importing = Elaborating.zooNames.filter { (try? Elaborating.zoo($0).hasPrefix("import")) == true }

    @Test("tokens deleted, doubled and swapped never crash and always end", arguments: whole)
    func mutations(name: String) throws {
        let lexed = Lexer.lex(SourceFile(name: name, text: try Elaborating.zoo(name)), limits: SyntaxLimits())
        var generator = Numbers(state: UInt64(name.utf8.count))
        for _ in 0..<150 { elaborate(RandomTexts.mutated(lexed, using: &generator)) }
    }

    @Test("so do tokens of a spec that imports, and of what it imports", arguments: importing)
    func imports(name: String) throws {
        let text = try Elaborating.zoo(name)
        let lexed = Lexer.lex(SourceFile(name: name, text: text), limits: SyntaxLimits())
        var generator = Numbers(state: UInt64(name.utf8.count))
        for _ in 0..<4 { elaborate(RandomTexts.mutated(lexed, using: &generator)) }
        for path in text.matches(of: #/import "([^"]+)"/#).map({ String($0.1) }) {
            let imported = try Elaborating.zoo(String(path.dropLast(5)))
            let lexed = Lexer.lex(SourceFile(name: path, text: imported), limits: SyntaxLimits())
            for _ in 0..<4 { elaborate(text, files: [path: RandomTexts.mutated(lexed, using: &generator)]) }
        }
    }

    @Test("one token less or twice, each in turn", arguments: whole)
    func single(name: String) throws {
        let lexed = Lexer.lex(SourceFile(name: name, text: try Elaborating.zoo(name)), limits: SyntaxLimits())
        let parts = RandomTexts.parts(of: lexed)
        for index in stride(from: 0, to: parts.count, by: max(1, parts.count / 120)) {
            var less = parts
            less.remove(at: index)
            elaborate(less.joined())
            var twice = parts
            twice.insert(parts[index], at: index)
            elaborate(twice.joined())
        }
    }

    @Test("every prefix of a spec", arguments: whole)
    func prefixes(name: String) throws {
        let text = try Elaborating.zoo(name)
        for (offset, index) in text.indices.enumerated() where offset % 5 == 0 {
            elaborate(String(text[..<index]))
        }
    }

    @Test(
        "what grows without end is stopped",
        arguments: [
            "for i in 0..<1_000_000_000 {\n        y = x\n    }",
            "s = \"a\"\n    for i in 0..<90 {\n        s = s + s\n    }",
            "l = [1]\n    for i in 0..<90 {\n        l = l + l\n    }",
            "l = [1]\n    for i in 0..<90 {\n        l = [l, l]\n    }",
            "n = N\n    for i in 0..<90 {\n        n = n * n + 1\n    }",
            "n = N\n    for i in 0..<100_000 {\n        n = max(n, floor(N / (n + i)))\n    }",
            "f = relu\n    for i in 0..<100_000 {\n        f = Twice(f=f)\n    }", "l = [1] * 1_000_000_000_000",
            "z = x |> Again", "z = x |> Fork", "n = (N + T + 1) ** 1000", "l = reversed(0..<1_000_000_000_000)",
            "z = unsqueeze(x, axis=0)\n    for i in 0..<90 {\n        z = concat(z, z, axis=0)\n    }",
            "s = \"a\"\n    for i in 0..<90 {\n        s = \"{s}{s}\"\n    }",
        ])
    func growth(body: String) {
        let text = """
            model Net(x: f32[N, T, 4]) -> (y) {
                \(body)
                y = x
            }

            block Twice(x: f32[N, T, 4], f: block) {
                return x |> f |> f
            }

            block Again(x: f32[N, T, 4]) {
                return x |> Again
            }

            block Fork(x: f32[N, T, 4]) {
                a = x |> Fork
                b = x |> Fork
                c = x |> Fork
                return a + b + c
            }
            """
        var options = ElaborationOptions()
        options.budgets.statements = 100_000
        let result = Elaborating.run(text, options: options)
        #expect(result.model == nil || result.diagnostics.allSatisfy { $0.severity == .warning })
    }
}
