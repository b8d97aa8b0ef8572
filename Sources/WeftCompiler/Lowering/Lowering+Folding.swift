import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension Lowering {
    /// Lowers windows that are added up to an image: tap by tap, all windows at once. False where no kernel adds its
    /// elements.
    mutating func lowerFold(_ node: Graph.Node, _ fold: Op.Fold) throws(Diagnostic) -> Bool {
        guard let x = node.inputs[0], [.f32, .f64].contains(graph.type(x).elementType), fold.size.count <= 6 else {
            return false
        }
        let output = node.outputs[0]
        let shape = graph.type(output).shape
        let windows = try fold.windows()
        let (axes, kernel) = (windows.axes, windows.kernel.compactMap(\.value))
        let paddings = (0..<axes).map { windows.padding($0, shape[$0 + 2]) }
        let counts = (0..<axes).map { windows.outputSize($0, shape[$0 + 2]) }
        // What falls on the padding is added to memory that is not seen again.
        let isPadded = paddings.contains { $0.before != 0 || $0.after != 0 }
        let whole =
            isPadded
            ? allocate(
                Array(shape[..<2]) + zip(shape[2...], paddings).map { $0 + $1.before + $1.after },
                graph.type(x).elementType, order: layouts.order(of: output)) : place(output)
        add(.copy(CopyCall(source: scalar(0, whole.elementType).broadcast(to: whole.shape), target: whole)), [])
        let source = try view(of: x)
        let taps = kernel.reduce(1, *)
        for number in 0..<taps {
            var (part, rest) = (whole, number)
            for axis in (0..<axes).reversed() {
                let tap = rest % kernel[axis] * windows.dilation[axis]
                rest /= kernel[axis]
                part = part.sliced(
                    axis: axis + 2, from: Dimension(tap), count: counts[axis], step: windows.stride[axis])
            }
            var own = source.sliced(axis: 1, from: Dimension(number), count: shape[1], step: taps)
            own.shape = part.shape
            own.strides =
                Array(own.strides[..<2])
                + counts.indices.map { counts[($0 + 1)...].reduce(source.strides[2], *) }
            add(sum: own, to: part, number == taps - 1 ? [node] : [])
        }
        guard isPadded else { return true }
        var inside = whole
        for (axis, padding) in paddings.enumerated() {
            inside = inside.sliced(axis: axis + 2, from: padding.before, count: shape[axis + 2])
        }
        add(.copy(CopyCall(source: inside, target: place(output))), [])
        return true
    }

    /// Adds a view to another one in place.
    private mutating func add(sum view: View<Dimension>, to target: View<Dimension>, _ nodes: [Graph.Node]) {
        let call = ElementwiseCall(
            program: ScalarProgram(onTwo: .add), operands: [target, view, target], type: target.elementType)
        add(.elementwise(call), nodes)
    }

    /// Lowers the determinants of matrices; false where no kernel takes their type.
    mutating func lowerDeterminant(_ node: Graph.Node) throws(Diagnostic) -> Bool {
        guard let x = node.inputs[0], [.f32, .f64].contains(graph.type(x).elementType) else { return false }
        let shape = graph.type(x).shape
        let count = shape.dropLast(2).reduce(1, *)
        guard let matrices = try dense(x).reshaped([count] + shape.suffix(2)),
            let target = try denseTarget(node.outputs[0]).reshaped([count])
        else { return false }
        add(.determinant(DeterminantCall(x: matrices, out: target)), [node])
        return true
    }
}
