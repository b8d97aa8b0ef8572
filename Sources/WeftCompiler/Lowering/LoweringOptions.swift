package import WeftGraph

/// What lowering decides by, besides the graph.
package struct LoweringOptions: Sendable {
    /// Which algorithms are allowed.
    package enum Accuracy: String, Sendable, CaseIterable {
        /// Algorithms whose rounding grows a little, such as Winograd's F(4, 3).
        case `default`
        /// Those alone that round as the plain sum does.
        case strict
    }

    package var accuracy = Accuracy.default
    /// The columns in a panel of a packed matrix, which the instruction set decides: what is packed while a program runs
    /// takes memory by it.
    package var panel = 64
    /// Sizes that are likely, for choices that hang on them; any size stays right.
    package var hints: [Symbol: Int] = [:]
    /// How calls take turns.
    package var bands = BandLimits()
    /// Whether kernels are used; without them every operator is a call of its own evaluation.
    package var usesKernels = true

    package init() {}

    /// The panels that so many columns fill.
    func panels(of columns: Int) -> Int { (columns + panel - 1) / panel }
}
