import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension Lowering {
    /// Lowers sums or products of all elements up to each; false where no kernel takes the tensor.
    mutating func lowerRunning(_ node: Graph.Node, _ formula: any RunningFormula) throws(Diagnostic) -> Bool {
        guard let x = node.inputs[0] else { return false }
        let type = graph.type(x)
        let axis = formula.axis.resolvedAxis(type.rank)
        let size = type.shape[axis]
        guard type.rank <= 8, type.elementType.isInteger && type.elementType.computes || isReal(type.elementType),
            !formula.exclusive || Assumptions(graph.conditions).atLeast(size, 1) == .proved
        else { return false }
        var source = try view(of: x)
        var target = place(node.outputs[0])
        if formula.reverse {
            source = source.sliced(axis: axis, from: size - 1, count: size, step: -1)
            target = target.sliced(axis: axis, from: size - 1, count: size, step: -1)
        }
        let multiplies = formula is Op.Cumprod
        if formula.exclusive {
            let first = target.sliced(axis: axis, from: 0, count: 1)
            add(
                .copy(
                    CopyCall(
                        source: scalar(multiplies ? 1 : 0, type.elementType).broadcast(to: first.shape), target: first)),
                [])
            source = source.sliced(axis: axis, from: 0, count: size - 1)
            target = target.sliced(axis: axis, from: 1, count: size - 1)
        }
        if type.elementType == .f32, multiplies {
            let wide = converted(source, to: .f64, order: Array(source.shape.indices))
            add(.running(RunningCall(x: wide, out: wide, axis: axis, multiplies: true)), [node])
            add(.convert(ConvertCall(source: wide, target: target)), [])
        } else {
            add(.running(RunningCall(x: source, out: target, axis: axis, multiplies: multiplies)), [node])
        }
        return true
    }

    private func isReal(_ type: ElementType) -> Bool { type == .f32 || type == .f64 }

    /// The elements as another type, dense in an order of the axes.
    mutating func converted(_ view: View<Dimension>, to type: ElementType, order: [Int]) -> View<Dimension> {
        let target = allocate(view.shape, type, order: order)
        add(.convert(ConvertCall(source: view, target: target)), [])
        return target
    }
}
