import WeftGraph

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
    /// The packed weights that came with the model.
    package var held: HeldForms?
    /// How calls take turns.
    package var bands = BandLimits()
    /// Whether kernels are used; without them every operator is a call of its own evaluation.
    package var usesKernels = true

    package init() {}

    /// A size for choices that hang on it: one that is not known is taken for that of a picture of usual size, with which
    /// layers deep inside are small. Any size stays right.
    func likely(_ size: Dimension) -> Int {
        let usual = Dictionary(uniqueKeysWithValues: size.symbols.map { ($0, Self.usualExtent) })
        return max(size.evaluated(usual) ?? Self.usualExtent, 1)
    }

    private static let usualExtent = 224

    /// The panels that so many columns fill.
    func panels(of columns: Int) -> Int { (columns + panel - 1) / panel }
}
