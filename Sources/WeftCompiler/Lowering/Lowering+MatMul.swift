import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension Lowering {
    /// Lowers a product of two tensors of which neither is a constant: the right side is packed while the program runs.
    mutating func lowerMatMul(_ node: Graph.Node) throws(Diagnostic) -> Bool {
        guard let a = node.inputs[0], let b = node.inputs[1], isPlain(a), isPlain(b), graph.type(a).rank >= 2,
            graph.type(b).rank >= 2
        else { return false }
        let output = node.outputs[0]
        let shape = graph.type(output).shape
        let rank = shape.count
        let batch = Array(shape.dropLast(2))
        var left = try view(of: a)
        var right = try view(of: b)
        var target = place(output)
        left = left.broadcast(to: batch + left.shape.suffix(2))
        right = right.broadcast(to: batch + right.shape.suffix(2))
        if target.shape[rank - 1] == 1, target.shape[rank - 2] != 1 {
            // One column: the other way round it is one row, of which kernels waste nothing.
            let swap = Array(0..<(rank - 2)) + [rank - 1, rank - 2]
            (left, right) = (right.permuted(swap), left.permuted(swap))
            target = target.permuted(swap)
        }
        left = innermost(left, axis: rank - 1)
        guard let joined = Batches.joined([left, right, target]) else { return false }
        var out = joined[2]
        if out.shape[2] == 1 { out.strides[2] = 1 }
        let isDirect = out.strides[2] == 1
        if !isDirect { out = allocate(out.shape, .f32, order: [0, 1, 2]) }
        let (depth, columns) = (joined[1].shape[1], joined[1].shape[2])
        let panel = Dimension(options.panel)
        let count = columns.ceilDivided(by: panel) * panel * depth
        let isShared = joined[1].strides[0] == 0
        let matrices: Dimension = isShared ? 1 : joined[1].shape[0]
        var source = joined[1]
        if isShared { source.shape[0] = 1 }
        let packed = allocate([matrices, count], .f32, order: [0, 1])
        add(.pack(PackCall(source: source, target: packed)), [])
        let call = ProductCall(
            a: joined[0].withRows, weight: packed, weightPitch: isShared ? 0 : count, groups: 1, columns: columns,
            out: out.withRows, epilogue: Epilogue())
        add(.product(call), [node])
        if !isDirect { add(.copy(CopyCall(source: out, target: joined[2])), []) }
        return true
    }
}

/// Matrices in batches of one level.
private enum Batches {
    /// Views of equally many matrices, their batch axes joined into one; nil where the strides do not allow it.
    static func joined(_ views: [View<Dimension>]) -> [View<Dimension>]? {
        var result: [View<Dimension>] = []
        for view in views {
            let count = view.shape.dropLast(2).reduce(1, *)
            var one = view
            one.shape = [count] + view.shape.suffix(2)
            let lead = view.rank - 2
            let axes = (0..<lead).filter { view.shape[$0] != 1 }
            for (outer, inner) in zip(axes, axes.dropFirst())
            where view.strides[outer] != view.strides[inner] * view.shape[inner] { return nil }
            one.strides = [axes.last.map { view.strides[$0] } ?? 0] + view.strides.suffix(2)
            result.append(one)
        }
        return result
    }
}

extension View where Size == Dimension {
    /// Batch, row and column as the five axes of a product.
    fileprivate var withRows: View {
        var view = self
        view.shape = [shape[0], 1, 1, shape[1], shape[2]]
        view.strides = [strides[0], 0, 0, strides[1], strides[2]]
        return view
    }
}
