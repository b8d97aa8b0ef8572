/// An operator that runs graphs of its own.
package protocol OperatorWithBody: Operator {
    /// The bodies as they run with given operands, one at a time; nil when they do not fit them.
    func bodiesInPlace(_ operands: [Fact?]) -> [BodyInPlace]?
    /// The inputs of the body that are the same each time that it runs.
    var fixedBodyInputs: Range<Int> { get }
}

extension OperatorWithBody {
    package var fixedBodyInputs: Range<Int> { 0..<0 }
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
