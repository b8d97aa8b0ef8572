import WeftGraph

/// Cuts regions out of a graph.
struct RegionCut {
    private let graph: Graph
    private let isConstant: [Bool]
    private let stages: Stages
    /// The node that makes each value.
    private let producers: [Int?]
    private let parameters: [ValueID: Graph.Parameter]
    /// Whether a node stands between regions.
    private let isBetween: [Bool]

    init(_ graph: Graph, _ isConstant: [Bool], _ stages: Stages) {
        self.graph = graph
        self.isConstant = isConstant
        self.stages = stages
        producers = graph.producers
        parameters = Dictionary(graph.parameters.map { ($0.value, $0) }, uniquingKeysWith: { first, _ in first })
        var isBetween = [Bool](repeating: false, count: graph.nodes.count)
        for index in stages.between.joined() { isBetween[index] = true }
        self.isBetween = isBetween
    }

    func region(_ stage: Int) -> GraphRegions.Region {
        let isIn = nodes(of: stage)
        var builder = PartBuilder(graph)
        for (index, node) in graph.nodes.enumerated() where isIn[index] {
            for case let input? in node.inputs where !builder.has(input) { add(input, &builder) }
            builder.add(node)
        }
        let makes = results(of: stage, isIn)
        for value in makes where !builder.has(value) { add(value, &builder) }
        return GraphRegions.Region(
            builder.finished(makes), reads: builder.reads, makes: makes, between: stages.between[stage])
    }

    /// Takes a value in from outside.
    private func add(_ value: ValueID, _ builder: inout PartBuilder) {
        if let parameter = parameters[value] { builder.add(parameter) } else { builder.addInput(value) }
    }

    /// For each node whether it stands in a region: those of its stage, and the constants that they and what is read of the
    /// region are made of.
    private func nodes(of stage: Int) -> [Bool] {
        var isIn = graph.nodes.indices.map { index in
            !isBetween[index] && stages.ofNode[index] == stage
                && !graph.nodes[index].outputs.allSatisfy { isConstant[$0.index] }
        }
        var wanted = constantResults(of: stage)
        for index in graph.nodes.indices where isIn[index] { wanted += graph.nodes[index].inputs.compactMap { $0 } }
        while let value = wanted.popLast() {
            guard isConstant[value.index], let maker = producers[value.index], !isIn[maker] else { continue }
            isIn[maker] = true
            wanted += graph.nodes[maker].inputs.compactMap { $0 }
        }
        return isIn
    }

    /// The constants that what follows a region reads as tensors.
    private func constantResults(of stage: Int) -> [ValueID] {
        var result = stages.between[stage].flatMap { graph.tensors(readBy: graph.nodes[$0], isConstant) }
        if stage == stages.count - 1 { result += graph.outputs.map(\.value) }
        return result.filter { isConstant[$0.index] }
    }

    /// The values that a region gives: those of its own that are read outside of it.
    private func results(of stage: Int, _ isIn: [Bool]) -> [ValueID] {
        var seen: Set<ValueID> = []
        var result: [ValueID] = []
        func take(_ value: ValueID) {
            guard !isConstant[value.index], let maker = producers[value.index], isIn[maker], seen.insert(value).inserted
            else { return }
            result.append(value)
        }
        for (index, node) in graph.nodes.enumerated() where isBetween[index] || stages.ofNode[index] > stage {
            for case let input? in node.inputs { take(input) }
        }
        for output in graph.outputs { take(output.value) }
        return result + constantResults(of: stage).filter { seen.insert($0).inserted }
    }
}

/// A graph that is made of parts of another one.
private struct PartBuilder {
    private let source: Graph
    private var graph: Graph
    private var numbers: [ValueID: ValueID] = [:]
    private(set) var reads: [ValueID] = []

    init(_ source: Graph) {
        self.source = source
        graph = Graph(name: source.name)
        graph.conditions = source.conditions
    }

    func has(_ value: ValueID) -> Bool { numbers[value] != nil }

    private mutating func number(_ value: ValueID) -> ValueID {
        if let known = numbers[value] { return known }
        let own = graph.addValue(source[value].fact, name: source[value].name)
        numbers[value] = own
        return own
    }

    mutating func addInput(_ value: ValueID) {
        let name = source.inputs.first { $0.value == value }?.name ?? "%\(value.index)"
        graph.inputs.append(Graph.Input(name, number(value)))
        reads.append(value)
    }

    mutating func add(_ parameter: Graph.Parameter) {
        var own = parameter
        own.value = number(parameter.value)
        graph.parameters.append(own)
    }

    mutating func add(_ node: Graph.Node) {
        var own = node
        own.inputs = node.inputs.map { $0.map { number($0) } }
        own.outputs = node.outputs.map { number($0) }
        graph.nodes.append(own)
    }

    mutating func finished(_ makes: [ValueID]) -> Graph {
        graph.outputs = makes.map { Graph.Output("%\($0.index)", number($0)) }
        return graph
    }
}
