import WeftGraph
import WeftOperators
import WeftTensors

/// Which nodes become one call.
///
/// Nodes are visited in order. An elementwise node joins the cluster that makes one of its operands as long as nothing
/// outside has read a value of that cluster: then the whole of it can run at this node's place. Clusters without a product
/// join others in the same way.
struct Fusion {
    private(set) var clusters: [Cluster] = []
    /// For elementwise nodes that did not join what makes their operands: why not.
    private(set) var apart: [Int: String] = [:]
    private var clusterOfNode: [Int?]
    private let graph: Graph
    private let isConstant: [Bool]
    /// The node that makes each value.
    private let producers: [Int?]
    private let readers: Readers
    /// Elementwise nodes that stay out of clusters with a product, as a truth value would have to enter or leave: kernels'
    /// epilogues know numbers alone.
    private var excluded: Set<Int> = []

    /// As many values as a program's operands and registers surely have room for.
    private static let mostMembers = 20
    private static let mostOperands = 10

    init(_ graph: Graph, isConstant: [Bool]) {
        self.graph = graph
        self.isConstant = isConstant
        clusterOfNode = []
        producers = graph.producers
        readers = Readers(graph)
        repeat { form() } while exclude()
    }

    /// No fusion at all.
    init() {
        graph = Graph(name: "")
        readers = Readers(graph)
        (isConstant, producers, clusterOfNode) = ([], [], [])
    }

    /// The cluster that a node is part of.
    func clusterOfNode(_ index: Int) -> Int? { clusterOfNode.isEmpty ? nil : clusterOfNode[index] }

    /// The values of a cluster that something outside reads.
    func results(of cluster: Cluster) -> [ValueID] {
        let own = Set(cluster.nodes)
        let made = cluster.sums + cluster.members.flatMap { graph.nodes[$0].outputs }
        return made.filter { value in
            readers.isOutput(value) || readers.of(value).contains { !own.contains($0) }
        }
    }

    /// The values that a cluster's elementwise work reads from outside, each once.
    func operands(of cluster: Cluster) -> [ValueID] {
        var own = Set(cluster.sums + cluster.members.flatMap { graph.nodes[$0].outputs })
        var result: [ValueID] = []
        for member in cluster.members {
            for case let input? in graph.nodes[member].inputs where own.insert(input).inserted { result.append(input) }
        }
        return result
    }

    /// Whether a value is made by elementwise work, or by a product that such work follows.
    func isWork(_ value: ValueID) -> Bool {
        guard let maker = producers[value.index], let number = clusterOfNode[maker] else { return false }
        return clusters[number].members.contains(maker)
    }

    /// Whether nothing but dense layers with constant weights read a value, as what is multiplied.
    func onlyProductsRead(_ value: ValueID) -> Bool {
        !readers.isOutput(value)
            && readers.of(value).allSatisfy { reader in
                let node = graph.nodes[reader]
                return node.operation is Op.Dense && isAnchor(node)
                    && node.inputs.dropFirst().allSatisfy { $0 != value }
            }
    }

    /// The node that alone reads a value, once.
    func onlyReader(of value: ValueID) -> Int? { readers.only(of: value) }

    /// Whether some node that fulfils a condition reads a value.
    func hasReader(of value: ValueID, where condition: (Graph.Node) -> Bool) -> Bool {
        readers.of(value).contains { condition(graph.nodes[$0]) }
    }

    // MARK: forming

    private mutating func form() {
        clusters = []
        apart = [:]
        clusterOfNode = Array(repeating: nil, count: graph.nodes.count)
        for index in graph.nodes.indices where !graph.nodes[index].outputs.allSatisfy({ isConstant[$0.index] }) {
            visit(index)
        }
    }

    private mutating func visit(_ index: Int) {
        let node = graph.nodes[index]
        if isAnchor(node) {
            closeOperands(of: node, except: nil)
            let output = node.outputs[0]
            clusters.append(
                Cluster(anchor: index, sums: [output], shape: graph.type(output).shape, last: index))
            clusterOfNode[index] = clusters.count - 1
        } else if partsColumns(index, node) {
            return
        } else if isWork(index, node) {
            join(index, node)
        } else {
            closeOperands(of: node, except: nil)
        }
    }

    func isAnchor(_ node: Graph.Node) -> Bool {
        guard node.outputs.allSatisfy({ graph.type($0).elementType == .f32 }) else { return false }
        switch node.operation {
        case is Op.Dense: return node.inputs[1].map { isConstant[$0.index] } ?? false
        case is Op.Conv:
            return graph.type(node.outputs[0]).rank <= 5 && (node.inputs[1].map { isConstant[$0.index] } ?? false)
        default: return false
        }
    }

    private func isWork(_ index: Int, _ node: Graph.Node) -> Bool {
        guard node.outputs.count == 1, graph.type(node.outputs[0]).rank <= 8,
            type(of: node.operation).signature.traits.contains(.elementwise), ScalarLowering.covers(node.operation)
        else { return false }
        let types = node.inputs.compactMap { $0.map { graph.type($0).elementType } }
        let result = graph.type(node.outputs[0]).elementType
        return types.allSatisfy { $0 == .f32 || $0 == .bool } && (result == .f32 || result == .bool)
    }

