package import WeftDiagnostics

/// A matrix product with a packed right side: `out[n, w, g, c] = epilogue(Σ a[n, w, k] · weight[n][g][k, c])`.
package struct ProductCall<Size: Sendable & Hashable>: Sendable {
    /// Rows by depth, in five axes: batch, 1, 1, row, depth; the depth is dense.
    package var a: View<Size>
    /// The packed weight.
    package var weight: View<Size>
    /// How far the packed weights of neighbours in the batch are apart; 0 where they share one.
    package var weightPitch: Size
    /// Column groups that the epilogue sees side by side.
    package var groups: Int
    /// The columns of a group.
    package var columns: Size
    /// The result, where no program stores it; all columns in a row.
    package var out: View<Size>?
    package var epilogue: Epilogue<Size>

    package init(
        a: View<Size>, weight: View<Size>, weightPitch: Size, groups: Int, columns: Size, out: View<Size>? = nil,
        epilogue: Epilogue<Size>
    ) {
        self.a = a
        self.weight = weight
        self.weightPitch = weightPitch
        self.groups = groups
        self.columns = columns
        self.out = out
        self.epilogue = epilogue
    }

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> ProductCall<Other> {
        var target: View<Other>?
        if let out { target = try out.map(transform) }
        return ProductCall<Other>(
            a: try a.map(transform), weight: try weight.map(transform), weightPitch: try transform(weightPitch),
            groups: groups, columns: try transform(columns), out: target, epilogue: try epilogue.map(transform))
    }
}

/// The packing of the right side of a product while it runs, for one that is no constant.
package struct PackCall<Size: Sendable & Hashable>: Sendable {
    /// Batch, depth, column.
    package var source: View<Size>
    /// The packed matrices, one after the other.
    package var target: View<Size>

    package func map<Other>(_ transform: (Size) throws(Diagnostic) -> Other) throws(Diagnostic) -> PackCall<Other> {
        PackCall<Other>(source: try source.map(transform), target: try target.map(transform))
    }
}
