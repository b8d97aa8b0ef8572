import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension Lowering {
    /// Lowers a resize or a padding with one value; false for any other operator.
    mutating func lowerResampling(_ node: Graph.Node) throws(Diagnostic) -> Bool {
        guard let x = node.inputs.first ?? nil, let output = node.outputs.first else { return false }
        switch node.operation {
        case let resize as Op.Resize where isPlain(x) && resize.isUsual:
            try lower(resize, node, x, output)
            return true
        case let pad as Op.Pad where pad.mode == .constant && graph.type(x).elementType.computes:
            let target = place(output)
            let filling = scalar(pad.value, target.elementType).broadcast(to: target.shape)
            var inside = target
            for (axis, (before, _)) in pad.sides(target.rank).enumerated() {
                inside = inside.sliced(axis: axis, from: before, count: graph.type(x).shape[axis])
            }
            add(.copy(CopyCall(source: filling, target: target)), [])
            add(.copy(CopyCall(source: try view(of: x), target: inside)), [node])
            return true
        default: return false
        }
    }

    /// One axis after the other, the last one into the result.
    private mutating func lower(
        _ resize: Op.Resize, _ node: Graph.Node, _ x: ValueID, _ output: ValueID
    ) throws(Diagnostic) {
        let wanted = graph.type(output).shape
        var source = try view(of: x)
        let axes = (2..<wanted.count).filter { source.shape[$0] != wanted[$0] }
        guard let last = axes.last else {
            return add(.copy(CopyCall(source: source, target: place(output))), [node])
        }
        for axis in axes {
            var shape = source.shape
            shape[axis] = wanted[axis]
            let target =
                axis == last ? place(output) : allocate(shape, .f32, order: layouts.order(of: output))
            let scale = resize.scale.isEmpty ? nil : resize.scale[resize.scale.count == 1 ? 0 : axis - 2]
            let call = ResampleCall(
                source: source, target: target, axis: axis, step: scale.map { 1 / $0 }, mode: resize.mode,
                align: resize.align)
            add(.resample(call), axis == last ? [node] : [])
            source = target
        }
    }
}

extension Op.Resize {
    /// Whether each axis is resampled by itself, in one of the ways that text has.
    fileprivate var isUsual: Bool {
        coordinates == nil && rounding == .floor && coefficient == -0.75 && !excludeOutside && !antialias && crop == nil
            && axes.isEmpty
    }
}
