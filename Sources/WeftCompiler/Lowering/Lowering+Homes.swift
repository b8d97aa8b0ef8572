import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

// A concatenation costs nothing where its operands are written straight into their parts of it.
extension Lowering {
    /// Decides which values are written into concatenations. Of several concatenations of a value the last has it, as it
    /// is the one that may hold the others.
    mutating func findHomes() {
        for (index, node) in graph.nodes.enumerated() where node.operation is Op.Concat {
            for (operand, input) in node.inputs.enumerated() {
                guard let input, !isConstant[input.index], let (maker, result) = producer(of: input),
                    !maker.operation.isView || maker.operation is Op.Reshape, !maker.operation.leavesState(result)
                else { continue }
                homes[input.index] = Home(node: index, operand: operand)
            }
        }
    }

    /// Where a value is to be written: its part of a concatenation, or memory of its own.
    mutating func place(_ value: ValueID) -> View<Dimension> {
        // Up to a value that has a place, then down again through the concatenations on the way.
        var path = [value]
        while let last = path.last, views[last.index] == nil, let home = homes[last.index] {
            path.append(graph.nodes[home.node].outputs[0])
        }
        var view: View<Dimension>?
        for value in path.reversed() {
            if let known = views[value.index] {
                view = known
            } else if let whole = view, let home = homes[value.index] {
                view = part(home, of: whole)
            } else {
                let type = graph.type(value)
                view = allocate(type.shape, type.elementType, order: layouts.order(of: value))
            }
            views[value.index] = view
        }
        return view ?? allocate([], .f32, order: [])
    }

    /// Where a value is to be written whose elements along an axis must lie side by side.
    mutating func place(_ value: ValueID, dense axis: Int) -> View<Dimension> {
        let isPlaced = views[value.index] != nil
        var view = place(value)
        if view.shape[axis] == 1 { view.strides[axis] = 1 }
        if view.strides[axis] == 1 || isPlaced { return view }
        homes[value.index] = nil
        let rank = view.rank
        view = allocate(view.shape, view.elementType, order: (0..<rank).filter { $0 != axis } + [axis])
        views[value.index] = view
        return view
    }

    /// Where a result belongs, and where a kernel may write it with an axis dense: the same, or memory besides.
    mutating func channelTarget(
        _ output: ValueID, axis: Int
    ) -> (result: View<Dimension>, target: View<Dimension>) {
        let result = place(output, dense: axis)
        if result.strides[axis] == 1 { return (result, result) }
        let order = result.shape.indices.filter { $0 != axis } + [axis]
        return (result, allocate(result.shape, result.elementType, order: order))
    }

    /// Copies a result to where it belongs, when it was written besides.
    mutating func finish(_ target: View<Dimension>, _ result: View<Dimension>) {
        if target != result { add(.copy(CopyCall(source: target, target: result)), []) }
    }

    mutating func concatenate(_ index: Int, _ node: Graph.Node) throws(Diagnostic) {
        let whole = place(node.outputs[0])
        for (operand, input) in node.inputs.enumerated() {
            guard let input else { continue }
            if let home = homes[input.index], home.node == index, home.operand == operand { continue }
            let target = part(Home(node: index, operand: operand), of: whole)
            add(.copy(CopyCall(source: try view(of: input), target: target)), [node])
        }
    }

    private func part(_ home: Home, of whole: View<Dimension>) -> View<Dimension> {
        let node = graph.nodes[home.node]
        let axis = (node.operation as? Op.Concat)?.axis.resolvedJoiningAxis(whole.rank) ?? 0
        func size(_ operand: Int) -> Dimension { node.inputs[operand].map { graph.type($0).shape[axis] } ?? 0 }
        let start = (0..<home.operand).reduce(Dimension(0)) { $0 + size($1) }
        return whole.sliced(axis: axis, from: start, count: size(home.operand))
    }
}

extension Operator {
    /// Whether the result is mostly the operand seen in another way.
    var isView: Bool { OperatorKind.views.contains(OperatorKind(Self.self)) }
}

extension OperatorKind {
    fileprivate static let views: Set<OperatorKind> = [
        .init(Op.Reshape.self), .init(Op.Transpose.self), .init(Op.Slice.self), .init(Op.Split.self),
        .init(Op.Expand.self), .init(Op.Identity.self), .init(Op.Full.self), .init(Op.Reverse.self),
        .init(Op.Frames.self),
    ]
}
