package import WeftTensors

/// A weight that was laid out for the kernels of an instruction set and is kept with its model.
package struct PackedWeight: Sendable {
    /// What must be the same for a packed weight to be used.
    package struct Key: Sendable, Hashable {
        /// How it is made of the model's tensors, with their checksums.
        package let recipe: String
        package let instructionSet: String
        /// The version of the layout.
        package let version: Int

        package init(recipe: String, instructionSet: String, version: Int) {
            self.recipe = recipe
            self.instructionSet = instructionSet
            self.version = version
        }
    }

    package let key: Key
    package let tensor: Tensor

    package init(_ key: Key, _ tensor: Tensor) {
        self.key = key
        self.tensor = tensor
    }
}
