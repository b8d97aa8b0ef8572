import WeftGraph
import WeftOperators

/// The order in which the axes of each value lie in memory, outermost first: channels innermost for what windows and
/// normalisations make, and for what is worked out of that; the order of the graph for everything else.
struct Layouts {
    private var orders: [[Int]] = []
    private let graph: Graph
    private let producers: [(node: Int, result: Int)?]

    init(_ graph: Graph, isUsed: Bool) {
        self.graph = graph
        var producers = [(node: Int, result: Int)?](repeating: nil, count: graph.values.count)
        for (number, node) in graph.nodes.enumerated() {
            for (index, output) in node.outputs.enumerated() { producers[output.index] = (number, index) }
        }
        self.producers = producers
        orders = graph.values.map { Array($0.fact.shape.indices) }
        guard isUsed else { return }
        for node in graph.nodes {
            for output in node.outputs { orders[output.index] = order(of: node, output, graph) }
        }
    }

    /// The order in which a value's axes lie.
    func order(of value: ValueID) -> [Int] { orders[value.index] }

    /// The node that makes a value, and which of its results it is.
    func producer(of value: ValueID) -> (node: Graph.Node, result: Int)? {
        producers[value.index].map { (graph.nodes[$0.node], $0.result) }
    }

    private func order(of node: Graph.Node, _ output: ValueID, _ graph: Graph) -> [Int] {
        let rank = graph.type(output).rank
        let plain = Array(0..<rank)
        let likely = node.inputs.compactMap { $0 }.filter { graph.type($0).rank == rank }
        switch node.operation {
        case is Op.Conv, is Op.ConvTranspose, is Op.MaxPool, is Op.MaxPoolWithIndices, is Op.AvgPool,
            is Op.AdaptiveAvgPool, is Op.Resize,
            is Op.GroupNorm, is Op.Lrn, is Op.GridSample, is Op.RoiAlign:
            return rank >= 3 ? [0] + (2..<rank) + [1] : plain
        case is Op.DeformTaps: return [0] + (3..<rank) + [1, 2]
        case let transpose as Op.Transpose:
            guard let x = node.inputs[0] else { return plain }
            let axes = transpose.axes(rank)
            return orders[x.index].compactMap { axes.firstIndex(of: $0) }
        case is Op.Slice, is Op.Split, is Op.Pad, is Op.Mean, is Op.Max, is Op.Sum, is Op.Concat:
            return likely.map { orders[$0.index] }.first { $0 != plain } ?? plain
        default:
            guard type(of: node.operation).signature.traits.contains(.elementwise) else { return plain }
            return likely.map { orders[$0.index] }.first { $0 != plain } ?? plain
        }
    }
}
