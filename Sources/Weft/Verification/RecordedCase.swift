package import WeftTensors

/// Inputs that a model was once given, and what it gave.
package struct RecordedCase: Sendable {
    /// An output as it was recorded.
    package struct Output: Sendable {
        /// The name; nil for one that is known by its place alone.
        package let name: String?
        /// The whole, or every `stride`-th element of it, flattened.
        package let tensor: Tensor
        /// The shape of the whole.
        package let shape: [Int]
        package let stride: Int

        package init(_ name: String?, _ tensor: Tensor, shape: [Int]? = nil, stride: Int = 1) {
            self.name = name
            self.tensor = tensor
            self.shape = shape ?? tensor.shape
            self.stride = stride
        }
    }

    /// An input: recorded, or made by the rule that goes with the recording.
    package enum Input: Sendable {
        case tensor(Tensor)
        /// Of a shape, filled by the rule.
        case shape([Int])
    }

    /// What the case is called among those of one model.
    package let name: String
    /// The inputs by name.
    package var inputs: [String: Input]
    /// The inputs by place alone.
    package var inputsByPlace: [Int: Tensor]
    package let outputs: [Output]
    /// Whether it was recorded by ONNX's own tests, which say how close a result must be.
    package let isONNXTest: Bool

    package init(
        _ name: String, inputs: [String: Input], inputsByPlace: [Int: Tensor] = [:], outputs: [Output],
        isONNXTest: Bool
    ) {
        self.name = name
        self.inputs = inputs
        self.inputsByPlace = inputsByPlace
        self.outputs = outputs
        self.isONNXTest = isONNXTest
    }
}
