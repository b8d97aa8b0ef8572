import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension Lowering {
    /// Lowers a pool of largest elements; false where no kernel takes the tensor.
    mutating func lowerPool(_ node: Graph.Node, _ pool: Op.MaxPool) throws(Diagnostic) -> Bool {
        let type = graph.type(node.outputs[0])
        guard (3...5).contains(type.rank),
            [.f32, .f64].contains(type.elementType) || type.elementType.isInteger && type.elementType.computes
        else { return false }
        try lowerPool(node, .maximum, try pool.windows(rank: type.rank), as: type.elementType)
        return true
    }

    /// Lowers a pool of means; false where no kernel takes the tensor. Dilated windows are the plain loops'.
    mutating func lowerPool(_ node: Graph.Node, _ pool: Op.AvgPool) throws(Diagnostic) -> Bool {
        let type = graph.type(node.outputs[0])
        guard (3...5).contains(type.rank), [.f32, .f64].contains(type.elementType) else { return false }
        let isDense = pool.dilation.allSatisfy { $0 == 1 }
        try lowerPool(
            node, pool.countPad ? .average : .averageInside, try pool.windows(rank: type.rank),
            as: isDense ? type.elementType : .f64)
        return true
    }

    /// Lowers a pool of largest elements and their positions in the whole tensor; false where no kernel takes it.
    mutating func lowerPool(_ node: Graph.Node, _ pool: Op.MaxPoolWithIndices) throws(Diagnostic) -> Bool {
        guard let x = node.inputs[0], try lowerPool(node, pool.pool) else { return false }
        let type = graph.type(x)
        let axes = type.rank - 2
        let source = innermost(try view(of: x), axis: 1)
        let (result, target) = channelTarget(node.outputs[1], axis: 1)
        let plane = type.shape[2...]
        let steps = (0..<axes).map { axis in
            pool.columnMajor ? plane.prefix(axis).reduce(1, *) : plane.dropFirst(axis + 1).reduce(1, *)
        }
        let none = [Dimension](repeating: 0, count: 3 - axes)
        let whole: Dimension = plane.reduce(1, *)
        let call = PositionsCall(
            pool: call(.maximum, try pool.pool.windows(rank: type.rank), type.shape, source, target),
            steps: [type.shape[1] * whole] + none + steps + [whole])
        add(.positions(call), [])
        finish(target, result)
        return true
    }

    private mutating func lowerPool(
        _ node: Graph.Node, _ kind: PoolKind, _ windows: Windows, as type: ElementType
    ) throws(Diagnostic) {
        guard let x = node.inputs[0] else { return }
        let shape = graph.type(x).shape
        let order = [0] + shape.indices[2...] + [1]
        var source = try view(of: x)
        source = source.elementType == type ? innermost(source, axis: 1) : converted(source, to: type, order: order)
        let result = place(node.outputs[0], dense: 1)
        let isDirect = result.elementType == type && result.strides[1] == 1
        let target = isDirect ? result : allocate(result.shape, type, order: order)
        add(.pool(call(kind, windows, shape, source, target)), [node])
        if !isDirect { add(.convert(ConvertCall(source: target, target: result)), []) }
    }

    /// The windows of a pool over a tensor of a shape, channels innermost.
    private func call(
        _ kind: PoolKind, _ windows: Windows, _ shape: [Dimension], _ source: View<Dimension>,
        _ target: View<Dimension>
    ) -> PoolCall<Dimension> {
        let missing = [Int](repeating: 1, count: 3 - windows.axes)
        let none = missing.map { _ in Dimension(0) }
        let paddings = (0..<windows.axes).map { windows.padding($0, shape[$0 + 2]) }
        return PoolCall(
            kind: kind, x: source.channelsLast(), out: target.channelsLast(),
            kernel: missing + windows.kernel.compactMap(\.value),
            stride: missing + windows.stride, dilation: missing + windows.dilation,
            before: none + paddings.map(\.before), after: none + paddings.map(\.after))
    }
}
