package import WeftDiagnostics
package import WeftGraph

/// What a network costs at some sizes: numbers when all are given, else formulas in the others.
package struct CostsAtSizes: Sendable {
    private let multiplyAccumulates: Dimension
    private let activations: ActivationPeak

    package init(_ summary: Summary, sizes: [Symbol: Int]) {
        let replacements = sizes.mapValues { Dimension($0) }
        multiplyAccumulates = summary.multiplyAccumulates.substituting(replacements)
        activations = summary.activations.substituting(replacements)
    }

    /// Two lines.
    package var text: String {
        "MACs: \(multiplyAccumulates.grouped)\nactivations at the peak: \(activations.text)\n"
    }

    /// `macs` and `activation_bytes`, each as a formula and, where no size is free, as a number.
    package var members: [JSONValue.Member] {
        [
            .init("macs", .string(ProductSum(multiplyAccumulates).description)),
            .init("macs_value", multiplyAccumulates.value.map { .integer($0) } ?? .null),
            .init("activation_bytes", activations.formula.map { .string($0) } ?? .null),
            .init("activation_bytes_value", activations.value.map { .integer($0) } ?? .null),
        ]
    }
}
