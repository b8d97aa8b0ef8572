import ArgumentParser
import Weft
import WeftDiagnostics
import WeftTensors

/// A model and how it is read: what most commands take.
struct ModelArguments: ParsableArguments {
    @Argument(help: "A spec, a model file or zoo:NAME.")
    var model: String

    @OptionGroup(title: "Model options")
    var options: ModelOptions

    /// The model; `inputs` are what a run gives, where shapes depend on that.
    func load(inputs: [String: Tensor] = [:]) throws(DiagnosticList) -> LoadedModel {
        try LoadedModel.load(ModelReference(model), options: options.loading, inputs: inputs)
    }
}

extension Report {
    /// The answer where weights do not fit the model: all of it in one table.
    init(misfit fit: WeightFit, warnings: [Diagnostic]) {
        self.init(members: [.init("weights", fit.json)], diagnostics: warnings + [fit.diagnostic], status: .no)
    }
}
