import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension Cluster {
    /// Whether the product is one over windows, whose columns are axis 1.
    func isWindowed(_ graph: Graph) -> Bool {
        anchor.map { graph.nodes[$0].operation is Op.Conv } ?? false
    }
}

extension Lowering {
    /// The number that a value holds in all of its elements, if the graph says so.
    func uniform(_ value: ValueID) -> Double? {
        guard let (node, _) = producer(of: value) else { return nil }
        if let full = node.operation as? Op.Full { return full.value }
        guard let literal = node.operation as? Op.Constant, literal.value.elementType == .f32, literal.value.count == 1
        else { return nil }
        return PlainTensor(literal.value).reals.first
    }

    /// Lowers a cluster to one call.
    mutating func emit(_ cluster: Cluster) throws(Diagnostic) {
        if let split = cluster.split, cluster.members.isEmpty {
            // Nothing sees the parts side by side: they are views of the whole.
            try emit(cluster.withoutSplit(graph))
            _ = try lowerView(graph.nodes[split])
            return
        }
        if putsOff(cluster) { return }
        try emitWhole(cluster)
    }

    /// Lowers a cluster to one call, or to two where it does not fit.
    mutating func emitWhole(_ cluster: Cluster) throws(Diagnostic) {
        let work = try ClusterProgram(cluster, &self)
        // Where dead nodes were not taken out yet, nothing reads what it makes.
        if work.program.stores.isEmpty { return }
        if !work.fits, cluster.members.count > 1 {
            // What does not fit into one call is done in two.
            let (first, second) = cluster.halves
            try emit(first)
            return try emit(second)
        }
        guard let anchor = cluster.anchor else {
            let targets = work.results.map { place($0) } + work.further
            let call = ElementwiseCall(program: work.program.fusingSums(), operands: work.operands + targets)
            let apart = cluster.members.first.flatMap { fusion.apart[$0] }
            return add(.elementwise(call), cluster.nodes.map { graph.nodes[$0] }, apart: apart)
        }
        switch graph.nodes[anchor].operation {
        case let conv as Op.Conv: try emit(cluster, work, conv, graph.nodes[anchor])
        default: try emitDense(cluster, work, graph.nodes[anchor])
        }
    }

    /// The epilogue for a cluster, with all views turned as the call's rows and columns are.
    func epilogue(
        _ cluster: Cluster, _ work: ClusterProgram, bias: View<Dimension>?, targets: [View<Dimension>],
        _ turn: (View<Dimension>) -> View<Dimension>
    ) -> (epilogue: Epilogue<Dimension>, out: View<Dimension>?) {
        var epilogue = Epilogue<Dimension>()
        epilogue.sums = work.sums
        let isPlain = work.sums == 1 && cluster.members.isEmpty
        if let (residual, activation) = isPlain ? (nil, .none) : work.fastForm(cluster),
            residual.map({ turn(work.operands[$0]).strides.last == 1 }) ?? true, turn(targets[0]).strides.last == 1
        {
            epilogue.bias = bias
            epilogue.activation = activation
            if let residual { epilogue.residual = turn(work.operands[residual]) }
            return (epilogue, turn(targets[0]))
        }
        epilogue.program = work.program.fusingSums()
        epilogue.operands = (work.operands + targets).map(turn)
        return (epilogue, nil)
    }

    /// The bias of a product, dense.
    mutating func bias(of node: Graph.Node) throws(Diagnostic) -> View<Dimension>? {
        guard node.inputs.count > 2, let value = node.inputs[2] else { return nil }
        let view = try view(of: value)
        guard view.strides != [1], view.shape != [1] else { return view }
        return denseView(ofConstant: try constant(of: value))
    }
}