    /// Takes a node that parts the columns of a product into equal groups, if nothing else reads them.
    private mutating func partsColumns(_ index: Int, _ node: Graph.Node) -> Bool {
        guard let split = node.operation as? Op.Split, let x = node.inputs[0], let maker = producers[x.index],
            let number = clusterOfNode[maker], clusters[number].anchor == maker, clusters[number].members.isEmpty,
            graph.nodes[maker].operation is Op.Dense, readers.only(of: x) != nil,
            split.axis.resolvedJoiningAxis(graph.type(x).rank) == graph.type(x).rank - 1
        else { return false }
        let shapes = node.outputs.map { graph.type($0).shape }
        guard node.outputs.count <= 8, shapes.allSatisfy({ $0 == shapes[0] }) else { return false }
        clusters[number].split = index
        clusters[number].sums = node.outputs
        clusters[number].shape = shapes[0]
        clusters[number].last = index
        clusterOfNode[index] = number
        return true
    }

    /// Lets an elementwise node join the clusters that make its operands, as far as that goes.
    private mutating func join(_ index: Int, _ node: Graph.Node) {
        let shape = graph.type(node.outputs[0]).shape
        var joined: Int?
        let makers = node.inputs.compactMap { $0.flatMap { producers[$0.index] } }.sorted(by: >)
        for maker in makers {
            guard let number = clusterOfNode[maker] else {
                note(index, "what makes its operand takes in no further work")
                continue
            }
            guard number != joined else { continue }
            if let obstacle = obstacle(clusters[number], index, shape) {
                note(index, obstacle)
                continue
            }
            guard let target = joined else {
                if hasRoom(clusters[number], for: index) { joined = number } else { note(index, "there is no room") }
                continue
            }
            merge(number, into: &joined, target)
        }
        if joined != nil { apart[index] = nil }
        closeOperands(of: node, except: joined)
        let number = joined ?? clusters.count
        if joined == nil { clusters.append(Cluster(shape: shape, last: index)) }
        clusters[number].members.append(index)
        clusters[number].last = index
        clusterOfNode[index] = number
    }

    /// Why a node cannot join a cluster; nil where it can.
    private func obstacle(_ cluster: Cluster, _ index: Int, _ shape: [Dimension]) -> String? {
        if cluster.isClosed { return "another call reads what comes before it" }
        if cluster.shape != shape { return "it has another shape than what comes before it" }
        if cluster.anchor != nil, excluded.contains(index) { return "truth values do not enter or leave a product" }
        return nil
    }

    /// Notes the first reason why a node stays apart.
    private mutating func note(_ index: Int, _ reason: String) {
        if apart[index] == nil { apart[index] = reason }
    }

    /// Makes one cluster of two; of those with a product the later one stays apart.
    private mutating func merge(_ other: Int, into joined: inout Int?, _ target: Int) {
        guard clusters[other].anchor == nil || clusters[target].anchor == nil else { return }
        let hasAnchor = clusters[other].anchor != nil || clusters[target].anchor != nil
        if hasAnchor, (clusters[other].members + clusters[target].members).contains(where: excluded.contains) { return }
        let (kept, gone) = clusters[other].anchor == nil ? (target, other) : (other, target)
        var merged = clusters[kept]
        merged.members = (merged.members + clusters[gone].members).sorted()
        merged.last = max(merged.last, clusters[gone].last)
        // What is worked out before the product must not wait for it elsewhere.
        guard merged.members.count < Self.mostMembers, operands(of: merged).count <= Self.mostOperands else { return }
        clusters[kept] = merged
        for member in clusters[gone].members { clusterOfNode[member] = kept }
        clusters[gone].members = []
        clusters[gone].isClosed = true
        joined = kept
    }

    private func hasRoom(_ cluster: Cluster, for index: Int) -> Bool {
        var next = cluster
        next.members.append(index)
        return next.members.count <= Self.mostMembers && operands(of: next).count <= Self.mostOperands
    }

    private mutating func closeOperands(of node: Graph.Node, except joined: Int?) {
        for case let input? in node.inputs {
            guard let maker = producers[input.index], let number = clusterOfNode[maker], number != joined else {
                continue
            }
            clusters[number].isClosed = true
        }
    }

    // MARK: truth values

    /// Excludes nodes that hand truth values from one call to another; whether there were any.
    private mutating func exclude() -> Bool {
        let before = excluded.count
        for cluster in clusters where cluster.anchor != nil {
            for value in results(of: cluster) where graph.type(value).elementType != .f32 {
                if let maker = producers[value.index] { excluded.insert(maker) }
            }
            let outside = Set(operands(of: cluster).filter { graph.type($0).elementType != .f32 })
            for member in cluster.members
            where graph.nodes[member].inputs.contains(where: { $0.map { outside.contains($0) } ?? false }) {
                excluded.insert(member)
            }
        }
        return excluded.count > before
    }
}
