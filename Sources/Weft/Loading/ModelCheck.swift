package import WeftDiagnostics
import WeftFormats
package import WeftGraph
import WeftLanguage

/// What checking a file finds: the graphs of its models that are right, and all that is wrong or doubtful.
package struct ModelCheck: Sendable {
    package let graphs: [Graph]
    /// Of all models, in order, each once.
    package let diagnostics: [Diagnostic]
    /// The spec and all of its models; nil for a model file.
    private let spec: (file: SpecFile, models: [String])?

    /// Checks the model that is named, or all of the file.
    ///
    /// A size or hyper-parameter that is given must be known to one of the models that are checked; the others are
    /// checked without it.
    ///
    /// - Throws: what is wrong with the file itself.
    package static func check(
        _ reference: ModelReference, options: LoadingOptions
    ) throws(DiagnosticList) -> ModelCheck {
        let opened = try single { () throws(Diagnostic) in try reference.open(options) }
        guard case .spec(let source, let texts) = opened.file else {
            return try checkModelFile(opened, reference, options)
        }
        let spec = SpecFile(source, texts)
        let face = spec.elaborate(reference.model, options)
        let all = face.modelNames
        guard reference.model == nil, all.count > 1 else {
            return ModelCheck(
                graphs: face.model.map { [$0.graph] } ?? [], diagnostics: face.diagnostics, spec: (spec, all))
        }
        let isPlain = options.dimensions.isEmpty && options.hyperParameters.isEmpty
        var results = all.map { isPlain && $0 == all[0] ? face : spec.elaborate($0, LoadingOptions()) }
        if !isPlain {
            let shared = options.known(to: results.compactMap(\.model))
            results = zip(all, results).map { name, bare in
                // What no model knows is an error of the first.
                let unknown = name == all[0] ? options.without(shared) : LoadingOptions()
                let fitting = bare.model.map { shared.known(to: [$0]) } ?? shared
                return spec.elaborate(name, fitting.joined(with: unknown))
            }
        }
        let graphs = results.compactMap { $0.model?.graph }
        let diagnostics = results.flatMap(\.diagnostics)
        return ModelCheck(graphs: graphs, diagnostics: diagnostics.withoutRepetition, spec: (spec, all))
    }

    private static func checkModelFile(
        _ opened: (file: OpenedFile, format: FileFormat), _ reference: ModelReference, _ options: LoadingOptions
    ) throws(DiagnosticList) -> ModelCheck {
        var plain = options
        plain.weights = nil
        if case .importable = opened.file, !options.dimensions.isEmpty {
            do throws(DiagnosticList) {
                let graph = try LoadedModel.load(opened, as: reference, options: plain).model.graph
                return ModelCheck(graphs: [graph], diagnostics: [], spec: nil)
            } catch {
                return ModelCheck(graphs: [], diagnostics: error.diagnostics, spec: nil)
            }
        }
        let graph = try LoadedModel.load(opened, as: reference, options: plain.withoutDimensions).model.graph
        do throws(Diagnostic) {
            let bound = options.dimensions.isEmpty ? graph : try graph.binding(options.dimensions)
            return ModelCheck(graphs: [bound], diagnostics: [], spec: nil)
        } catch {
            // Sizes that the model does not take are the answer no, and nothing is wrong with the file.
            return ModelCheck(graphs: [], diagnostics: [error], spec: nil)
        }
    }

    /// How a file of weights fits: the first model, what its siblings use being expected. Nil where no model is right.
    package func fit(_ path: String, mapping: Bool) throws(DiagnosticList) -> WeightFit? {
        guard let graph = graphs.first else { return nil }
        let weights = try single { () throws(Diagnostic) in try NamedWeights.open(path, mapping: mapping) }
        let fit = WeightFit(graph, weights)
        guard let spec, !fit.unexpected.isEmpty, spec.models.count > 1 else { return fit }
        return WeightFit(graph, weights, elsewhere: spec.file.parameterNames(spec.models, LoadingOptions()))
    }
}

extension LoadingOptions {
    /// What of the sizes and hyper-parameters one of some models knows.
    fileprivate func known(to models: [Model]) -> LoadingOptions {
        let sizes = Set(
            models.flatMap { $0.graph.inputTypes.flatMap { $0.type.shape.flatMap(\.symbols) } }.map(\.name))
        let names = Set(models.flatMap { $0.metadata.hyperParameters.map(\.name) })
        var copy = self
        copy.dimensions = dimensions.filter { sizes.contains($0.key) }
        copy.hyperParameters = hyperParameters.filter { names.contains($0.name) }
        return copy
    }

    /// The sizes and hyper-parameters that other options do not have.
    fileprivate func without(_ other: LoadingOptions) -> LoadingOptions {
        var copy = self
        copy.dimensions = dimensions.filter { other.dimensions[$0.key] == nil }
        copy.hyperParameters = hyperParameters.filter { given in
            !other.hyperParameters.contains { $0.name == given.name }
        }
        return copy
    }

    /// These and other sizes and hyper-parameters.
    fileprivate func joined(with other: LoadingOptions) -> LoadingOptions {
        var copy = self
        copy.dimensions.merge(other.dimensions) { first, _ in first }
        copy.hyperParameters += other.hyperParameters
        return copy
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
