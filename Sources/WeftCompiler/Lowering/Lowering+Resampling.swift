import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension Lowering {
    /// Lowers a resize or a padding with one value; false for any other operator.
    mutating func lowerResampling(_ node: Graph.Node) throws(Diagnostic) -> Bool {
        guard let x = node.inputs.first ?? nil, let output = node.outputs.first else { return false }
        switch node.operation {
        case let resize as Op.Resize where graph.type(x).rank <= 8 && resize.isSummed(graph.type(x).elementType):
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
        case let pad as Op.Pad where graph.type(x).elementType.computes && graph.type(x).rank <= 8:
            return try lower(pad, node, x, output)
        default: return false
        }
    }

    /// A pad that shows the tensor again: what is new along an axis is copied of the result as it is so far. False where
    /// more positions are wanted than there are to copy.
    private mutating func lower(
        _ pad: Op.Pad, _ node: Graph.Node, _ x: ValueID, _ output: ValueID
    ) throws(Diagnostic) -> Bool {
        let (source, shape) = (try view(of: x), graph.type(output).shape)
        let sides = pad.sides(shape.count)
        let known = Assumptions(graph.conditions)
        for (axis, side) in sides.enumerated() where pad.mode == .wrap {
            let most = Dimension.maximum(side.before, side.after)
            guard known.atLeast(source.shape[axis], most) == .proved else { return false }
        }
        let target = place(output)
        // The part that is filled so far: along the axes before the one at hand all of it.
        var inside = target
        for (axis, side) in sides.enumerated() {
            inside = inside.sliced(axis: axis, from: side.before, count: source.shape[axis])
        }
        add(.copy(CopyCall(source: source, target: inside)), [node])
        for (axis, side) in sides.enumerated() where side.before != 0 || side.after != 0 {
            let size = source.shape[axis]
            func copy(_ start: Dimension, _ step: Int, _ count: Dimension, to place: Dimension) {
                var origin = inside.sliced(axis: axis, from: start, count: count, step: step == 0 ? 1 : step)
                if step == 0 { origin.strides[axis] = 0 }
                var new = inside.sliced(axis: axis, from: 0, count: count)
                new.offset = inside.offset + (place - side.before) * inside.strides[axis]
                add(.copy(CopyCall(source: origin, target: new)), [])
            }
            let end = side.before + size
            switch pad.mode {
            case .reflect:
                if side.before != 0 { copy(side.before, -1, side.before, to: 0) }
                if side.after != 0 { copy(size - 2, -1, side.after, to: end) }
            case .wrap:
                if side.before != 0 { copy(size - side.before, 1, side.before, to: 0) }
                if side.after != 0 { copy(0, 1, side.after, to: end) }
            case .edge, .constant:
                if side.before != 0 { copy(0, 0, side.before, to: 0) }
                if side.after != 0 { copy(size - 1, 0, side.after, to: end) }
            }
            inside.offset = inside.offset - side.before * inside.strides[axis]
            inside.shape[axis] = shape[axis]
        }
        return true
    }

    /// One axis after the other, the last one into the result.
    private mutating func lower(
        _ resize: Op.Resize, _ node: Graph.Node, _ x: ValueID, _ output: ValueID
    ) throws(Diagnostic) {
        let wanted = graph.type(output).shape
        var source = try view(of: x)
        let axes = resize.resolvedAxes(wanted.count).enumerated().filter { place, axis in
            source.shape[axis] != wanted[axis] || !resize.keepsPositions(place)
        }
        guard let last = axes.last?.offset else {
            return add(.copy(CopyCall(source: source, target: place(output))), [node])
        }
        for (place, axis) in axes {
            var shape = source.shape
            shape[axis] = wanted[axis]
            let target =
                place == last
                ? self.place(output) : allocate(shape, source.elementType, order: layouts.order(of: output))
            let call = ResampleCall(source: source, target: target, axis: axis, resize: resize, place: place)
            add(.resample(call), place == last ? [node] : [])
            source = target
        }
    }
}

extension Op.Resize {
    /// Whether kernels make elements of a type so: picked ones of any, sums of these.
    fileprivate func isSummed(_ type: ElementType) -> Bool {
        mode == .nearest ? type.bits >= 8 : type == .f32 || type == .f64
    }

    /// Whether an axis that keeps its size keeps all of its elements.
    fileprivate func keepsPositions(_ place: Int) -> Bool {
        guard crop == nil, !antialias, coordinates == nil, rounding == .floor else { return false }
        return scale.isEmpty || scale[scale.count == 1 ? 0 : place] == 1
    }
}
