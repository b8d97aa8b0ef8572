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

    @Test(
        "products that have a name, as files write them",
        arguments: [
            ("x * 0.5 * (erf(x / 1.4142135623730951) + 1)", "gelu(x)"),
            ("0.5 * (x * (1 + erf(x * 0.70710678)))", "gelu(x)"),
            ("x * (0.5 * (1 + tanh(0.7978845608 * (x + 0.044715 * x ** 3))))", "gelu(x, approximate=\"tanh\")"),
            ("x * ((tanh((x + x * (x * x) * 0.044715) * 0.79788458) + 1) * 0.5)", "gelu(x, approximate=\"tanh\")"),
            ("x * tanh(softplus(x))", "mish(x)"), ("x * clamp(x + 3, min=0, max=6) / 6", "hard_swish(x)"),
            ("hard_sigmoid(x) * x", "hard_swish(x)"),
        ])
    func named(_ expression: String, _ function: String) throws {
        #expect(try operations(expression) == operations(function))
    }

    @Test(
        "numbers that are others in single precision make another function",
        arguments: [
            ("x * 0.5 * (erf(x / 1.414214) + 1)", "gelu(x)"), ("x * 0.5 * (erf(z / 1.4142135) + 1)", "gelu(x)"),
            ("x * (0.5 * (1 + tanh(0.79788456 * (x + 0.0447 * x * x * x))))", "gelu(x, approximate=\"tanh\")"),
            ("x * clamp(x + 3, min=0, max=6) / 7", "hard_swish(x)"),
        ])
    func different(_ expression: String, _ function: String) throws {
        #expect(try operations(expression) != operations(function))
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
