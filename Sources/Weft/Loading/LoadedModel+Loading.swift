package import WeftDiagnostics
import WeftFiles
import WeftFormats
package import WeftGraph
import WeftLanguage
import WeftTensors

extension LoadedModel {
    /// Reads a model with all that is known of its reading. Weights that do not fit are not given to the model; `fit`
    /// then says why.
    ///
    /// - Throws: all errors of a spec in one go, or what is wrong with a file.
    package static func load(
        _ reference: ModelReference, options: LoadingOptions
    ) throws(DiagnosticList) -> LoadedModel {
        let (file, format) = try single { () throws(Diagnostic) in try reference.open(mapping: options.mapsFiles) }
        switch file {
        case .spec(let source, let texts):
            return try load(SpecFile(source, texts), reference.model, options)
        case .model(let model, let warnings):
            return try single { () throws(Diagnostic) in
                try load(model, warnings, format: format, reference: reference, options)
            }
        case .weights(let weights):
            throw DiagnosticList([
                Diagnostic(
                    "no-graph", "this file holds weights and no network", place: weights.file,
                    help: "give them to a spec: SPEC --weights \(weights.file)")
            ])
        }
    }

    /// The model of a spec, with the weights of a file if the options name one.
    package static func load(
        _ spec: SpecFile, _ name: String?, _ options: LoadingOptions
    ) throws(DiagnosticList) -> LoadedModel {
        let elaboration = spec.elaborate(name, options)
        guard let model = elaboration.model, !elaboration.diagnostics.contains(where: { $0.severity == .error }) else {
            throw DiagnosticList(elaboration.diagnostics)
        }
        guard let path = options.weights else {
            return LoadedModel(
                model: model, format: .spec, modelNames: elaboration.modelNames, warnings: elaboration.diagnostics,
                fit: nil)
        }
        let weights = try single { () throws(Diagnostic) in try NamedWeights.open(path, mapping: options.mapsFiles) }
        var fit = WeightFit(model.graph, weights)
        if !fit.unexpected.isEmpty, elaboration.modelNames.count > 1 {
            // Models of a file share weights by name: what only a sibling uses is no error.
            fit = WeightFit(model.graph, weights, elsewhere: spec.parameterNames(elaboration.modelNames, options))
        }
        return LoadedModel(
            model: fit.isUsable ? model.taking(weights) : model, format: .spec, modelNames: elaboration.modelNames,
            warnings: elaboration.diagnostics, fit: fit)
    }

    private static func load(
        _ model: Model, _ warnings: [Diagnostic], format: FileFormat, reference: ModelReference,
        _ options: LoadingOptions
    ) throws(Diagnostic) -> LoadedModel {
        if let name = reference.model, name != model.graph.name {
            throw Diagnostic(
                "unknown-model", "the file holds the model '\(model.graph.name)' and no '\(name)'",
                place: reference.base)
        }
        guard options.hyperParameters.isEmpty else {
            throw Diagnostic(
                "already-elaborated", "hyper-parameters of a model file were decided when it was written",
                place: reference.base, help: "use -P with the spec")
        }
        var model = model
        if !options.dimensions.isEmpty { model.graph = try model.graph.binding(options.dimensions) }
        guard let path = options.weights else {
            return LoadedModel(
                model: model, format: format, modelNames: [model.graph.name], warnings: warnings, fit: nil)
        }
        let weights = try NamedWeights.open(path, mapping: options.mapsFiles)
        let fit = WeightFit(model.graph, weights)
        return LoadedModel(
            model: fit.isUsable ? model.taking(weights) : model, format: format, modelNames: [model.graph.name],
            warnings: warnings, fit: fit)
    }
}

extension WeightFit {
    init(_ graph: Graph, _ weights: NamedWeights, elsewhere: Set<String> = []) {
        self.init(graph, weights.tensors, file: weights.file, elsewhere: elsewhere)
    }
}

extension Model {
    /// The model with the tensors of a file that are its parameters, instead of its own, and the file's metadata beside
    /// its own.
    package func taking(_ weights: NamedWeights) -> Model {
        var copy = self
        let names = Set(graph.parameterTypes.map(\.name))
        copy.weights = [:]
        for (name, tensor) in weights.tensors where names.contains(name) { copy.weights[name] = tensor }
        for (key, value) in weights.metadata where !metadata.about.contains(where: { $0.name == key }) {
            copy.metadata.about.append(Metadata.Entry(key, .string(value)))
        }
        return copy
    }
}

/// Turns one error into a list of one.
package func single<Result>(_ work: () throws(Diagnostic) -> Result) throws(DiagnosticList) -> Result {
    do throws(Diagnostic) { return try work() } catch { throw DiagnosticList([error]) }
}
