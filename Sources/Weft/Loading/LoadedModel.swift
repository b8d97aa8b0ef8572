package import WeftDiagnostics
package import WeftFormats
package import WeftGraph

/// A model as it was read, with all that is known of its reading.
package struct LoadedModel: Sendable {
    package var model: Model
    package let format: FileFormat
    /// The models of the file, its face first.
    package let modelNames: [String]
    /// What is to be said although the model can be used.
    package var warnings: [Diagnostic]
    /// How the weights fit, where a file of weights was given.
    package let fit: WeightFit?
    /// The file of another program that the model was made of, if it was.
    package var imported: ImportedModel?

    /// Fills the parameters that have no tensor from a seed, and says so in a note.
    package mutating func initializeMissing(seed: UInt64) throws(Diagnostic) {
        if let note = try model.initializeMissing(seed: seed) { warnings.append(note) }
    }
}

extension Model {
    /// Fills the parameters that have no tensor from a seed; a note says so where there are any.
    ///
    /// - Parameter place: the file, where the note is about one of several.
    mutating func initializeMissing(seed: UInt64, place: String? = nil) throws(Diagnostic) -> Diagnostic? {
        let names = try initializeParameters(seed: seed)
        guard !names.isEmpty else { return nil }
        let all = names.count == graph.parameterTypes.count
        let listed = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
        return Diagnostic(
            "parameters-initialised", severity: .note,
            all
                ? "the model has no weights: its \(names.count) parameters are initialised from seed \(seed)"
                : "\(names.count) parameters have no weights and are initialised from seed \(seed): \(listed)",
            place: place, help: all ? "give trained ones with --weights FILE" : nil)
    }
}

/// What a file holds, once it is known what it is.
package enum OpenedFile: Sendable {
    /// A text that elaborates to models, and where its imports come from.
    case spec(SourceFile, SpecTexts)
    /// A model, and what is to be said of its file.
    case model(Model, [Diagnostic])
    /// A file of another program that models are made of.
    case importable(ImportableFile)
    /// Tensors without a graph.
    case weights(NamedWeights)
}
