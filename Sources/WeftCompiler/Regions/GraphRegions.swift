package import WeftGraph

/// A graph parted where sizes are found while it runs, and where bodies run as often as numbers say: all sizes of a region
/// are known when it begins, and all of it runs.
///
/// Every node stands in the earliest region that it can: behind the regions that make what it reads, and behind those that
/// find the sizes that it names. What depends on weights alone belongs to every region that reads it, so that it stays a
/// constant in each.
package struct GraphRegions: Sendable {
    /// One of the parts.
    package struct Region: Sendable {
        /// What is compiled. Its inputs and outputs are values of the whole.
        package let graph: Graph
        /// The values of the whole that its inputs are, in order.
        package let reads: [ValueID]
        /// The values of the whole that its outputs are, in order.
        package let makes: [ValueID]
        /// The nodes of the whole that run when the region is through: those that find sizes that the next ones need, and
        /// those that run compiled bodies.
        package let between: [Int]
        /// The sizes found before it that it names.
        package let namedSizes: Set<Symbol>
        /// The values of the whole that nothing reads after that.
        package fileprivate(set) var leaves: [ValueID] = []

        init(_ graph: Graph, reads: [ValueID], makes: [ValueID], between: [Int]) {
            self.graph = graph
            self.reads = reads
            self.makes = makes
            self.between = between
            namedSizes = graph.namedDataSymbols
        }
    }

    /// The whole.
    package let graph: Graph
    /// For each value of the graph, whether weights alone decide what it is.
    let isConstant: [Bool]
    package private(set) var regions: [Region] = []

    /// - Parameter isConstant: for each value of the graph, whether weights alone decide what it is.
    init(_ graph: Graph, isConstant: [Bool]) {
        self.graph = graph
        self.isConstant = isConstant
        guard graph.findsSizes || graph.nodes.contains(where: { $0.operation.isControl }) else {
            regions = [
                Region(graph, reads: graph.inputs.map(\.value), makes: graph.outputs.map(\.value), between: [])
            ]
            return
        }
        let stages = Stages(graph)
        let cut = RegionCut(graph, isConstant, stages)
        regions = (0..<stages.count).map { cut.region($0) }
        findLastReads()
    }

    /// Notes with each region what is read for the last time in it.
    private mutating func findLastReads() {
        var last: [ValueID: Int] = [:]
        for (index, region) in regions.enumerated() {
            let between = region.between.map { graph.nodes[$0] }
            let made = region.makes + between.flatMap(\.outputs)
            for value in region.reads + made + between.flatMap({ $0.inputs.compactMap { $0 } }) { last[value] = index }
        }
        for output in graph.outputs { last[output.value] = nil }
        for (value, index) in last { regions[index].leaves.append(value) }
    }
}

/// For each node and value of a graph the region in which it comes about.
struct Stages {
    /// By the index of the node.
    private(set) var ofNode: [Int] = []
    /// By the number of the value: the first region that can read it from outside.
    private(set) var ofValue: [Int]
    /// The nodes that run behind a region, by region.
    private(set) var between: [[Int]] = [[]]

    /// How many regions there are.
    var count: Int { between.count }

    init(_ graph: Graph) {
        ofValue = Array(repeating: 0, count: graph.values.count)
        let found = graph.foundSizes
        var stageOfSymbol: [Symbol: Int] = [:]
        for (index, node) in graph.nodes.enumerated() {
            var stage = 0
            for case let input? in node.inputs { stage = max(stage, ofValue[input.index]) }
            for symbol in graph.dataSymbols(of: node) { stage = max(stage, stageOfSymbol[symbol] ?? 0) }
            ofNode.append(stage)
            let symbols = found[index]
            guard symbols != nil || node.operation.isControl else {
                for output in node.outputs { ofValue[output.index] = stage }
                continue
            }
            between[stage].append(index)
            for output in node.outputs { ofValue[output.index] = stage + 1 }
            for symbol in symbols ?? [] { stageOfSymbol[symbol] = stage + 1 }
            if count == stage + 1 { between.append([]) }
        }
    }
}
