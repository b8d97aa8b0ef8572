extension Graph {
    /// Whether sizes of some values are found while the graph runs, by its operators.
    package var findsSizes: Bool {
        values.contains { value in value.fact.shape.contains { $0.symbols.contains { $0.kind == .data } } }
    }
}
