import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension Lowering {
    /// Whether a pool's tensor is one that the kernels take.
    func isPooled(_ node: Graph.Node) -> Bool {
        let type = graph.type(node.outputs[0])
        return type.elementType == .f32 && (3...5).contains(type.rank)
    }

    mutating func lowerPool(_ node: Graph.Node, _ pool: Op.MaxPool) throws(Diagnostic) {
        try lowerPool(node, .maximum, try pool.windows(rank: graph.type(node.outputs[0]).rank))
    }

    mutating func lowerPool(_ node: Graph.Node, _ pool: Op.AvgPool) throws(Diagnostic) {
        let windows = try pool.windows(rank: graph.type(node.outputs[0]).rank)
        try lowerPool(node, pool.countPad ? .average : .averageInside, windows)
    }

    private mutating func lowerPool(_ node: Graph.Node, _ kind: PoolKind, _ windows: Windows) throws(Diagnostic) {
        guard let x = node.inputs[0] else { return }
        let shape = graph.type(x).shape
        let source = innermost(try view(of: x), axis: 1).channelsLast()
        let target = place(node.outputs[0], dense: 1).channelsLast()
        let missing = [Int](repeating: 1, count: 3 - windows.axes)
        let none = missing.map { _ in Dimension(0) }
        let paddings = (0..<windows.axes).map { windows.padding($0, shape[$0 + 2]) }
        let call = PoolCall(
            kind: kind, x: source, out: target, kernel: missing + windows.kernel.compactMap(\.value),
            stride: missing + windows.stride, dilation: missing + windows.dilation,
            before: none + paddings.map(\.before), after: none + paddings.map(\.after))
        add(.pool(call), [node])
    }
}
