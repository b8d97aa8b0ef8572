package import WeftDiagnostics
import WeftGraph
package import WeftLanguage

/// A spec, and where the texts that it names come from.
package struct SpecFile: Sendable {
    package let source: SourceFile
    package let texts: SpecTexts

    package init(_ source: SourceFile, _ texts: SpecTexts) {
        self.source = source
        self.texts = texts
    }

    /// One model of the file, its face unless named, and all that is wrong with it.
    package func elaborate(_ model: String?, _ options: LoadingOptions) -> Elaboration {
        var settings = ElaborationOptions()
        settings.modelName = model
        settings.dimensions = options.dimensions
        settings.hyperParameters = options.hyperParameters.map { ($0.name, $0.value) }
        return Elaborator.elaborate(source, provider: texts.provider, options: settings)
    }

    /// The names of the parameters of some of its models; of one that has errors, none.
    func parameterNames(_ models: [String], _ options: LoadingOptions) -> Set<String> {
        var names: Set<String> = []
        for model in models {
            guard let graph = elaborate(model, options).model?.graph else { continue }
            names.formUnion(graph.parameterTypes.map(\.name))
        }
        return names
    }
}
