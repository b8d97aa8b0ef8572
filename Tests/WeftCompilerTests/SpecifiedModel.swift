import Testing
import Weft
import WeftDiagnostics
import WeftGraph
import WeftLanguage

/// The model of a text, which must have no errors, with parameters made from a seed.
func specifiedModel(_ text: String, seed: UInt64) throws -> Model {
    let result = Elaborator.elaborate(SourceFile(name: "test.weft", text: text))
    let said = result.diagnostics.filter { $0.severity == .error }.map { TerminalRenderer().render($0) }
    #expect(said.isEmpty, "\(text)\n\(said.joined(separator: "\n"))")
    var model = try #require(result.model)
    try model.initializeParameters(seed: seed)
    return model
}
