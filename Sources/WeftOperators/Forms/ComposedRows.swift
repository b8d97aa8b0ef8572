import WeftGraph
import WeftTensors

/// What is written out of the lengths of rows behind windows, and of running products.
struct ComposedRows: RewriteRule {
    let operators: [any Operator.Type]? = [Op.Maximum.self, Op.Scan.self]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        if let scan = node.operation as? Op.Scan { return runningProduct(node, scan, &rewriting) }
        return windowLengths(node, &rewriting).map { [$0] }
    }

    /// max(⌊(x + room) / stride⌋ + 1, 0), where rounding up the less of that and ⌊(x + begun) / stride⌋. The 0 is looked
    /// up at place 1 of a single number for a length below 0, which that refuses, as ours does.
    private func windowLengths(_ node: Graph.Node, _ rewriting: inout Rewriting) -> ValueID? {
        guard let count = node.inputs[0], let zero = node.inputs[1],
            let (numbers, places) = rewriting.pair(zero, of: Op.Gather.self), rewriting.integer(numbers) == 0,
            let negative = rewriting.source(places, of: Op.Cast.self),
            let (x, none) = rewriting.pair(negative, of: Op.Less.self), rewriting.integer(none) == 0
        else { return nil }
        var (whole, begun): (ValueID, Int?) = (count, nil)
        var divisor: Int?
        if let (least, most) = rewriting.pair(count, of: Op.Minimum.self) {
            guard let (sum, stride) = quotient(most, rewriting), let room = room(sum, over: x, rewriting) else {
                return nil
            }
            (whole, begun, divisor) = (least, room, stride)
        }
        guard let (windows, one) = rewriting.pair(whole, of: Op.Add.self), rewriting.integer(one) == 1,
            let (sum, stride) = quotient(windows, rewriting), let room = room(sum, over: x, rewriting),
            stride > 0, divisor ?? stride == stride
        else { return nil }
        return Op.WindowLengths(room: room, stride: stride, begun: begun).flatMap { rewriting.addOne($0, x) }
    }

    private func quotient(_ value: ValueID, _ rewriting: Rewriting) -> (ValueID, Int)? {
        rewriting.pair(value, of: Op.Divide.self).flatMap { pair in rewriting.integer(pair.1).map { (pair.0, $0) } }
    }

    /// What is added to the lengths.
    private func room(_ value: ValueID, over lengths: ValueID, _ rewriting: Rewriting) -> Int? {
        if value == lengths { return 0 }
        guard let (x, number) = rewriting.pair(value, of: Op.Add.self), x == lengths else { return nil }
        return rewriting.integer(number)
    }

    /// A scan that multiplies what it carries from 1 on by each element; the last state is the product of all.
    private func runningProduct(_ node: Graph.Node, _ scan: Op.Scan, _ rewriting: inout Rewriting) -> [ValueID]? {
        let body = scan.body
        guard scan.carried == 1, scan.scanned == 1, !scan.hasLengths, !scan.hasStop, body.inputs.count == 2,
            body.outputs.count == 2, body.nodes.count == 1, body.nodes[0].operation is Op.Multiply,
            Set(body.nodes[0].inputs) == Set(body.inputs.map(\.value)), let ones = node.inputs[0],
            let x = node.inputs[1], rewriting.operation(of: ones, as: Op.Full.self)?.value == 1,
            body.outputs[0].value == body.nodes[0].outputs[0]
        else { return nil }
        let isExclusive = body.outputs[1].value == body.inputs[0].value
        guard isExclusive || body.outputs[1].value == body.nodes[0].outputs[0] else { return nil }
        let axis = scan.axis.resolvedAxis(rewriting.fact(x).rank)
        guard let running = rewriting.addOne(Op.Cumprod(axis: axis, exclusive: isExclusive, reverse: scan.reverse), x),
            let all = rewriting.addOne(Op.Product(axis: [axis]), x)
        else { return nil }
        return [running, all]
    }
}
