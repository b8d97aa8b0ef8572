import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

// Movement that numbers of the data direct: indices and lengths.
extension Lowering {
    /// Lowers a gather, a conversion or something with lengths; false for any other operator, or where no kernel does it.
    mutating func lowerMovement(_ node: Graph.Node) throws(Diagnostic) -> Bool {
        guard let x = node.inputs.first ?? nil, let output = node.outputs.first, graph.type(output).rank <= 8 else {
            return false
        }
        switch node.operation {
        case let gather as Op.Gather: return try lowerGather(node, gather, x, output)
        case is Op.Cast where graph.type(x).elementType.computes && graph.type(output).elementType.computes:
            add(.convert(ConvertCall(source: try view(of: x), target: place(output))), [node])
            return true
        case let mask as Op.Mask: return try lowerSequence(node, .mask, mask.axis, filling: mask.value)
        case let reverse as Op.Reverse:
            let axis = reverse.axis.resolvedAxis(graph.type(x).rank)
            if node.inputs.count > 1, node.inputs[1] != nil {
                return try lowerSequence(node, .reverse, axis, filling: 0)
            }
            let size = graph.type(x).shape[axis]
            views[output.index] = try view(of: x).sliced(axis: axis, from: size - 1, count: size, step: -1)
            return true
        case is Op.Last: return try lowerSequence(node, .last, 1, filling: 0)
        default: return false
        }
    }

    private mutating func lowerGather(
        _ node: Graph.Node, _ gather: Op.Gather, _ x: ValueID, _ output: ValueID
    ) throws(Diagnostic) -> Bool {
        guard let ids = node.inputs[1], graph.type(x).elementType.bits >= 8 else { return false }
        let table = try view(of: x)
        let indices = try view(of: ids)
        let axis = gather.axis.resolvedAxis(table.rank)
        let shape = graph.type(output).shape
        let none = [Dimension](repeating: 0, count: indices.rank)
        var source = table
        source.shape = shape
        source.strides = table.strides[..<axis] + none + table.strides[(axis + 1)...]
        var named = indices.isRowMajor ? indices : copied(indices, order: Array(indices.shape.indices))
        let before = [Dimension](repeating: 0, count: axis)
        let behind = [Dimension](repeating: 0, count: table.rank - axis - 1)
        named.strides = before + named.strides + behind
        named.shape = shape
        let call = GatherCall(
            source: source, size: table.shape[axis], pitch: table.strides[axis], indices: named, target: place(output))
        add(.gather(call), [node])
        return true
    }

    private mutating func lowerSequence(
        _ node: Graph.Node, _ kind: SequenceKind, _ axis: Int, filling: Double
    ) throws(Diagnostic) -> Bool {
        guard let x = node.inputs[0], node.inputs.count > 1, let rows = node.inputs[1] else { return false }
        let type = graph.type(x)
        guard type.rank <= 8, type.elementType == .f32 || filling == 0 && type.elementType.bits >= 8 else {
            return false
        }
        let axis = axis.resolvedAxis(type.rank)
        var target = place(node.outputs[0])
        if kind == .last {
            target.shape.insert(1, at: axis)
            target.strides.insert(0, at: axis)
        }
        let call = SequenceCall(
            kind: kind, source: try view(of: x), target: target, axis: axis, lengths: try lengths(rows),
            filling: filling)
        add(.sequence(call), [node])
        return true
    }
}
