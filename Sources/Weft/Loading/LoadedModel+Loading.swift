package import WeftDiagnostics
import WeftFiles
package import WeftFormats
package import WeftGraph
import WeftLanguage
package import WeftTensors

extension LoadedModel {
    /// Reads a model with all that is known of its reading. Weights that do not fit are not given to the model; `fit`
    /// then says why.
    ///
    /// - Throws: all errors of a spec in one go, or what is wrong with a file.
    package static func load(
        _ reference: ModelReference, options: LoadingOptions, weights: NamedWeights? = nil,
        inputs: [String: Tensor] = [:]
    ) throws(DiagnosticList) -> LoadedModel {
        let opened = try single { () throws(Diagnostic) in try reference.open(options) }
        return try load(opened, as: reference, options: options, weights: weights, inputs: inputs)
    }

    /// The same of a file that is open already. Weights that are given count before those that the options name; inputs
    /// that are given decide shapes, in files in which shapes depend on what inputs hold.
    package static func load(
        _ opened: (file: OpenedFile, format: FileFormat), as reference: ModelReference, options: LoadingOptions,
        weights: NamedWeights? = nil, inputs: [String: Tensor] = [:]
    ) throws(DiagnosticList) -> LoadedModel {
        var given = weights
        if given == nil, let path = options.weights {
            given = try single { () throws(Diagnostic) in try NamedWeights.open(path, mapping: options.mapsFiles) }
        }
        switch opened.file {
        case .spec(let source, let texts): return try load(SpecFile(source, texts), reference.model, options, given)
        case .model(let model, let warnings):
            let bound = try single { () throws(Diagnostic) in try bind(model, reference, options) }
            return LoadedModel(
                model: bound, format: opened.format, modelNames: [model.graph.name], warnings: warnings, fit: nil
            ).taking(given)
        case .importable(let file):
            // What a shape decides, such as the branch of a squeeze, may need sizes from the start.
            let imported = try single { () throws(Diagnostic) in try file.model(for: inputs, sizes: options.dimensions)
            }
            let bound = try single { () throws(Diagnostic) in
                try bind(imported.model, reference, options.withoutDimensions)
            }
            var loaded = LoadedModel(
                model: bound, format: opened.format, modelNames: [bound.graph.name], warnings: imported.warnings,
                fit: nil
            ).taking(given)
            loaded.imported = imported
            return loaded
        case .weights(let weights):
            throw DiagnosticList([
                Diagnostic(
                    "no-graph", "this file holds weights and no network", place: weights.file,
                    help: "give them to a spec: SPEC --weights \(weights.file)")
            ])
        }
    }

    /// The model of a spec.
    private static func load(
        _ spec: SpecFile, _ name: String?, _ options: LoadingOptions, _ weights: NamedWeights?
    ) throws(DiagnosticList) -> LoadedModel {
        let elaboration = spec.elaborate(name, options)
        guard let model = elaboration.model, !elaboration.diagnostics.contains(where: { $0.severity == .error }) else {
            throw DiagnosticList(elaboration.diagnostics)
        }
        let names = elaboration.modelNames
        return LoadedModel(
            model: model, format: .spec, modelNames: names, warnings: elaboration.diagnostics, fit: nil
        ).taking(weights) {
            // Models of a file share weights by name: what only a sibling uses is no error.
            names.count > 1 ? spec.parameterNames(names, options) : []
        }
    }

    /// The model of a model file with sizes bound.
    private static func bind(
        _ model: Model, _ reference: ModelReference, _ options: LoadingOptions
    ) throws(Diagnostic) -> Model {
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
        var copy = model
        if !options.dimensions.isEmpty { copy.graph = try model.graph.binding(options.dimensions) }
        return copy
    }

    /// The model with weights, if there are any and they fit. `siblings` gives what other models of the spec use.
    private func taking(_ weights: NamedWeights?, siblings: () -> Set<String> = { [] }) -> LoadedModel {
        guard let weights else { return self }
        var fit = WeightFit(model.graph, weights)
        if !fit.unexpected.isEmpty { fit = WeightFit(model.graph, weights, elsewhere: siblings()) }
        return LoadedModel(
            model: fit.isUsable ? model.taking(weights) : model, format: format, modelNames: modelNames,
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
        copy.packed = []
        copy.leftOut = [:]
        for (name, tensor) in weights.tensors where names.contains(name) { copy.weights[name] = tensor }
        for (key, value) in weights.metadata where !metadata.about.contains(where: { $0.name == key }) {
            copy.metadata.about.append(Metadata.Entry(key, .string(value)))
        }
        return copy
    }
}

extension LoadingOptions {
    /// The options with all sizes left free.
    var withoutDimensions: LoadingOptions {
        var copy = self
        copy.dimensions = [:]
        return copy
    }
}

/// Turns one error into a list of one.
package func single<Result>(_ work: () throws(Diagnostic) -> Result) throws(DiagnosticList) -> Result {
    do throws(Diagnostic) { return try work() } catch { throw DiagnosticList([error]) }
}
