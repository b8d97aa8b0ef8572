/// The nodes of a graph in order, where nodes are put in and taken out at any place without moving the others.
struct NodeList {
    /// All nodes by number, those that were taken out too. New ones have the highest numbers.
    private(set) var nodes: [Graph.Node]
    private var next: [Int]
    private var previous: [Int]
    private(set) var first: Int
    private var last: Int
    /// Whether the nodes by number are no longer the nodes in order.
    private(set) var isChanged = false

    /// What stands beside the first and the last one.
    static let end = -1

    init(_ nodes: [Graph.Node]) {
        self.nodes = nodes
        next = Array(1..<(nodes.count + 1))
        previous = Array(-1..<(nodes.count - 1))
        first = nodes.isEmpty ? Self.end : 0
        last = nodes.count - 1
        if last >= 0 { next[last] = Self.end }
    }

    /// The number of the node behind another one.
    func after(_ number: Int) -> Int { next[number] }

    /// Puts a node before another one; its number is the highest.
    mutating func insert(_ node: Graph.Node, before other: Int) {
        let number = nodes.count
        nodes.append(node)
        next.append(other)
        previous.append(previous[other])
        link(previous[other], number)
        previous[other] = number
        isChanged = true
    }

    /// Takes a node out; it keeps its number.
    mutating func remove(_ number: Int) {
        let (before, behind) = (previous[number], next[number])
        link(before, behind)
        if behind == Self.end { last = before } else { previous[behind] = before }
        isChanged = true
    }

    /// Takes back the nodes that were put in last, down to so many, as if they had never been there.
    mutating func takeBack(to count: Int, wasChanged: Bool) {
        for number in stride(from: nodes.count - 1, through: count, by: -1) { remove(number) }
        nodes.removeSubrange(count...)
        next.removeSubrange(count...)
        previous.removeSubrange(count...)
        isChanged = wasChanged
    }

    private mutating func link(_ before: Int, _ number: Int) {
        if before == Self.end { first = number } else { next[before] = number }
    }

    /// Has a node read other values.
    mutating func setInput(_ index: Int, of number: Int, to value: ValueID) { nodes[number].inputs[index] = value }

    /// The nodes that are in, in order.
    var inOrder: [Graph.Node] {
        guard isChanged else { return nodes }
        var result: [Graph.Node] = []
        result.reserveCapacity(nodes.count)
        var number = first
        while number != Self.end {
            result.append(nodes[number])
            number = next[number]
        }
        return result
    }
}
