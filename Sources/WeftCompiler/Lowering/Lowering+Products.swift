import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension Lowering {
    /// Lowers a dense layer and what is done to its result.
    mutating func emitDense(_ cluster: Cluster, _ work: ClusterProgram, _ node: Graph.Node) throws(Diagnostic) {
        guard let x = node.inputs[0], let weight = node.inputs[1] else { return }
        let lastAxis = cluster.shape.count - 1
        var a = innermost(try view(of: x), axis: graph.type(x).rank - 1)
        var work = work
        var targets = work.results.map { place($0, dense: lastAxis) } + work.further
        // Views of one shape but for the columns: as many rows in each.
        func rows(_ a: View<Dimension>, _ others: [View<Dimension>]) -> [View<Dimension>]? {
            Rows.joined([a] + others, levels: 2)
        }
        if rows(a, work.operands + targets) == nil {
            a = copied(a, order: Array(a.shape.indices))
            work.operands = work.operands.map { view in
                view.isChannelwise ? view : copied(view, order: Array(view.shape.indices))
            }
            for (index, result) in work.results.enumerated() {
                let own = allocate(targets[index].shape, targets[index].elementType, order: Array(0...lastAxis))
                homes[result.index] = nil
                views[result.index] = own
                targets[index] = own
            }
        }
        guard let turned = rows(a, work.operands + targets) else {
            throw Diagnostic("not-lowered", "the rows of a product lie in more than two levels")
        }
        let views = Dictionary(
            zip(work.operands + targets, turned.dropFirst()), uniquingKeysWith: { first, _ in first })
        let (epilogue, out) = epilogue(cluster, work, bias: try bias(of: node), targets: targets) { views[$0] ?? $0 }
        let call = ProductCall(
            a: turned[0], weight: try packedWeight(weight, of: x, groups: work.sums), weightPitch: 0,
            groups: work.sums, columns: cluster.shape[lastAxis], out: out, epilogue: epilogue)
        add(.product(call), cluster.nodes.map { graph.nodes[$0] })
    }

    /// The weight of a dense layer in panels, its columns in the order in which the operand lies.
    private mutating func packedWeight(
        _ weight: ValueID, of x: ValueID, groups: Int
    ) throws(Diagnostic) -> View<Dimension> {
        var source = try constant(of: weight)
        let shape = graph.type(weight).shape
        if let flattening = flattened[x] { source = reordered(source, flattening) }
        guard let units = shape[0].value, let depth = shape[1].value else {
            throw Diagnostic("not-lowered", "the sizes of a weight are not known")
        }
        return packed(.product(groups: groups, columns: units / groups, depth: depth), source)
    }

    /// A weight `[units, K]` with its columns in another order.
    private mutating func reordered(_ source: Int, _ flattening: Flattening) -> Int {
        let type = program.constants[source].type
        let units = type.shape[0]
        let parted = TensorType(type.elementType, [units] + flattening.sizes)
        let order = [0] + flattening.order.map { $0 + 1 }
        let turned = TensorType(type.elementType, order.map { parted.shape[$0] })
        let first = addConstant(.result(Op.Reshape(sizes: parted.shape), operands: [source], result: 0), parted)
        let second = addConstant(.result(Op.Transpose(order: order), operands: [first], result: 0), turned)
        return addConstant(.result(Op.Reshape(sizes: type.shape), operands: [second], result: 0), type)
    }

    /// A constant laid out for a kernel.
    mutating func packed(_ packing: Packing, _ source: Int) -> View<Dimension> {
        denseView(ofConstant: addConstant(.packed(packing, source), program.constants[source].type))
    }
}
