import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

// Movement that indices direct.
extension Lowering {
    /// Lowers an operator that reads or writes where indices name; false for any other, or where no kernel does it.
    mutating func lowerIndexing(_ node: Graph.Node) throws(Diagnostic) -> Bool {
        guard node.inputs.count > 1, let x = node.inputs[0], let ids = node.inputs[1], let output = node.outputs.first,
            graph.type(x).elementType.bits >= 8
        else { return false }
        let rank = graph.type(x).rank
        switch node.operation {
        case let gather as Op.Gather:
            let axis = gather.axis.resolvedAxis(rank)
            return try lowerGather(node, x, try indices(ids, one: axis..<axis + graph.type(ids).rank), output)
        case let gather as Op.GatherElements:
            return try lowerGather(node, x, try indices(ids, along: gather.axis.resolvedAxis(rank)), output)
        case let gather as Op.GatherND:
            return try lowerGather(node, x, try indices(ids, tuplesFrom: gather.batch), output)
        case let scatter as Op.ScatterElements:
            return try lowerScatter(
                node, x, try indices(ids, along: scatter.axis.resolvedAxis(rank)), scatter.reduction)
        case let scatter as Op.ScatterND:
            return try lowerScatter(node, x, try indices(ids, tuplesFrom: 0), scatter.reduction)
        default: return false
        }
    }

    /// Indices in place of an axis.
    private mutating func indices(_ ids: ValueID, one own: Range<Int>) throws(Diagnostic) -> LoweredIndices {
        LoweredIndices(
            view: try dense(ids), named: own.lowerBound..<own.lowerBound + 1, own: own, isBeside: false, count: 1)
    }

    /// Indices with the axes of the tensor, each along one of them.
    private mutating func indices(_ ids: ValueID, along axis: Int) throws(Diagnostic) -> LoweredIndices {
        LoweredIndices(
            view: try dense(ids), named: axis..<axis + 1, own: 0..<graph.type(ids).rank, isBeside: true, count: 1)
    }

    /// Tuples of indices along the axes from one on; those before it are in common.
    private mutating func indices(_ ids: ValueID, tuplesFrom batch: Int) throws(Diagnostic) -> LoweredIndices {
        let type = graph.type(ids)
        let count = type.shape.last?.value ?? 0
        return LoweredIndices(
            view: try dense(ids), named: batch..<batch + count, own: 0..<type.rank - 1, isBeside: false, count: count)
    }

    private mutating func lowerGather(
        _ node: Graph.Node, _ x: ValueID, _ indices: LoweredIndices, _ output: ValueID
    ) throws(Diagnostic) -> Bool {
        let shape = graph.type(output).shape
        let table = try view(of: x)
        guard indices.suits(shape), let source = indices.places(in: table, shape) else { return false }
        let call = GatherCall(
            source: source, axes: indices.axes(of: table), indices: indices.spread(over: shape), target: place(output))
        add(.gather(call), [node])
        return true
    }

    private mutating func lowerScatter(
        _ node: Graph.Node, _ x: ValueID, _ indices: LoweredIndices, _ reduction: ScatterReduction
    ) throws(Diagnostic) -> Bool {
        guard let updates = node.inputs[2] else { return false }
        let shape = graph.type(updates).shape
        let target = place(node.outputs[0])
        guard indices.suits(shape), let places = indices.places(in: target, shape) else { return false }
        add(.copy(CopyCall(source: try view(of: x), target: target)), [])
        let call = ScatterCall(
            reduction: reduction, source: try view(of: updates), indices: indices.spread(over: shape), target: places,
            axes: indices.axes(of: target))
        add(.scatter(call), [node])
        return true
    }
}

/// Indices, the axes of the other tensor that they name positions along, and how the axes of what is read or written
/// stand to both.
private struct LoweredIndices {
    let view: View<Dimension>
    /// The axes of the tensor that have indices.
    let named: Range<Int>
    /// The axes of the result, or of the updates, that are those of the indices.
    let own: Range<Int>
    /// Whether the axes of the tensor have places among those of the indices, rather than being replaced by them.
    let isBeside: Bool
    /// How many indices make one place.
    let count: Int
}

extension LoweredIndices {
    /// Whether the kernels have room for the axes.
    func suits(_ shape: [Dimension]) -> Bool { count > 0 && shape.count + count <= 8 }

    func axes(of tensor: View<Dimension>) -> IndexedAxes<Dimension> {
        IndexedAxes(
            sizes: Array(tensor.shape[named]), pitches: Array(tensor.strides[named]),
            step: count == 1 ? 0 : view.strides.last ?? 1)
    }

    /// The tensor as it lies over a shape, at position 0 of the axes that have indices.
    func places(in tensor: View<Dimension>, _ shape: [Dimension]) -> View<Dimension>? {
        var strides = tensor.strides
        if isBeside {
            for axis in named { strides[axis] = 0 }
        } else {
            // The axes in common stay, those of the indices alone do not move it, the others follow.
            let before = Array(strides[..<min(named.lowerBound, strides.count)])
            let within = [Dimension](repeating: 0, count: own.upperBound - named.lowerBound)
            strides = before + within + strides[named.upperBound...]
        }
        guard strides.count == shape.count else { return nil }
        var result = tensor
        (result.shape, result.strides) = (shape, strides)
        return result
    }

    /// The indices as they lie over a shape: the first one of each place.
    func spread(over shape: [Dimension]) -> View<Dimension> {
        var result = view
        let before = [Dimension](repeating: 0, count: own.lowerBound)
        let behind = [Dimension](repeating: 0, count: shape.count - own.upperBound)
        (result.shape, result.strides) = (shape, before + view.strides.prefix(own.count) + behind)
        return result
    }
}
