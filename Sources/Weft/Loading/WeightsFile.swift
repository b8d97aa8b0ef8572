package import WeftGraph
package import WeftTensors

/// Tensors in a file, without a graph, and what the file says of them.
package struct WeightsFile: Sendable {
    /// The name of the file, for diagnostics.
    package let name: String
    package let format: FileFormat
    /// In the file's order. Bytes are mapped where the file is.
    package let tensors: [(name: String, tensor: Tensor)]
    /// Free metadata of the file, key by key.
    package let about: [(key: String, value: String)]

    package init(
        name: String, format: FileFormat, tensors: [(name: String, tensor: Tensor)],
        about: [(key: String, value: String)] = []
    ) {
        self.name = name
        self.format = format
        self.tensors = tensors
        self.about = about
    }
}

extension Model {
    /// The tensors of the parameters that have one, in the order of the parameters.
    package var orderedWeights: [(name: String, tensor: Tensor)] {
        graph.parameterTypes.compactMap { parameter in weights[parameter.name].map { (parameter.name, $0) } }
    }
}
