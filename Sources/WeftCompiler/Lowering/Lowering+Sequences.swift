import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

// Movement that lengths direct.
extension Lowering {
    /// Lowers a conversion or something with lengths; false for any other operator, or where no kernel does it.
    mutating func lowerMovement(_ node: Graph.Node) throws(Diagnostic) -> Bool {
        guard let x = node.inputs.first ?? nil, let output = node.outputs.first, graph.type(output).rank <= 8 else {
            return false
        }
        switch node.operation {
        case let cast as Op.Cast: return try lowerCast(node, cast, x, output)
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

    private mutating func lowerCast(
        _ node: Graph.Node, _ cast: Op.Cast, _ x: ValueID, _ output: ValueID
    ) throws(Diagnostic) -> Bool {
        if graph.type(x).elementType.computes, graph.type(output).elementType.computes {
            add(.convert(ConvertCall(source: try view(of: x), target: place(output))), [node])
            return true
        }
        // What is packed below a byte lies side by side, or is no view that anything can copy.
        guard try view(of: x).isRowMajor || graph.type(x).elementType.bits >= 8 else { return false }
        let call = SmallConvertCall(
            source: try dense(x), target: try denseTarget(output), saturates: cast.saturate, rounding: cast.rounding)
        add(.smallConvert(call), [node])
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
