import Testing
import WeftCompiler
import WeftDiagnostics
import WeftGraph
import WeftLanguage

@Suite("Functions that others are cases of")
struct CanonicalFunctionTests {
    private func program(_ expression: String) throws -> String {
        let text = "model Function(x: f32[N, 4], z: f32[N, 4]) -> (y) { y = \(expression) }\n"
        let result = Elaborator.elaborate(SourceFile(name: "function.weft", text: text))
        let model = try #require(result.model, "\(result.diagnostics.map(\.message))")
        return try Program.lowering(try Pipeline.simplify(model.graph)).text
    }

    @Test("x · sigmoid(x) is silu, on whichever side", arguments: ["x * sigmoid(x)", "sigmoid(x) * x"])
    func gates(_ expression: String) throws {
        #expect(try operations(expression) == operations("silu(x)"))
    }

    @Test("the gate of another value is none")
    func others() throws {
        #expect(try operations("z * sigmoid(x)") != operations("silu(z)"))
    }

    /// The lines of calls, without the labels of the nodes.
    private func operations(_ expression: String) throws -> [Substring] {
        try program(expression).split(separator: "\n").filter { $0.hasPrefix("%") }.map {
            $0.split(separator: "  --")[0]
        }
    }
}
