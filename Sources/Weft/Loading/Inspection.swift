package import WeftDiagnostics
package import WeftFormats
import WeftGraph
package import WeftTensors

/// A file opened to be looked at: a model, or tensors alone.
package struct Inspection: Sendable {
    package let format: FileFormat
    /// The model; nil for a file of tensors alone.
    package let loaded: LoadedModel?
    /// The tensors that the file or the weights given with it hold, in order.
    package let tensors: [(name: String, tensor: Tensor)]
    /// Who wrote the file.
    package let producer: String?
    /// What the file says of itself.
    package let metadata: [(key: String, value: String)]

    /// Opens what a reference names.
    ///
    /// - Throws: what is wrong with it.
    package static func open(
        _ reference: ModelReference, options: LoadingOptions
    ) throws(DiagnosticList) -> Inspection {
        let opened = try single { () throws(Diagnostic) in try reference.open(mapping: options.mapsFiles) }
        if options.weights == nil {
            if case .weights(let weights) = opened.file {
                return Inspection(
                    format: opened.format, loaded: nil, tensors: weights.tensors, producer: weights.producer,
                    metadata: weights.metadata)
            }
        }
        let loaded = try LoadedModel.load(opened, as: reference, options: options)
        let model = loaded.model
        return Inspection(
            format: loaded.format, loaded: loaded, tensors: model.orderedWeights, producer: model.metadata.producer,
            metadata: model.description)
    }
}
