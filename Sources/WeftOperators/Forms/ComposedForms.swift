package import WeftGraph

/// Operators found in what files write as several, because their format has no name for them.
package enum ComposedForms {
    /// The rules that make them one again.
    package static let rules: [any RewriteRule] = [
        GatedFunctions(), ComposedFunctions(), ComposedNorms(), RowReductions(), ComposedRows(),
    ]
}
