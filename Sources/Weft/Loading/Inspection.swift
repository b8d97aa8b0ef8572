package import WeftDiagnostics
package import WeftFormats
import WeftGraph
package import WeftTensors

/// A file opened to be looked at: a model, or tensors alone.
package struct Inspection: Sendable {
    package let format: FileFormat
    /// The model; nil for a file of tensors alone, and where none can be made of it.
    package let loaded: LoadedModel?
    /// What the file says of itself where no model can be made of it.
    package let listing: ONNXListing?
    /// What is to be said of the file: among other things, why there is no model.
    package let warnings: [Diagnostic]
    /// The tensors that the file or the weights given with it hold, in order.
    package let tensors: [(name: String, tensor: Tensor)]
    /// Who wrote the file.
    package let producer: String?
    /// What the file says of itself.
    package let metadata: [(key: String, value: String)]

    private init(_ loaded: LoadedModel) {
        let model = loaded.model
        self.init(
            format: loaded.format, loaded: loaded, warnings: loaded.warnings, tensors: model.orderedWeights,
            producer: model.metadata.producer, metadata: model.description)
    }

    init(
        format: FileFormat, loaded: LoadedModel? = nil, listing: ONNXListing? = nil, warnings: [Diagnostic] = [],
        tensors: [(name: String, tensor: Tensor)], producer: String?, metadata: [(key: String, value: String)] = []
    ) {
        self.format = format
        self.loaded = loaded
        self.listing = listing
        self.warnings = warnings
        self.tensors = tensors
        self.producer = producer
        self.metadata = metadata
    }

    /// Opens what a reference names. Of a sound file of which no model can be made it tells what the file says of itself.
    ///
    /// - Throws: what is wrong with it.
    package static func open(
        _ reference: ModelReference, options: LoadingOptions
    ) throws(DiagnosticList) -> Inspection {
        let opened = try single { () throws(Diagnostic) in try reference.open(options) }
        if options.weights == nil, case .weights(let weights) = opened.file {
            return Inspection(
                format: opened.format, tensors: weights.tensors, producer: weights.producer,
                metadata: weights.metadata)
        }
        do throws(DiagnosticList) {
            return Inspection(try LoadedModel.load(opened, as: reference, options: options))
        } catch {
            guard case .importable(let file) = opened.file, let reason = error.diagnostics.first,
                let listed = file.inspection(without: reason)
            else { throw error }
            return listed
        }
    }
}
