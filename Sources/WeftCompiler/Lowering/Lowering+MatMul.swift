import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension Lowering {
    /// Lowers a product of two tensors of which neither is a constant; false where no kernel takes them.
    mutating func lowerMatMul(_ node: Graph.Node) throws(Diagnostic) -> Bool {
        guard let a = node.inputs[0], let b = node.inputs[1], isMultiplied(a), isMultiplied(b) else { return false }
        var (left, right, target) = (try view(of: a), try view(of: b), place(node.outputs[0]))
        // A vector is a row on the left and a column on the right.
        if right.rank == 1 {
            right = right.widened(at: 1)
            target = target.widened(at: target.rank)
        }
        if left.rank == 1 {
            left = left.widened(at: 0)
            target = target.widened(at: target.rank - 1)
        }
        multiply(left, right, to: target, [node])
        return true
    }

    /// Lowers a dense layer whose weight is computed; false where no kernel takes its operands.
    mutating func lowerDense(_ node: Graph.Node) throws(Diagnostic) -> Bool {
        guard let x = node.inputs[0], let weight = node.inputs[1], isMultiplied(x), isMultiplied(weight) else {
            return false
        }
        let bias = node.inputs.count > 2 ? node.inputs[2] : nil
        let target = place(node.outputs[0])
        let right = try view(of: weight).permuted([1, 0])
        var left = try view(of: x)
        var product =
            bias == nil ? target : allocate(target.shape, target.elementType, order: Array(target.shape.indices))
        let sum = product
        if left.rank == 1 { (left, product) = (left.widened(at: 0), product.widened(at: 0)) }
        multiply(left, right, to: product, [node])
        guard let bias else { return true }
        let operands = [sum, try view(of: bias).broadcast(to: target.shape), target]
        let call = ElementwiseCall(program: ScalarProgram(onTwo: .add), operands: operands, type: target.elementType)
        add(.elementwise(call), [])
        return true
    }

    /// Whether kernels multiply matrices of a value's type.
    private func isMultiplied(_ value: ValueID) -> Bool {
        let type = graph.type(value)
        let isNumber = type.elementType == .f32 || type.elementType == .f64 || type.elementType.isInteger
        return isNumber && type.elementType.computes && type.rank <= 8
    }

    /// Multiplies matrices; the right side is packed while the program runs. What lies in too many levels is copied.
    private mutating func multiply(
        _ a: View<Dimension>, _ b: View<Dimension>, to out: View<Dimension>, _ nodes: [Graph.Node]
    ) {
        let rank = out.rank
        let batch = Array(out.shape.dropLast(2))
        var (left, right, target) = (a.broadcast(to: batch + a.shape.suffix(2)), b, out)
        right = right.broadcast(to: batch + right.shape.suffix(2))
        if target.elementType == .f32, target.shape[rank - 1] == 1, target.shape[rank - 2] != 1 {
            // One column: the other way round it is one row, of which kernels waste nothing.
            let swap = Array(0..<(rank - 2)) + [rank - 1, rank - 2]
            (left, right) = (right.permuted(swap), left.permuted(swap))
            target = target.permuted(swap)
        }
        if target.elementType == .f32 { left = innermost(left, axis: rank - 1) }
        let plain = Array(0..<rank)
        if Batches.joined([left]) == nil { left = copied(left, order: plain) }
        if Batches.joined([right]) == nil { right = copied(right, order: plain) }
        let own = Batches.joined([target]) == nil ? allocate(target.shape, target.elementType, order: plain) : target
        guard let joined = Batches.joined([left, right, own]) else { return }
        if target.elementType == .f32 {
            multiply(joined[0], joined[1], toPlain: joined[2], nodes)
        } else {
            add(.typedProduct(TypedProductCall(a: joined[0], b: joined[1], out: joined[2])), nodes)
        }
        if own != target { add(.copy(CopyCall(source: own, target: target)), []) }
    }

    /// Multiplies matrices of `f32` in one level of batches.
    private mutating func multiply(
        _ a: View<Dimension>, _ b: View<Dimension>, toPlain target: View<Dimension>, _ nodes: [Graph.Node]
    ) {
        var out = target
        if out.shape[2] == 1 { out.strides[2] = 1 }
        let isDirect = out.strides[2] == 1
        if !isDirect { out = allocate(out.shape, .f32, order: [0, 1, 2]) }
        let (depth, columns) = (b.shape[1], b.shape[2])
        let panel = Dimension(options.panel)
        let count = columns.ceilDivided(by: panel) * panel * depth
        let isShared = b.strides[0] == 0
        let matrices: Dimension = isShared ? 1 : b.shape[0]
        var source = b
        if isShared { source.shape[0] = 1 }
        let packed = allocate([matrices, count], .f32, order: [0, 1])
        add(.pack(PackCall(source: source, target: packed)), [])
        let call = ProductCall(
            a: a.withRows, weight: packed, weightPitch: isShared ? 0 : count, groups: 1, columns: columns,
            out: out.withRows, epilogue: Epilogue())
        add(.product(call), nodes)
        if !isDirect { add(.copy(CopyCall(source: out, target: target)), []) }
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

    /// The view with one more axis, of size 1.
    fileprivate func widened(at axis: Int) -> View {
        var view = self
        view.shape.insert(1, at: axis)
        view.strides.insert(0, at: axis)
        return view
    }
}
