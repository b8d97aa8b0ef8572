import WeftDiagnostics
import WeftGraph
import WeftOperators

extension Lowering {
    /// Lowers a convolution and what is done to its result.
    mutating func emit(
        _ cluster: Cluster, _ work: ClusterProgram, _ conv: Op.Conv, _ node: Graph.Node
    ) throws(Diagnostic) {
        guard let x = node.inputs[0], let weight = node.inputs[1] else { return }
        let shape = ConvolutionShape(conv, x: graph.type(x).shape, weight: graph.type(weight).shape)
        guard let shape else { throw Diagnostic("not-lowered", "the sizes of a convolution's weight are not known") }
        let source = innermost(try view(of: x), axis: 1).channelsLast()
        let targets = work.results.map { place($0, dense: 1) } + work.further
        let bias = try bias(of: node)
        if shape.isPlainProduct, try emitProduct(cluster, work, node, source, targets, bias) { return }
        let (epilogue, out) = epilogue(cluster, work, bias: bias, targets: targets) { $0.channelsLast() }
        let result = graph.type(node.outputs[0]).shape
        let missing = [Dimension](repeating: 1, count: 5 - result.count)
        let algorithm = shape.algorithm(options, result)
        let weights = packed(
            .convolution(
                algorithm, groups: conv.groups, inputs: shape.inputs, outputs: shape.outputs, kernel: shape.kernel),
            try constant(of: weight))
        let call = ConvolutionCall(
            algorithm: algorithm, x: source, weight: weights, out: out,
            result: [result[0]] + missing + result[2...] + [result[1]], kernel: shape.kernel, stride: shape.stride,
            dilation: shape.dilation, before: shape.before, groups: conv.groups, epilogue: epilogue)
        add(.convolution(call), cluster.nodes.map { graph.nodes[$0] })
    }

    /// A convolution of single pixels as a matrix product; false where its rows lie in more than two levels.
    private mutating func emitProduct(
        _ cluster: Cluster, _ work: ClusterProgram, _ node: Graph.Node, _ source: View<Dimension>,
        _ targets: [View<Dimension>], _ bias: View<Dimension>?
    ) throws(Diagnostic) -> Bool {
        guard let weight = node.inputs[1] else { return false }
        let others = work.operands + targets
        guard let turned = Rows.joined([source] + others.map { $0.channelsLast() }, levels: 2) else { return false }
        let views = Dictionary(zip(others, turned.dropFirst()), uniquingKeysWith: { first, _ in first })
        let (epilogue, out) = epilogue(cluster, work, bias: bias, targets: targets) { views[$0] ?? $0 }
        guard let units = graph.type(weight).shape[0].value, let depth = graph.type(weight).shape[1].value else {
            return false
        }
        let call = ProductCall(
            a: turned[0],
            weight: packed(.product(groups: 1, columns: units, depth: depth), try constant(of: weight)),
            weightPitch: 0, groups: 1, columns: Dimension(units), out: out, epilogue: epilogue)
        add(.product(call), cluster.nodes.map { graph.nodes[$0] })
        return true
    }
}
