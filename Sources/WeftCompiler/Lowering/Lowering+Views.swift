import WeftDiagnostics
import WeftGraph
import WeftOperators

// Operators that show a tensor in another way are views where strides allow it, and copies elsewhere.
extension Lowering {
    /// Lowers an operator that only shows its operand in another way; false for any other.
    mutating func lowerView(_ node: Graph.Node) throws(Diagnostic) -> Bool {
        guard node.operation.isView, !(node.operation is Op.Reverse), let x = node.inputs.first ?? nil,
            let output = node.outputs.first
        else {
            return false
        }
        let source = try view(of: x)
        switch node.operation {
        case is Op.Identity: views[output.index] = source
        case let transpose as Op.Transpose: views[output.index] = source.permuted(transpose.axes(source.rank))
        case is Op.Expand: views[output.index] = source.broadcast(to: graph.type(output).shape)
        case let slice as Op.Slice: views[output.index] = sliced(source, slice, graph.type(output).shape)
        case let frames as Op.Frames: views[output.index] = framed(source, frames, graph.type(output).shape)
        case let split as Op.Split: part(source, split, node)
        default: views[output.index] = reshaped(source, x, output)
        }
        return true
    }

    private func sliced(_ source: View<Dimension>, _ slice: Op.Slice, _ shape: [Dimension]) -> View<Dimension> {
        let axis = slice.axis.resolvedAxis(source.rank)
        let size = source.shape[axis]
        let from = slice.from ?? (slice.step > 0 ? 0 : size - 1)
        let start = from.value.map { $0 < 0 } ?? false ? size + from : from
        return source.sliced(axis: axis, from: start, count: shape[axis], step: slice.step)
    }

    /// Windows lie on each other in memory too; nothing is written through such a view.
    private func framed(_ source: View<Dimension>, _ frames: Op.Frames, _ shape: [Dimension]) -> View<Dimension> {
        let axis = frames.axis.resolvedAxis(source.rank)
        var view = source
        view.shape = shape
        view.strides.insert(source.strides[axis] * Dimension(frames.step), at: axis)
        return view
    }

    private mutating func part(_ source: View<Dimension>, _ split: Op.Split, _ node: Graph.Node) {
        let axis = split.axis.resolvedJoiningAxis(source.rank)
        var start: Dimension = 0
        for output in node.outputs {
            let size = graph.type(output).shape[axis]
            views[output.index] = source.sliced(axis: axis, from: start, count: size)
            start = start + size
        }
    }

    private mutating func reshaped(_ source: View<Dimension>, _ x: ValueID, _ output: ValueID) -> View<Dimension> {
        let target = graph.type(output).shape
        if let view = source.reshaped(target) ?? flattened(source, x, output) {
            homes[output.index] = nil
            return view
        }
        // What must be copied is copied to where it is wanted, in the order of the axes that it has there.
        if homes[output.index] == nil {
            let plain = Array(target.indices)
            let order = source.keepsChannelsInside(target) ? [0] + plain[2...] + [1] : plain
            views[output.index] = allocate(target, source.elementType, order: order)
        }
        // A place within a joined tensor may write the same sizes in another way.
        var place = place(output)
        place.shape = target
        guard let parted = place.reshaped(source.shape) else {
            let dense = copied(source, order: Array(source.shape.indices))
            if let view = dense.reshaped(target) { add(.copy(CopyCall(source: view, target: place)), []) }
            return place
        }
        add(.copy(CopyCall(source: source, target: parted)), [])
        return place
    }

    /// `[N, axes…]` as `[N, K]` in the order in which it lies, if only products with constant weights read that: their
    /// columns are put in the same order.
    private mutating func flattened(
        _ source: View<Dimension>, _ x: ValueID, _ output: ValueID
    ) -> View<Dimension>? {
        let target = graph.type(output).shape
        guard target.count == 2, source.rank > 2, target[0] == source.shape[0], fusion.onlyProductsRead(output) else {
            return nil
        }
        let order = layouts.order(of: x)
        guard order.first == 0 else { return nil }
        let turned = source.permuted(order)
        guard let view = turned.reshaped(target), view.strides[1] == 1 || target[1] == 1 else { return nil }
        flattened[output] = Flattening(
            sizes: Array(source.shape.dropFirst()), order: order.dropFirst().map { $0 - 1 })
        return view
    }
}

extension View where Size == Dimension {
    /// Whether channels lie side by side here and make up axis 1 of a shape that this is copied to.
    fileprivate func keepsChannelsInside(_ target: [Dimension]) -> Bool {
        guard target.count > 2, rank > 2 else { return false }
        if strides[1] == 1, shape[1] == target[1] { return true }
        // Parts of axis 1, in any order, with the axes behind it as they are.
        let behind = target.count - 2
        guard rank >= target.count, Array(shape.suffix(behind)) == Array(target.suffix(behind)) else { return false }
        return strides[1..<(rank - behind)].contains(1)
    }
}
