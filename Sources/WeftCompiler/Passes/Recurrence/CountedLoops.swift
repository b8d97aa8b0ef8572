import WeftGraph
import WeftOperators
import WeftTensors

/// A loop of known length is a scan without sequences, whose body runs in kernels from step to step. The number of the trip is
/// a state.
struct CountedLoops: RewriteRule {
    let operators: [any Operator.Type]? = [Op.Loop.self]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard let loop = node.operation as? Op.Loop,
            let trips = loop.knownTrips(node.inputs.map { $0.map { rewriting.fact($0) } }),
            !loop.body.findsSizes
        else { return nil }
        var body = loop.body
        // Bodies with products are worth a choice before they run.
        if body.nodes.allSatisfy({ !($0.operation is Op.Branch) || body.work(of: $0) == 0 }) {
            _ = body.takeBothBodies()
        }
        guard !body.nodes.contains(where: { $0.operation.isControl }) else { return nil }
        let condition = body.inputs.remove(at: 1).value
        body.nodes.insert(
            Graph.Node(
                Op.Constant(PlainTensor.bools([true], []).tensor), [], [condition], path: [], origin: .none), at: 0)
        body.outputs.removeFirst()
        var operands = Array(node.inputs.dropFirst(2))
        let trip = body.inputs[0].value
        let isCounted = body.readCounts[trip.index] > 0
        if isCounted {
            guard let first = rewriting.addOne(Op.Constant(PlainTensor.i64([0], []).tensor)),
                let one = body.append(Op.Constant(PlainTensor.i64([1], []).tensor), []),
                let next = body.append(Op.Add(), [trip, one])
            else { return nil }
            operands.insert(first, at: 0)
            body.outputs.insert(Graph.Output("trip", next), at: 0)
        } else {
            body.inputs.removeFirst()
        }
        let carried = loop.carried + (isCounted ? 1 : 0)
        let scan = Op.Scan(body: body, carried: carried, scanned: 0, axis: 0, steps: trips)
        guard let results = rewriting.add(scan, operands) else { return nil }
        return results.suffix(loop.carried) + results.dropLast(carried)
    }
}

extension Graph {
    /// The multiply-accumulates of a node.
    func work(of node: Node) -> Dimension {
        node.operation.multiplyAccumulates(
            node.inputs.map { $0.map { self[$0].fact } }, node.outputs.map { self[$0].fact })
    }
}
