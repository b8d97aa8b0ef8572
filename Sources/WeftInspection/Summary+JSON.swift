package import WeftDiagnostics
package import WeftGraph

extension Summary {
    /// The members of `inspect`'s document that come from the network.
    package var members: [JSONValue.Member] {
        [
            .init("model", .string(model)),
            .init("inputs", Summary.json(inputs)),
            .init("outputs", Summary.json(outputs)),
            .init(
                "layers",
                .array(
                    layers.map { layer in
                        .object([
                            .init("path", .string(layer.path)),
                            .init("operator", .string(layer.operation)),
                            .init("inputs", .array(layer.inputs.map { .string($0.description) })),
                            .init("outputs", .array(layer.outputs.map { .string($0.description) })),
                            .init("parameters", layer.parameters.json),
                            .init("macs", .string(ProductSum(layer.multiplyAccumulates).description)),
                        ])
                    })),
        ] + costs
    }

    /// The totals: `parameters`; `macs` and `activation_bytes` as formulas, and as numbers where no size is free;
    /// `receptive_field`.
    package var costs: [JSONValue.Member] {
        [
            .init("parameters", .object([.init("trainable", trainable.json), .init("fixed", fixed.json)]))
        ] + CostsAtSizes(self, sizes: [:]).members + [
            .init("receptive_field", receptiveFields.map { .array($0.map(\.json)) } ?? .null)
        ]
    }

    /// Names with types, as the contract has them.
    package static func json(_ values: [(name: String, type: TensorType)]) -> JSONValue {
        .array(
            values.map {
                .object([.init("name", .string($0.name)), .init("type", .string($0.type.description))])
            })
    }
}

extension Dimension {
    /// A number where it is one, else the formula as text.
    fileprivate var json: JSONValue { value.map { .integer($0) } ?? .string(description) }
}
