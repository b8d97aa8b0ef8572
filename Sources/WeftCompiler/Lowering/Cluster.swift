import WeftGraph

/// Nodes that become one call: a product or a convolution with what is done to its result, or elementwise work alone.
struct Cluster {
    /// The product or convolution.
    var anchor: Int?
    /// The node that parts the columns of the anchor's result into equal groups, which the work sees side by side.
    var split: Int?
    /// The values that the anchor gives: its result, or the parts of it.
    var sums: [ValueID] = []
    /// The elementwise nodes, in order.
    var members: [Int] = []
    /// The shape that the work runs over.
    var shape: [Dimension]
    /// The last of the nodes: the call stands there.
    var last: Int
    /// Whether something outside has read a value of it, so that nothing may join any more.
    var isClosed = false

    /// The product with the first half of the work, and the second half alone.
    var halves: (Cluster, Cluster) {
        var (first, second) = (self, self)
        first.members = Array(members.prefix(members.count / 2))
        second.members = Array(members.dropFirst(members.count / 2))
        (second.anchor, second.split, second.sums) = (nil, nil, [])
        return (first, second)
    }

    /// The product alone, its columns in one group.
    func withoutSplit(_ graph: Graph) -> Cluster {
        guard let anchor else { return self }
        let result = graph.nodes[anchor].outputs[0]
        return Cluster(anchor: anchor, sums: [result], shape: graph.type(result).shape, last: last)
    }

    /// All nodes, in order.
    var nodes: [Int] { [anchor, split].compactMap { $0 } + members }
}
