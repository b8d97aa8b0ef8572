/// An operator that runs a graph of its own.
package protocol OperatorWithBody: Operator {
    /// The body as it runs with given operands; nil when it does not fit them.
    func bodyInPlace(_ operands: [Fact?]) -> BodyInPlace?
}

/// A body where its sizes are known in terms of those around it.
package struct BodyInPlace: Sendable {
    package let graph: Graph
    /// The body's symbols in terms of the sizes around.
    package let sizes: [Symbol: Dimension]
    /// The inputs that are memory of the body; the others are parts of what is given from around.
    package let ownInputs: Range<Int>

    package init(graph: Graph, sizes: [Symbol: Dimension], ownInputs: Range<Int>) {
        self.graph = graph
        self.sizes = sizes
        self.ownInputs = ownInputs
    }
}
