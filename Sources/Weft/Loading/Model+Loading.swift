public import WeftDiagnostics
public import WeftGraph

extension Model {
    /// Reads a model: the path of a spec (`.weft`) or of a model file (`.weftpb`), told apart by content, or
    /// `zoo:NAME`; `PATH#NAME` picks one of several models of a spec.
    ///
    /// Weights are mapped, not copied. Parameters without a tensor are missing in ``weights``;
    /// ``initializeParameters(seed:)`` fills them.
    ///
    /// - Throws: all that is wrong with a spec in one go, with places; or what is wrong with a file, or in one table how
    ///   its weights do not fit.
    public static func load(
        _ reference: String, options: LoadingOptions = LoadingOptions()
    ) throws(DiagnosticList) -> Model {
        let loaded = try LoadedModel.load(ModelReference(reference), options: options)
        if let fit = loaded.fit, !fit.isUsable { throw DiagnosticList([fit.diagnostic]) }
        return loaded.model
    }
}
