import Testing
import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftGraph
import WeftLanguage

/// Models from texts: what the elaborator makes passes the verifier, and a file keeps all of it.
@Suite struct SpecTests {
    static let names = EmbeddedTexts.names.filter { $0.hasPrefix("zoo/") && $0.hasSuffix(".weft") }

    @Test(arguments: names)
    func theZooIsSavedAndReadAgain(name: String) throws {
        let file = SourceFile(name: name, bytes: try #require(EmbeddedTexts.text(named: name)))
        let provider = SourceProvider { path throws(Diagnostic) in
            guard let text = EmbeddedTexts.text(named: "zoo/\(path)") else {
                throw Diagnostic("file-not-found", "there is no text \(path)")
            }
            return SourceFile(name: path, bytes: text)
        }
        let first = Elaborator.elaborate(file, provider: provider)
        for modelName in first.modelNames {
            var options = ElaborationOptions()
            options.modelName = modelName
            let found = Elaborator.elaborate(file, provider: provider, options: options)
            let model = try #require(found.model, "\(modelName): \(found.diagnostics)")
            #expect(GraphVerifier.verify(model.graph).isEmpty)
            let bytes = try modelBytes(model)
            let read = try WeftFileReader(FileContents(name: name, bytes: bytes)).model()
            #expect(read.graph.isEquivalent(to: model.graph))
            #expect(read.graph.nodes.map(\.path) == model.graph.nodes.map(\.path))
            #expect(read.metadata.sources == model.metadata.sources)
            #expect(try modelBytes(read) == bytes)
            let written = model.graph.nodes.filter { node in
                if case .source(let range) = node.origin { range.file.name == name } else { false }
            }
            #expect(read.graph.nodes.filter { $0.origin.text != "none" }.count >= written.count)
        }
    }
}
