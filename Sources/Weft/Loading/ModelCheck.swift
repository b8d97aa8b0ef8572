package import WeftDiagnostics
package import WeftGraph
import WeftLanguage

/// What checking a file finds: the graphs of its models that are right, and all that is wrong or doubtful.
package struct ModelCheck: Sendable {
    package let graphs: [Graph]
    /// Of all models, in order, each once.
    package let diagnostics: [Diagnostic]

    /// Checks the model that is named, or all of the file.
    ///
    /// - Throws: what is wrong with the file itself.
    package static func check(
        _ reference: ModelReference, options: LoadingOptions
    ) throws(DiagnosticList) -> ModelCheck {
        let (file, _) = try single { () throws(Diagnostic) in try reference.open(mapping: options.mapsFiles) }
        guard case .spec(let source, let texts) = file else {
            var bare = options
            bare.weights = nil
            let loaded = try LoadedModel.load(reference, options: bare)
            return ModelCheck(graphs: [loaded.model.graph], diagnostics: [])
        }
        let spec = SpecFile(source, texts)
        let first = spec.elaborate(reference.model, options)
        var graphs = first.model.map { [$0.graph] } ?? []
        var diagnostics = first.diagnostics
        if reference.model == nil {
            for name in first.modelNames.dropFirst() {
                let next = spec.elaborate(name, options)
                if let graph = next.model?.graph { graphs.append(graph) }
                diagnostics += next.diagnostics
            }
        }
        return ModelCheck(graphs: graphs, diagnostics: diagnostics.withoutRepetition)
    }

    /// How a file of weights fits: the first model, what its siblings use being expected. Nil where no model is right.
    package func fit(_ path: String, mapping: Bool) throws(DiagnosticList) -> WeightFit? {
        guard let graph = graphs.first else { return nil }
        let weights = try single { () throws(Diagnostic) in try NamedWeights.open(path, mapping: mapping) }
        let others = Set(graphs.dropFirst().flatMap { $0.parameterTypes.map(\.name) })
        return WeightFit(graph, weights, elsewhere: others)
    }
}

extension [Diagnostic] {
    /// Each that says the same of the same place once.
    fileprivate var withoutRepetition: [Diagnostic] {
        var seen: Set<String> = []
        return filter { diagnostic in
            let place = diagnostic.range.map { "\($0.file.name):\($0.start):\($0.end)" } ?? diagnostic.place ?? ""
            return seen.insert("\(diagnostic.code)|\(diagnostic.message)|\(place)").inserted
        }
    }
}
