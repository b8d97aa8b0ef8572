import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Factors of the channels of each picture, and what they multiply.
struct Gate {
    /// The multiplication, which stands alone.
    let cluster: Cluster
    let x: ValueID
    let factors: ValueID
}

// A convolution of single pixels that reads a gated tensor multiplies its weights by the gate instead, once for a picture: where
// pixels are many these are fewer numbers, and the tensor is not read and written again.
extension Lowering {
    /// Puts a gate off until the convolution that reads what it makes; false where it has to be a call.
    mutating func putsOff(_ cluster: Cluster) -> Bool {
        let output = graph.nodes[cluster.last].outputs[0]
        guard let gate = gate(cluster), let reader = fusion.onlyReader(of: output) else { return false }
        let node = graph.nodes[reader]
        guard let conv = node.operation as? Op.Conv, fusion.isAnchor(node), node.inputs[0] == output,
            let weight = node.inputs[1],
            let shape = ConvolutionShape(conv, x: graph.type(output).shape, weight: graph.type(weight).shape),
            shape.isPlainProduct
        else { return false }
        let columns = options.panels(of: shape.outputs) * options.panel
        guard options.likely(graph.type(output).shape.dropFirst(2).reduce(1, *)) >= 2 * columns else { return false }
        gates[output] = gate
        return true
    }

    /// The gate that a cluster is: one factor for each channel of a picture.
    private func gate(_ cluster: Cluster) -> Gate? {
        guard cluster.anchor == nil, cluster.members.count == 1, options.usesKernels else { return nil }
        let node = graph.nodes[cluster.last]
        guard node.operation is Op.Multiply, let first = node.inputs[0], let second = node.inputs[1],
            graph.type(node.outputs[0]).elementType == .f32
        else { return nil }
        let shape = graph.type(node.outputs[0]).shape
        let gated = Array(shape.prefix(2)) + shape.dropFirst(2).map { _ in 1 }
        for (x, factors) in [(first, second), (second, first)]
        where shape.count > 2 && graph.type(x).shape == shape && graph.type(factors).shape == gated
            && !isConstant[factors.index]
        {
            return Gate(cluster: cluster, x: x, factors: factors)
        }
        return nil
    }

    /// A product of pixels with weights that the gate of its operand multiplies; false where its rows do not lie one behind
    /// another in each picture.
    mutating func emitGated(
        _ gate: Gate, _ cluster: Cluster, _ work: ClusterProgram, _ node: Graph.Node,
        _ targets: [View<Dimension>], _ bias: View<Dimension>?
    ) throws(Diagnostic) -> Bool {
        guard let weight = node.inputs[1], let units = graph.type(weight).shape[0].value,
            let depth = graph.type(weight).shape[1].value
        else { return false }
        let source = innermost(try view(of: gate.x), axis: 1).channelsLast()
        let others = work.operands + targets
        guard let turned = Rows.joinedInImages([source] + others.map { $0.channelsLast() }) else { return false }
        let views = Dictionary(zip(others, turned.dropFirst()), uniquingKeysWith: { first, _ in first })
        let (epilogue, out) = epilogue(cluster, work, bias: bias, targets: targets) { views[$0] ?? $0 }
        let packed = packed(.product(groups: 1, columns: units, depth: depth), try constant(of: weight))
        let sizes = [options.panels(of: units), depth, options.panel].map { Dimension($0) }
        let images = source.shape[0]
        var panelsOfAll = View<Dimension>(dense: [1] + sizes, .f32, order: [0, 1, 2, 3], in: packed.buffer)
        panelsOfAll = panelsOfAll.broadcast(to: [images] + sizes)
        var factors = try view(of: gate.factors)
        factors.strides = [factors.strides[0], 0, factors.strides[1], 0]
        factors.shape = [images] + sizes
        let scaled = allocate([images] + sizes, .f32, order: [0, 1, 2, 3])
        let multiplication = ElementwiseCall(
            program: ScalarProgram(onTwo: .multiply), operands: [panelsOfAll, factors, scaled])
        add(.elementwise(multiplication), gate.cluster.nodes.map { graph.nodes[$0] })
        let call = ProductCall(
            a: turned[0], weight: scaled.reshaped([images, sizes.reduce(1, *)]) ?? scaled,
            weightPitch: sizes.reduce(1, *), groups: 1, columns: Dimension(units), out: out, epilogue: epilogue)
        add(.product(call), cluster.nodes.map { graph.nodes[$0] })
        return true
    }
}
