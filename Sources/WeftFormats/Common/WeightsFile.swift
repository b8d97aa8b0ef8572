package import WeftTensors

/// What a file of weights holds, whatever its format: tensors by name, in the file's order, and remarks.
package struct WeightsFile: Sendable {
    /// A tensor and its name.
    package struct Entry: Sendable {
        package let name: String
        package let tensor: Tensor

        package init(_ name: String, _ tensor: Tensor) {
            self.name = name
            self.tensor = tensor
        }
    }

    /// The name of the format, such as `safetensors`.
    package let format: String
    /// The tensors, in the order of their bytes in the file. Names differ.
    package let tensors: [Entry]
    /// What the file says of itself, sorted by key.
    package let metadata: [(key: String, value: String)]
    private let indices: [String: Int]

    package init(format: String, _ tensors: [Entry], metadata: [(key: String, value: String)] = []) {
        self.format = format
        self.tensors = tensors
        self.metadata = metadata.sorted { $0.key < $1.key }
        indices = Dictionary(
            tensors.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The tensor of a name, if there is one.
    package subscript(name: String) -> Tensor? { indices[name].map { tensors[$0].tensor } }

    /// The tensors by name.
    package var byName: [String: Tensor] { indices.mapValues { tensors[$0].tensor } }
}
