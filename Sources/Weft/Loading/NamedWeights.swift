package import WeftDiagnostics
import WeftFiles
package import WeftFormats
package import WeftGraph
package import WeftTensors

/// Tensors by name that a person named a file for, or a model's own.
package struct NamedWeights: Sendable {
    /// The name of the file, for diagnostics.
    package let file: String
    package let tensors: [(name: String, tensor: Tensor)]
    /// Free metadata of the file, key by key.
    package let metadata: [(key: String, value: String)]

    /// Who wrote the file, if it says so.
    package let producer: String?

    package init(file: String, tensors: [(name: String, tensor: Tensor)]) {
        self.file = file
        self.tensors = tensors
        metadata = []
        producer = nil
    }

    package init(file: String, _ weights: WeightsFile, producer: String? = nil) {
        self.file = file
        self.producer = producer
        tensors = weights.tensors.map { ($0.name, $0.tensor) }
        metadata = weights.metadata
    }

    /// Opens a file of weights of any format; of a model file its weights.
    ///
    /// - Throws: what is wrong with the file, or what it is instead.
    package static func open(_ path: String, mapping: Bool) throws(Diagnostic) -> NamedWeights {
        let (file, format) = try ModelReference(path).open(mapping: mapping)
        switch file {
        case .weights(let weights): return weights
        case .model(let model, _): return NamedWeights(file: path, tensors: model.orderedWeights)
        case .importable(let file): return NamedWeights(file: path, tensors: try file.model().model.orderedWeights)
        case .spec:
            throw Diagnostic(
                "foreign-file", "this is \(format.description) and not weights", place: path,
                help: "weights are read from safetensors, npz and weftpb files")
        }
    }
}

extension Model {
    /// The tensors of the parameters that have one, in the order of the parameters.
    package var orderedWeights: [(name: String, tensor: Tensor)] {
        graph.parameterTypes.compactMap { parameter in weights[parameter.name].map { (parameter.name, $0) } }
    }
}
